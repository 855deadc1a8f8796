"""A store that drips, floods or answers what cannot be: the run ends, soon, with a sentence about the store."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from raw_server import ABSURD, ENDLESS, FLOODS, RawServer, answer, forever

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RemoteError
from balado.store.s3 import S3Storage, Sizes
from balado.store.s3_client import Connection
from balado.web.bounded import Pace

# Of an answer that it cannot begin to read, urllib3 leaves the socket to Python's collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PACE = Pace(silent_seconds=0.4, late_seconds=0.2, bytes_a_second=20_000)
SMALL = Artifact.of_bytes("a", Kind.DOCUMENT, b"xx", "text/plain", NEVER)
VERBS: dict[str, Callable[[S3Storage], object]] = {
    "head": lambda storage: storage.head("a"),
    "get": lambda storage: storage.get("a"),
    "read": lambda storage: b"".join(storage.read("a") or ()),
    "examine": lambda storage: storage.examine("a"),
    "put": lambda storage: storage.put(SMALL),
    "put_if_absent": lambda storage: storage.put_if_absent(SMALL),
    "list": lambda storage: list(storage.list("")),
    "delete": lambda storage: storage.delete("a"),
    "sweep": lambda storage: storage.sweep(datetime.now(UTC), lambda _name: True),
    "bucket": lambda storage: storage.bucket.exists(),
}


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with RawServer(lambda _asked: [], pause_seconds=0.01) as running:
        yield running


@pytest.fixture(scope="module")
def storage(server: RawServer) -> Iterator[S3Storage]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "some-key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "some-secret")
        for module in ("s3_client", "s3"):
            patch.setattr(f"balado.store.{module}.ATTEMPTS", 1)
        connection = Connection(server.url, "us-east-1", pace=PACE)
        assert connection.client  # made now, with these credentials
        yield S3Storage(connection, "pod", "p", Sizes(64, 64))


@pytest.fixture(scope="module")
def older_set_aside() -> None:
    """What there was before is not gone through again and again: half a second for each test."""
    gc.freeze()


@pytest.fixture(autouse=True)
def collected(older_set_aside: None) -> Iterator[None]:
    """What urllib3 leaves is collected within the test that made it."""
    yield
    gc.collect()


def end(storage: S3Storage, verb: str) -> object:
    """How a verb ends: with what it gives, or with the sentence."""
    try:
        return VERBS[verb](storage)
    except RemoteError as error:
        return str(error)


def is_sound(ended: object) -> bool:
    """Whether it is an answer, or a sentence that names the store."""
    return not isinstance(ended, str) or ("s3://pod" in ended and "redentials" not in ended)


@pytest.mark.parametrize("name", ABSURD)
def test_what_cannot_be_right_is_said_of_the_store(name: str, server: RawServer, storage: S3Storage) -> None:
    server.script = lambda _asked: ABSURD[name]
    assert all(is_sound(end(storage, verb)) for verb in VERBS)


@pytest.mark.parametrize(
    "name", [name for name in {**ENDLESS, **FLOODS} if name not in ("body", "huge chunk", "trailers")]
)
def test_what_never_ends_is_left(name: str, server: RawServer, storage: S3Storage) -> None:
    server.script = lambda _asked: {**ENDLESS, **FLOODS}[name]()
    for verb in ("get", "put", "list"):
        before = len(server.asked)
        assert is_sound(end(storage, verb))
        assert server.paused_seconds(since=before) < 4


@pytest.mark.parametrize("typed", ["application/xml", "text/plain"])
@pytest.mark.parametrize("body", [b"<ListBucketResult><Contents>", b"<a/>", b"{}", b"<a>" * 5000])
def test_a_list_that_is_none_is_said_of_the_store(
    body: bytes, typed: str, server: RawServer, storage: S3Storage
) -> None:
    server.script = lambda _asked: [answer(f"Content-Length: {len(body)}", body=body, typed=typed)]
    assert is_sound(end(storage, "list"))


ENTRY = b"<Key>p/a</Key><Size>2</Size><LastModified>2024-01-01T00:00:00.000Z</LastModified>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<Size>2</Size>", b""),
        (b"<Size>2</Size>", b"<Size>many</Size>"),
        (b"<Size>2</Size>", b"<Size>" + b"9" * 5000 + b"</Size>"),
        (b"<Key>p/a</Key>", b""),
        (b"2024-01-01T00:00:00.000Z", b"yesterday"),
        (b"2024-01-01T00:00:00.000Z", b"99999-01-01T00:00:00Z"),
    ],
)
def test_an_entry_of_a_list_that_cannot_be_right_is_said_of_the_store(
    before: bytes, after: bytes, server: RawServer, storage: S3Storage
) -> None:
    listed = b"<ListBucketResult><Contents>%s</Contents></ListBucketResult>"
    for entry in (ENTRY, ENTRY.replace(before, after)):
        body = listed % entry
        server.script = lambda _asked, body=body: [  # type: ignore[misc]
            answer(f"Content-Length: {len(body)}", body=body, typed="application/xml")
        ]
        ended = end(storage, "list")
        assert ("no S3 store" in ended) if isinstance(ended, str) else entry is ENTRY, ended


def test_a_moment_without_a_zone_can_be_compared(server: RawServer, storage: S3Storage) -> None:
    body = b"<ListBucketResult><Contents>%s</Contents></ListBucketResult>" % ENTRY.replace(b".000Z", b"")
    server.script = lambda _asked: [answer(f"Content-Length: {len(body)}", body=body, typed="application/xml")]
    [found] = storage.list("")
    assert found.modified == datetime(2024, 1, 1, tzinfo=UTC)


def test_a_length_that_is_not_said_is_asked_for(server: RawServer, storage: S3Storage) -> None:
    def packing_proxy(asked: str) -> list[bytes]:
        if asked.startswith("HEAD"):
            return [answer("Transfer-Encoding: chunked")]
        return [answer("Content-Range: bytes 0-0/7", "Content-Length: 1", body=b"x", status=206)]

    server.script = packing_proxy
    found = storage.head("a")
    assert found is not None
    assert found.byte_size == 7


def test_a_length_that_is_nowhere_said_is_the_proxys_fault(server: RawServer, storage: S3Storage) -> None:
    server.script = lambda _asked: [answer("Transfer-Encoding: chunked", body=b"2\r\nxx\r\n0\r\n\r\n")]
    with pytest.raises(RemoteError, match="does not say how long its files are"):
        storage.head("a")
    found = storage.get("a")
    assert found is not None
    assert (found[0], found[1].byte_size) == (b"xx", 2)


def test_the_body_of_a_refusal_that_breaks_off_is_said_of_the_store(server: RawServer, storage: S3Storage) -> None:
    server.script = lambda _asked: [answer("Transfer-Encoding: chunked", body=b"5\r\nx", status=403)]
    with pytest.raises(RemoteError, match="s3://pod"):
        storage.get("a")


def test_a_file_that_keeps_the_pace_may_take_as_long_as_it_needs(server: RawServer, storage: S3Storage) -> None:
    pieces = [b"x" * 1000] * 60  # 0.6 seconds, three times as long as it may be late
    server.script = lambda _asked: [answer(f"Content-Length: {len(pieces) * 1000}"), *pieces]
    assert len(b"".join(storage.read("a") or ())) == 60_000


def test_a_store_that_joins_parts_may_keep_the_line_alive_with_blanks(
    server: RawServer, storage: S3Storage, tmp_path: Path
) -> None:
    body = b"<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>"

    def joining(asked: str) -> Iterable[bytes]:
        if asked.startswith("POST") and "uploads" in asked:
            made = b"<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
            return [answer(f"Content-Length: {len(made)}", body=made, typed="application/xml")]
        if asked.startswith("POST"):
            return [answer(typed="application/xml"), *[b" "] * 60, body]
        return [answer("Content-Length: 0")]

    file = tmp_path / "a.mp3"
    file.write_bytes(b"x" * 100)
    server.script = joining
    sha256 = hashlib.sha256(b"x" * 100).hexdigest()
    storage.put(Artifact("a", Kind.AUDIO, file, 100, sha256, "audio/mpeg", NEVER))


def test_an_upload_that_nobody_takes_is_left(server: RawServer, storage: S3Storage, tmp_path: Path) -> None:
    file = tmp_path / "a.mp3"
    file.write_bytes(b"x" * 8_000_000)
    server.reads = False
    try:
        sizes = Sizes(multipart_from=10**9)
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        with pytest.raises(RemoteError, match="s3://pod"):
            S3Storage(storage._connection, "pod", "p", sizes).put(
                Artifact("a", Kind.AUDIO, file, 8_000_000, sha256, "audio/mpeg", NEVER)
            )
        assert 0 < server.unread_seconds() < 4
    finally:
        server.reads = True


def test_an_endless_list_is_no_list(server: RawServer, storage: S3Storage) -> None:
    flood = forever(b" " * 1_000_000, answer(typed="application/xml", body=b"<ListBucketResult>"))
    server.script = lambda _asked: flood
    with pytest.raises(RemoteError, match="s3://pod"):
        list(storage.list(""))


@pytest.mark.parametrize("kind", ["drips a header", "drips its status"])
def test_a_proxy_and_a_service_for_credentials_that_drip_are_left(
    kind: str, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script = lambda _asked: ENDLESS[kind]()
    monkeypatch.setattr("balado.store.s3_client.ATTEMPTS", 1)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    asked = len(server.asked)
    with pytest.raises(RemoteError):
        S3Storage(Connection(server.url, "us-east-1", pace=PACE), "pod", "p").get("a")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "some-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "some-secret")
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    with pytest.raises(RemoteError):
        S3Storage(Connection("https://s3.example", "us-east-1", pace=PACE), "pod", "p").get("a")
    assert server.paused_seconds(since=asked) < 30
    told = server.asked[asked:]
    assert any(line.startswith("CONNECT ") for line in told)
    assert any(line.startswith("GET / ") for line in told)
