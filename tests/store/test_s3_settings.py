from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from botocore.stub import ANY, Stubber
from scripted_store import Answer, Asked, ScriptedStore, error
from store_servers import Store

from balado.errors import RemoteError
from balado.store.s3_client import Connection
from balado.store.s3_settings import Barred, Bucket


@pytest.fixture
def bucket(moto: Store, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    for name, value in moto.environment().items():
        monkeypatch.setenv(name, value)
    return Bucket(Connection(moto.url, None), moto.bucket)


def answering(code: str, status: int, operation: str = "get_bucket_policy") -> Bucket:
    """A bucket whose store answers this error to one question."""
    connection = Connection("http://127.0.0.1:9", None)
    stub = Stubber(connection.client)
    stub.add_client_error(operation, code, http_status_code=status)
    stub.activate()
    return Bucket(connection, "b")


QUESTIONS: list[tuple[Callable[[Bucket], object], object]] = [
    (Bucket.policy, {}),
    (Bucket.cors, []),
    (Bucket.lifecycle, {}),
    (Bucket.blocks_policies, False),
    (Bucket.keeps_versions, False),
]


@pytest.mark.parametrize(("question", "nothing"), QUESTIONS)
def test_what_is_not_set_is_empty(bucket: Bucket, question: Callable[[Bucket], object], nothing: object) -> None:
    assert question(bucket) == nothing


def test_what_is_put_is_there(bucket: Bucket) -> None:
    rule = {"ID": "x", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}
    bucket.put_lifecycle({"Rules": [rule], "TransitionDefaultMinimumObjectSize": "varies_by_storage_class"})
    assert bucket.lifecycle()["Rules"] == [rule]
    bucket.put_cors([{"AllowedOrigins": ["*"], "AllowedMethods": ["GET"]}])
    assert bucket.cors() == [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET"]}]
    arn = f"arn:aws:s3:::{bucket.name}/*"
    policy = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": arn}]}
    bucket.put_policy(policy)
    assert bucket.policy() == policy
    assert bucket.is_public() is True


def test_a_setting_that_would_fall_back_is_sent_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    connection = Connection("http://127.0.0.1:9", None)
    with Stubber(connection.client) as stub:
        size = "varies_by_storage_class"
        expected: dict[str, Any] = {
            "Bucket": "b", "LifecycleConfiguration": ANY, "TransitionDefaultMinimumObjectSize": size,
        }  # fmt: skip
        stub.add_response("put_bucket_lifecycle_configuration", {}, expected)
        Bucket(connection, "b").put_lifecycle({"Rules": [], "TransitionDefaultMinimumObjectSize": size})
        stub.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("code", "status", "why"),
    [
        ("NotImplemented", 501, "unsupported"),
        ("MethodNotAllowed", 405, "unsupported"),
        ("MalformedXML", 400, "unsupported"),
        ("AccessDenied", 403, "forbidden"),
        ("403", 403, "forbidden"),
    ],
)
def test_what_may_not_be_looked_at_is_told_apart_from_a_failure(code: str, status: int, why: str) -> None:
    with pytest.raises(Barred) as barred:
        answering(code, status).policy()
    assert barred.value.why == why


def test_a_store_that_fails_is_a_failure() -> None:
    with pytest.raises(RemoteError, match=r"s3://b failed \(503\)"):
        answering("ServiceUnavailable", 503).policy()


def test_a_policy_that_is_none_counts_as_one_that_cannot_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = Connection("http://127.0.0.1:9", None)
    for text in ("no JSON", "[]"):
        with Stubber(connection.client) as stub:
            stub.add_response("get_bucket_policy", {"Policy": text})
            with pytest.raises(Barred):
                Bucket(connection, "b").policy()


def test_an_answer_about_something_else_is_no_lifecycle() -> None:
    connection = Connection("http://127.0.0.1:9", None)
    with Stubber(connection.client) as stub:
        stub.add_response("get_bucket_lifecycle_configuration", {"ResponseMetadata": {"HTTPStatusCode": 200}})
        with pytest.raises(Barred):
            Bucket(connection, "b").lifecycle()


def test_addresses_carry_no_signature(bucket: Bucket) -> None:
    assert bucket.url("p/é x").endswith(f"/{bucket.name}/p/%C3%A9%20x")
    assert bucket.url().rstrip("/").endswith(f"/{bucket.name}")


@pytest.mark.parametrize(("region", "constraint"), [("us-east-1", {}), ("eu-west-3", "eu-west-3")])
def test_a_bucket_is_created_in_the_region_of_the_connection(region: str, constraint: Any) -> None:
    connection = Connection("http://127.0.0.1:9", region)
    expected: dict[str, Any] = {"Bucket": "b"}
    if constraint:
        expected["CreateBucketConfiguration"] = {"LocationConstraint": constraint}
    with Stubber(connection.client) as stub:
        stub.add_response("create_bucket", {}, expected)
        Bucket(connection, "b").create()
        stub.assert_no_pending_responses()


def test_a_bucket_is_there_or_not(bucket: Bucket) -> None:
    assert bucket.exists()
    assert not answering("NoSuchBucket", 404, "list_objects_v2").exists()


RULES = [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET"]}]


def asked_for_cors(script: Callable[[Asked], Answer], monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    with ScriptedStore(script) as store:
        bucket = Bucket(Connection(store.url, None), "b")
        bucket.put_cors(RULES)
        bucket.put_cors(RULES)
    return store.asked


def test_a_setting_whose_digest_is_refused_is_sent_with_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def script(asked: Asked) -> Answer:
        refused = any("checksum" in name for name in asked.headers)
        return error(400, "InvalidArgument", message="Unsupported header") if refused else Answer()

    first, second, third = asked_for_cors(script, monkeypatch)
    assert "content-md5" not in first.headers
    for one in (second, third):
        digest = hashlib.md5(one.body, usedforsecurity=False).digest()
        assert one.headers["content-md5"] == base64.b64encode(digest).decode()


def test_a_setting_that_a_store_takes_is_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(asked_for_cors(lambda _asked: Answer(), monkeypatch)) == 2


def test_a_setting_that_no_digest_helps_is_unsupported(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Barred, match="unsupported"):
        asked_for_cors(lambda _asked: error(501, "NotImplemented"), monkeypatch)
