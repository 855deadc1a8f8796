"""A store that refuses a digest gets the other one, and is told apart from one without conditional writes."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from file_bodies import of_file
from scripted_store import Answer, Asked, ScriptedStore, error

from balado.artifact import BRIEFLY, Artifact, Kind
from balado.errors import RemoteError
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection

REFUSALS = {
    "b2": error(
        400, "InvalidArgument", message="Unsupported header 'x-amz-checksum-sha256' received for this API call."
    ),
    "old r2": error(501, "NotImplemented", message="Header 'x-amz-checksum-sha256' with value 'abc' not implemented"),
    "a proxy without a body": Answer(501, headers={}),
    "another word": error(400, "UnsupportedHeader", message="x-amz-checksum-sha256 is not allowed"),
}


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "some-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "some-secret")


def storage_at(store: ScriptedStore) -> S3Storage:
    return S3Storage(Connection(store.url, None), "bucket", "show")


def record(body: bytes = b"record", number: int = 1) -> Artifact:
    return Artifact.of_bytes(f"generations/{number}.json", Kind.GENERATION, body, "application/json", BRIEFLY)


def refusing(refusal: Answer, then: Answer | None = None) -> Callable[[Asked], Answer]:
    def script(asked: Asked) -> Answer:
        refused = any(name.startswith("x-amz-checksum-") for name in asked.headers)
        return refusal if refused else then or Answer()

    return script


def md5(body: bytes) -> str:
    return base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_what_is_refused_for_its_digest_is_sent_again_with_the_other(name: str) -> None:
    with ScriptedStore(refusing(REFUSALS[name])) as store:
        storage = storage_at(store)
        storage.put(record())
        storage.put(record(b"another", 2))
    first, second, third = store.asked
    assert "x-amz-checksum-sha256" in first.headers
    assert not any("checksum" in name for name in (*second.headers, *third.headers)), "the first refusal is remembered"
    assert (second.body, second.headers["content-md5"]) == (b"record", md5(b"record"))
    assert (third.body, third.headers["content-md5"]) == (b"another", md5(b"another"))
    digest = "x-amz-meta-balado-sha256"
    assert second.headers[digest] == first.headers[digest], "the digest that is recorded stays"


def test_a_file_is_read_again_from_its_start(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(os.urandom(300_000))
    sent: list[int] = []
    with ScriptedStore(refusing(REFUSALS["b2"])) as store:
        storage_at(store).put(of_file(path), sent.append)
    assert store.asked[-1].body == path.read_bytes()
    assert store.asked[-1].headers["content-md5"] == md5(path.read_bytes())
    assert sum(sent) == 300_000


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_condition_stays_a_condition(name: str) -> None:
    with ScriptedStore(refusing(REFUSALS[name])) as store:
        assert storage_at(store).put_if_absent(record())
    assert [one.headers.get("if-none-match") for one in store.asked] == ["*", "*"]


def test_a_store_that_knows_no_condition_is_told_so_whichever_digest_it_takes() -> None:
    unknown = error(501, "NotImplemented", message="If-None-Match is not implemented")
    without = pytest.raises(RemoteError, match="does not support conditional writes")
    with ScriptedStore(refusing(REFUSALS["b2"], unknown)) as store, without:
        storage_at(store).put_if_absent(record())


def test_what_a_store_says_is_told_where_we_know_no_better() -> None:
    refusal = error(400, "InvalidArgument", message="Objects of this kind need a licence,\nkey AKIAIOSFODNN7EXAMPLE")
    with ScriptedStore(refusing(refusal, refusal)) as store, pytest.raises(RemoteError) as raised:
        storage_at(store).put(record())
    said = str(raised.value)
    assert "InvalidArgument (400). It says: “Objects of this kind need a licence, key …”" in said
    assert "conditional" not in said


def test_a_plain_upload_that_is_not_known_is_no_matter_of_conditions() -> None:
    unknown = error(501, "NotImplemented", message="PutObject with tagging is not implemented")
    with ScriptedStore(refusing(unknown, unknown)) as store, pytest.raises(RemoteError) as raised:
        storage_at(store).put(record())
    assert "cannot do what was asked of it (PutObject). It says: “PutObject with tagging" in str(raised.value)


@pytest.mark.parametrize(
    "refusal",
    [
        error(400, "BadDigest", message="The SHA256 you specified did not match the calculated checksum."),
        error(400, "XAmzContentChecksumMismatch", message="checksum"),
        error(403, "AccessDenied", message="checksum"),
        error(400, "EntityTooLarge", message="too large"),
        error(400, "ExpiredToken", message="expired"),
    ],
)
def test_another_refusal_is_not_asked_twice(refusal: Answer) -> None:
    with ScriptedStore(refusing(refusal)) as store, pytest.raises(RemoteError):
        storage_at(store).put(record())
    assert len(store.asked) == 1


def test_a_store_that_sends_nobody_on_gets_the_object_without_that_address() -> None:
    moved = replace(record(), moved_to="https://new.example/feed.xml")

    def script(asked: Asked) -> Answer:
        return REFUSALS["old r2"] if "x-amz-website-redirect-location" in asked.headers else Answer()

    with ScriptedStore(script) as store:
        storage_at(store).put(moved)
        assert [asked.headers.get("x-amz-website-redirect-location") for asked in store.asked][-1] is None
    with ScriptedStore(lambda _: Answer()) as store:
        storage_at(store).put(moved)
        [asked] = store.asked
        assert asked.headers["x-amz-website-redirect-location"] == "https://new.example/feed.xml"
