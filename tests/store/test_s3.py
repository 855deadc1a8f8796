"""What goes over the wire to an S3 store, and what becomes of answers that no real store gives on demand."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from file_bodies import OLD_TAG_BYTES, OLD_TRAILER_BYTES, of_file, of_splice
from memory_storage import whole
from scripted_store import ETAG, Answer, Asked, ScriptedStore, error, in_turn

from balado.artifact import BRIEFLY, FOREVER, Artifact, Kind
from balado.errors import MediaError, RemoteError
from balado.store.s3 import S3Storage, Sizes
from balado.store.s3_client import Connection

PARTS = Sizes(multipart_from=2000, part=1000)


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "some-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "some-secret")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore waits up to seconds before it asks again."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)


def storage_at(store: ScriptedStore, sizes: Sizes = PARTS) -> S3Storage:
    return S3Storage(Connection(store.url, None), "bucket", "show", sizes)


def record(body: bytes = b"record") -> Artifact:
    return Artifact.of_bytes("generations/1.json", Kind.GENERATION, body, "application/json", BRIEFLY)


SEAMS = [None, 0, 1, 999, 1000, 1001, 1500]
"""How many bytes stand in memory, in front of those in the file; None is a file alone."""


def talk(folder: Path, byte_size: int, seam: int | None = None) -> Artifact:
    path = folder / "talk.mp3"
    if seam is None:
        path.write_bytes(os.urandom(byte_size))
        return of_file(path)
    path.write_bytes(os.urandom(byte_size - seam + OLD_TAG_BYTES + OLD_TRAILER_BYTES))
    return of_splice(path, os.urandom(seam))


def multipart(of_part: Callable[[Asked], Answer], of_abort: Answer | None = None) -> Callable[[Asked], Answer]:
    def script(asked: Asked) -> Answer:
        if asked.method == "PUT":
            return of_part(asked)
        if asked.method == "DELETE":
            return of_abort or Answer(204)
        if asked.method == "GET":
            return Answer(body=b"<ListMultipartUploadsResult></ListMultipartUploadsResult>")
        root = "InitiateMultipartUploadResult" if "uploads" in asked.path else "CompleteMultipartUploadResult"
        return Answer(body=f"<{root}><UploadId>u1</UploadId><ETag>1</ETag></{root}>".encode())

    return script


@pytest.mark.parametrize("seam", SEAMS)
def test_a_file_is_sent_once_unsigned_with_its_digest_and_headers(tmp_path: Path, seam: int | None) -> None:
    artifact = talk(tmp_path, 1999, seam)
    with ScriptedStore(in_turn(Answer())) as store:
        storage_at(store).put(artifact)

    [asked] = store.asked
    assert (asked.method, asked.path) == ("PUT", "/bucket/show/audio/talk.mp3")
    assert asked.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD"
    assert asked.headers["x-amz-checksum-sha256"] == base64.b64encode(bytes.fromhex(artifact.sha256)).decode()
    assert asked.headers["content-type"] == "audio/mpeg"
    assert asked.headers["cache-control"] == FOREVER
    assert asked.headers["x-amz-meta-balado-sha256"] == artifact.sha256
    assert "x-amz-trailer" not in asked.headers
    assert asked.body == whole(artifact.body)


@pytest.mark.parametrize("seam", SEAMS)
def test_what_is_sent_again_is_the_same_and_taken_back_from_the_count(tmp_path: Path, seam: int | None) -> None:
    artifact = talk(tmp_path, 1500, seam)
    sent: list[int] = []
    with ScriptedStore(in_turn(error(503, "SlowDown"), Answer())) as store:
        storage_at(store).put(artifact, sent.append)

    assert [asked.body for asked in store.asked] == [whole(artifact.body)] * 2
    assert sent == [1500, -1500, 1500]


@pytest.mark.parametrize("seam", [*SEAMS, 2000, 2500])
def test_every_part_of_a_large_file_carries_its_own_digest(tmp_path: Path, seam: int | None) -> None:
    artifact = talk(tmp_path, 2500, seam)
    with ScriptedStore(multipart(lambda _: Answer())) as store:
        storage_at(store).put(artifact)

    parts = sorted((asked for asked in store.asked if asked.method == "PUT"), key=lambda asked: asked.path)
    assert [len(part.body) for part in parts] == [1000, 1000, 500]
    assert b"".join(part.body for part in parts) == whole(artifact.body)
    for part in parts:
        assert part.headers["content-md5"] == base64.b64encode(hashlib.md5(part.body).digest()).decode()  # noqa: S324
        assert part.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD"
    [begun] = [asked for asked in store.asked if asked.path.endswith("?uploads") and asked.method == "POST"]
    assert begun.headers["content-type"] == "audio/mpeg"
    assert begun.headers["x-amz-meta-balado-sha256"] == artifact.sha256


def test_a_part_that_holds_the_seam_is_sent_again_the_same(tmp_path: Path) -> None:
    artifact = talk(tmp_path, 2500, 1500)
    busy, sent = [error(503, "SlowDown")], list[int]()

    def second_is_refused_once(asked: Asked) -> Answer:
        return busy.pop() if "partNumber=2" in asked.path and busy else Answer()

    with ScriptedStore(multipart(second_is_refused_once)) as store:
        storage_at(store).put(artifact, sent.append)
    parts = {asked.path: asked.body for asked in store.asked if asked.method == "PUT"}
    assert b"".join(parts[path] for path in sorted(parts)) == whole(artifact.body)
    assert len([asked for asked in store.asked if asked.method == "PUT"]) == 4
    assert sum(sent) == 2500


def test_a_part_that_fails_keeps_the_others_for_the_next_run(tmp_path: Path) -> None:
    def second_is_damaged(asked: Asked) -> Answer:
        return error(400, "BadDigest") if "partNumber=2" in asked.path else Answer()

    with ScriptedStore(multipart(second_is_damaged)) as store:
        with pytest.raises(RemoteError, match="damaged on the way"):
            storage_at(store).put(talk(tmp_path, 2500))
        assert "DELETE" not in store.methods


@pytest.mark.parametrize(("is_whole", "parts_sent"), [(True, 3), (False, 6)])
def test_an_upload_whose_last_answer_was_lost_is_looked_for_before_it_is_sent_again(
    tmp_path: Path, is_whole: bool, parts_sent: int
) -> None:
    artifact, parts = talk(tmp_path, 2500), multipart(lambda _: Answer())
    completed: list[Asked] = []

    def answer_is_lost(asked: Asked) -> Answer:
        if asked.method == "HEAD":
            there = {**ETAG, "x-amz-meta-balado-sha256": artifact.sha256}
            return Answer(200, bytes(2500), there) if is_whole else Answer(404)
        if asked.method == "POST" and "uploadId" in asked.path and len(completed) < 2:
            completed.append(asked)
            return Answer(lost=True) if len(completed) == 1 else error(404, "NoSuchUpload")
        return parts(asked)

    sent: list[int] = []
    with ScriptedStore(answer_is_lost) as store:
        storage_at(store).put(artifact, sent.append)
    assert len([asked for asked in store.asked if asked.method == "PUT"]) == parts_sent


@pytest.mark.parametrize("of_abort", [Answer(204), error(404, "NoSuchUpload")])
def test_parts_of_a_file_that_changed_meanwhile_are_removed(tmp_path: Path, of_abort: Answer) -> None:
    artifact = talk(tmp_path, 2500)

    def change(_asked: Asked) -> Answer:
        os.utime(tmp_path / "talk.mp3", ns=(1, 1))
        return error(400, "BadDigest")

    with ScriptedStore(multipart(change, of_abort)) as store:
        with pytest.raises(MediaError):
            storage_at(store).put(artifact)
        assert store.asked[-1].method == "DELETE"
        assert "uploadId=u1" in store.asked[-1].path


@pytest.mark.parametrize("status", [501, 403, 405])
def test_where_uploads_are_not_listed_each_is_a_new_one(tmp_path: Path, status: int) -> None:
    parts = multipart(lambda _: Answer())
    codes = {501: "NotImplemented", 403: "AccessDenied", 405: "MethodNotAllowed"}

    def script(asked: Asked) -> Answer:
        return error(status, codes[status]) if asked.method == "GET" else parts(asked)

    with ScriptedStore(script) as store:
        storage_at(store).put(talk(tmp_path, 2500))
    assert store.methods.count("PUT") == 3
    assert store.methods.count("POST") == 2


def test_a_commit_whose_answer_was_lost_is_recognised(tmp_path: Path) -> None:
    script = in_turn(Answer(lost=True), error(412, "PreconditionFailed"), Answer(body=b"record"))
    with ScriptedStore(script) as store:
        assert storage_at(store).put_if_absent(record())
    assert store.methods == ["PUT", "PUT", "GET"]
    assert store.asked[1].headers["if-none-match"] == "*"


def test_a_key_that_somebody_else_took_is_taken() -> None:
    with ScriptedStore(in_turn(error(412, "PreconditionFailed"), Answer(body=b"theirs"))) as store:
        assert not storage_at(store).put_if_absent(record())


def test_writers_that_meet_try_again() -> None:
    busy, nothing_yet = error(409, "ConditionalRequestConflict"), error(404, "NoSuchKey")
    with ScriptedStore(in_turn(busy, nothing_yet, Answer())) as store:
        assert storage_at(store).put_if_absent(record())


def test_writers_that_meet_for_ever_give_up() -> None:
    def script(asked: Asked) -> Answer:
        return error(409, "ConditionalRequestConflict") if asked.method == "PUT" else error(404, "NoSuchKey")

    with ScriptedStore(script) as store, pytest.raises(RemoteError, match="another writer is busy"):
        storage_at(store).put_if_absent(record())


def test_a_store_without_conditional_writes_is_said_to_be_none_to_use() -> None:
    script = in_turn(error(501, "NotImplemented"))
    with ScriptedStore(script) as store, pytest.raises(RemoteError, match="does not support conditional writes"):
        storage_at(store).put_if_absent(record())


def test_only_bytes_are_stored_conditionally(tmp_path: Path) -> None:
    with ScriptedStore(in_turn(Answer())) as store, pytest.raises(TypeError):
        storage_at(store).put_if_absent(talk(tmp_path, 10))
    assert store.asked == []


def test_the_reason_that_head_cannot_give_is_asked_for() -> None:
    def script(asked: Asked) -> Answer:
        return Answer(403, headers={}) if asked.method == "HEAD" else error(403, "InvalidAccessKeyId")

    with ScriptedStore(script) as store, pytest.raises(RemoteError, match="does not know this access key"):
        storage_at(store).head("feed.xml")
    assert store.methods == ["HEAD", "GET"]


def test_a_head_that_is_refused_for_no_reason_is_refused() -> None:
    def script(asked: Asked) -> Answer:
        return Answer(403, headers={}) if asked.method == "HEAD" else Answer(body=b"readable")

    with ScriptedStore(script) as store, pytest.raises(RemoteError, match="forbids that"):
        storage_at(store).head("feed.xml")


def test_an_answer_that_breaks_off_is_asked_for_again() -> None:
    with ScriptedStore(in_turn(Answer(body=b"rec", broken_off=3), Answer(body=b"record"))) as store:
        found = storage_at(store).get("generations/1.json")
    assert found is not None
    assert found[0] == b"record"


def test_answers_that_always_break_off_are_a_fault_of_the_network() -> None:
    script = in_turn(Answer(body=b"rec", broken_off=3))
    with ScriptedStore(script) as store, pytest.raises(RemoteError, match="broke off"):
        storage_at(store).get("generations/1.json")
    assert len(store.asked) == 4


LOGIN_PAGE = Answer(body=b"<html><body>Sign in to the network</body></html>", headers={"Content-Type": "text/html"})


@pytest.mark.parametrize(
    "use",
    [
        lambda storage: storage.head("feed.xml"),
        lambda storage: storage.get("feed.xml"),
        lambda storage: storage.put(record()),
        lambda storage: storage.put_if_absent(record()),
    ],
    ids=["head", "get", "put", "put_if_absent"],
)
def test_a_login_page_is_no_store(use: Callable[[S3Storage], object]) -> None:
    with ScriptedStore(in_turn(LOGIN_PAGE)) as store, pytest.raises(RemoteError, match="no S3 store"):
        use(storage_at(store))


def test_a_list_follows_its_pages_and_gives_relative_keys_in_order() -> None:
    def page(keys: list[str], following: str) -> Answer:
        entries = "".join(f"<Contents><Key>show/{key}</Key><Size>5</Size></Contents>" for key in keys)
        more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>{following}</NextContinuationToken>"
        return Answer(body=f"<ListBucketResult>{entries}{more if following else ''}</ListBucketResult>".encode())

    with ScriptedStore(in_turn(page(["audio/b", "audio/c"], "t"), page(["audio/a"], ""))) as store:
        listed = list(storage_at(store).list("audio/"))

    assert [one.key for one in listed] == ["audio/a", "audio/b", "audio/c"]
    assert "prefix=show%2Faudio%2F" in store.asked[0].path
    assert "continuation-token=t" in store.asked[1].path


@pytest.mark.parametrize("key", ["audio/a", ""])
def test_a_list_that_brings_nothing_new_comes_to_an_end(key: str) -> None:
    asked = count()

    def answer(_: object) -> Answer:
        entry = f"<Contents><Key>show/{key}</Key><Size>5</Size></Contents>" if key else ""
        more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>t{next(asked)}</NextContinuationToken>"
        return Answer(body=f"<ListBucketResult>{entry}{more}</ListBucketResult>".encode())

    with ScriptedStore(answer) as store, pytest.raises(RemoteError, match="no S3 store"):
        list(storage_at(store).list("audio/"))
    assert len(store.asked) < 20


def test_names_of_metadata_are_lower_case_whatever_the_store_makes_of_them() -> None:
    headers = {**ETAG, "x-amz-meta-Balado-SHA256": "ab", "x-amz-meta-Balado-Generation": "7"}
    with ScriptedStore(in_turn(Answer(headers=headers))) as store:
        stored = storage_at(store).head("feed.xml")
    assert stored is not None
    assert (stored.sha256, stored.metadata) == ("ab", {"balado-generation": "7"})
