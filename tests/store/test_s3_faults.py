"""Each failure of a store, in one sentence that says what to do and gives nothing away."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme
from botocore.exceptions import BotoCoreError, ClientError
from counting_proxy import CountingProxy
from scripted_store import Answer, ScriptedStore, in_turn

from balado.errors import RemoteError
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection
from balado.store.s3_faults import speak

SECRET = "AKIAIOSFODNN7EXAMPLE"  # the example of AWS's documentation


def sentence(code: str, status: int = 403, operation: str = "PutObject", **more: str) -> str:
    answer = {
        "Error": {"Code": code, "Message": f"the key {SECRET} is not welcome", "AWSAccessKeyId": SECRET, **more},
        "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": {}},
    }
    with pytest.raises(RemoteError) as refused, speak("s3://pod/show"):
        raise ClientError(answer, operation)  # type: ignore[arg-type]
    return str(refused.value)


@pytest.mark.parametrize(
    ("code", "status", "what_to_do"),
    [
        ("InvalidAccessKeyId", 403, "Check AWS_ACCESS_KEY_ID"),
        ("SignatureDoesNotMatch", 403, "Check AWS_SECRET_ACCESS_KEY"),
        ("ExpiredToken", 400, "Sign in again"),
        ("InvalidToken", 400, "remove AWS_SESSION_TOKEN"),
        ("NoSuchBucket", 404, "correct `publish.to`"),
        ("InvalidBucketName", 400, "Correct `publish.to`"),
        ("RequestTimeTooSkewed", 403, "Set the clock"),
        ("PermanentRedirect", 301, "Correct `publish.region`"),
        ("301", 301, "Correct `publish.region`"),
        ("AccessDenied", 403, "need GetObject, PutObject, DeleteObject and ListBucket"),
        ("403", 403, "need GetObject, PutObject, DeleteObject and ListBucket"),
        ("BadDigest", 400, "try again"),
        ("NotImplemented", 501, "cannot do what was asked of it (PutObject)"),
        ("SlowDown", 503, "Try again in a few minutes"),
        ("QuotaExceeded", 403, "Free some space"),
        ("InternalError", 500, "Try again later"),
        ("502", 502, "Try again later"),
        ("Teapot", 418, "Teapot"),
    ],
)
def test_a_refusal_says_what_to_do_and_gives_nothing_away(code: str, status: int, what_to_do: str) -> None:
    said = sentence(code, status)
    assert what_to_do in said
    assert "s3://pod/show" in said
    assert SECRET not in said


def test_a_store_that_names_its_region_is_quoted() -> None:
    assert "`region: eu-west-3`" in sentence("AuthorizationHeaderMalformed", 400, Region="eu-west-3")


def test_a_role_that_is_not_granted_is_no_fault_of_the_bucket() -> None:
    said = sentence("AccessDenied", operation="AssumeRoleWithWebIdentity")
    assert "AWS_ROLE_ARN" in said
    assert "ListBucket" not in said


def test_an_absence_that_was_expected_is_an_answer() -> None:
    with speak("s3://pod", absent=("NoSuchKey",)) as answer:
        raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")  # type: ignore[typeddict-item]
    assert answer.found is None


def test_a_failure_nobody_thought_of_is_a_sentence_too() -> None:
    with pytest.raises(RemoteError, match="s3://pod cannot be used: BotoCoreError"), speak("s3://pod"):
        raise BotoCoreError


def head(url: str) -> None:
    S3Storage(Connection(url, None), "bucket", "show").head("feed.xml")


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", SECRET)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "some-secret")
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)


@pytest.fixture
def tls_url() -> object:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with CountingProxy("http://127.0.0.1:9", tls=context) as proxy:
        yield proxy.url


@pytest.mark.usefixtures("credentials")
def test_a_certificate_that_is_not_trusted(tls_url: str) -> None:
    with pytest.raises(RemoteError, match="certificate that is not trusted here"):
        head(tls_url)


@pytest.mark.usefixtures("credentials")
def test_a_bundle_of_certificates_that_is_not_there(tls_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(RemoteError, match=r"AWS_CA_BUNDLE.* names a file that is not there"):
        head(tls_url)


@pytest.mark.usefixtures("credentials")
def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(RemoteError, match=r"proxy .* cannot be reached"):
        head("http://store.invalid")


@pytest.mark.usefixtures("credentials")
def test_a_connection_that_is_always_closed() -> None:
    with ScriptedStore(in_turn(Answer(lost=True))) as store:
        with pytest.raises(RemoteError, match=r"broke off\. Check the network"):
            head(store.url)
        assert len(store.asked) == 4


@pytest.mark.usefixtures("credentials")
def test_a_gateway_that_answers_html_with_an_error() -> None:
    script = in_turn(Answer(502, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"}))
    with ScriptedStore(script) as store, pytest.raises(RemoteError, match=r"failed \(502\)"):
        S3Storage(Connection(store.url, None), "bucket", "").get("feed.xml")


def test_a_token_of_the_nightly_job_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/nightly")
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(RemoteError, match="AWS_WEB_IDENTITY_TOKEN_FILE"):
        head("http://127.0.0.1:9")
