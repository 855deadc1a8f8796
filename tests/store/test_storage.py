"""One contract, every adapter: a folder, moto's double and the real stores, over http and TLS.

To try another store: STORE_ENDPOINT, STORE_BUCKET and boto3's own variables, and STORE_I_MEAN_IT=yes (it writes there).
"""

from __future__ import annotations

import hashlib
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from counting_proxy import CountingProxy
from file_bodies import HEAD, Shape, of_file, of_splice
from memory_storage import whole
from store_servers import Endpoint, Store, new_store
from workers import first_of

from balado.artifact import BRIEFLY, FOREVER, Artifact, Kind
from balado.errors import MediaError, RemoteError
from balado.store.folder import FolderStorage
from balado.store.s3 import S3Storage, Sizes
from balado.store.s3_client import Connection
from balado.store.storage import Storage

FOREIGN = {name: os.environ.get(name, "") for name in ("STORE_ENDPOINT", "STORE_BUCKET", "STORE_I_MEAN_IT")}
KEYS = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
SMALL_PARTS = Sizes(multipart_from=6 * 1024 * 1024, part=5 * 1024 * 1024)
KINDS = first_of(["folder", "moto", "radosgw", "swift", "tls"], 4)
if FOREIGN["STORE_I_MEAN_IT"] == "yes":
    KINDS.append("foreign")


@pytest.fixture(params=KINDS)
def storage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    if request.param == "folder":
        yield FolderStorage(tmp_path / "public", tmp_path / ".public.balado" / "headers")
        return
    if request.param == "foreign":
        environment, bucket, endpoint = KEYS, FOREIGN["STORE_BUCKET"], FOREIGN["STORE_ENDPOINT"] or None
    else:
        store: Store = new_store(request.getfixturevalue(f"{request.param}_endpoint"))
        environment, bucket, endpoint = store.environment(), store.bucket, store.url
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    made = S3Storage(Connection(endpoint, None), bucket, f"tests/{uuid.uuid4().hex}", SMALL_PARTS)
    yield made
    for one in list(made.list("")) if request.param == "foreign" else ():  # others end with their server
        made.delete(one.key)


def small(key: str = "audio/a.txt", body: bytes = b"hello", **metadata: str) -> Artifact:
    made = Artifact.of_bytes(key, Kind.AUDIO, body, "text/plain; charset=utf-8", BRIEFLY)
    return replace(made, metadata=metadata)


@pytest.fixture(params=[of_file, of_splice])
def shape(request: pytest.FixtureRequest) -> Shape:
    """A file as it is, and one behind a head of our own."""
    made: Shape = request.param
    return made


def body_of(storage: Storage, key: str) -> bytes:
    found = storage.get(key)
    assert found is not None
    return found[0]


def test_what_is_not_there_is_none_and_no_error(storage: Storage) -> None:
    assert storage.head("audio/nothing.mp3") is None
    assert storage.get("audio/nothing.mp3") is None
    assert list(storage.list("audio/")) == []
    storage.delete("audio/nothing.mp3")


def test_what_is_put_is_read_back_with_its_headers(storage: Storage) -> None:
    artifact = small(**{"balado-generation": "7"})
    storage.put(artifact)

    found = storage.get(artifact.key)
    assert found is not None
    body, stored = found
    assert body == b"hello"
    assert stored == storage.head(artifact.key)
    assert (stored.byte_size, stored.sha256) == (5, artifact.sha256)
    assert stored.content_type == "text/plain; charset=utf-8"
    assert stored.cache_control == BRIEFLY
    assert stored.metadata == {"balado-generation": "7"}


def test_an_object_is_examined_by_its_bytes(storage: Storage) -> None:
    artifact = small(number="1")
    storage.put(artifact)

    examined = storage.examine(artifact.key)

    assert examined == storage.head(artifact.key)
    assert examined is not None
    assert (examined.byte_size, examined.sha256) == (5, hashlib.sha256(b"hello").hexdigest())
    assert storage.examine("audio/none.txt") is None


def test_a_large_object_is_read_in_pieces_from_any_place(storage: Storage) -> None:
    body = os.urandom(3_000_000)
    storage.put(small("audio/large.bin", body))
    whole_again, rest = storage.read("audio/large.bin"), storage.read("audio/large.bin", 2_999_990)
    assert whole_again is not None
    assert rest is not None
    pieces = list(whole_again)
    assert len(pieces) > 1
    assert b"".join(pieces) == body
    assert b"".join(rest) == body[-10:]
    assert storage.read("audio/nothing.bin") is None


def test_putting_again_replaces_bytes_and_headers(storage: Storage) -> None:
    storage.put(small(**{"balado-generation": "1"}))
    storage.put(small(body=b"other", **{"balado-generation": "2"}))
    stored = storage.head("audio/a.txt")
    assert stored is not None
    assert stored.metadata == {"balado-generation": "2"}
    assert body_of(storage, "audio/a.txt") == b"other"


def test_a_file_is_sent_whole_and_counted(storage: Storage, tmp_path: Path, shape: Shape) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(os.urandom(700_001))
    sent: list[int] = []
    artifact = shape(path)

    storage.put(artifact, sent.append)

    assert body_of(storage, artifact.key) == whole(artifact.body)
    assert sum(sent) == artifact.byte_size
    stored = storage.head(artifact.key)
    assert stored is not None
    assert (stored.content_type, stored.cache_control) == ("audio/mpeg", FOREVER)


def test_a_large_file_arrives_in_parts_with_the_same_bytes_and_headers(
    storage: Storage, tmp_path: Path, shape: Shape
) -> None:
    path = tmp_path / "long.mp3"
    path.write_bytes(os.urandom(1024) * 12_000)
    sent: list[int] = []
    artifact = shape(path)

    storage.put(artifact, sent.append)

    stored = storage.head(artifact.key)
    assert stored is not None
    assert hashlib.sha256(body_of(storage, artifact.key)).hexdigest() == artifact.sha256
    assert (stored.sha256, stored.content_type, stored.cache_control) == (artifact.sha256, "audio/mpeg", FOREVER)
    assert sum(sent) == artifact.byte_size


@pytest.mark.parametrize("head_bytes", [0, 1, SMALL_PARTS.part - 1, SMALL_PARTS.part, SMALL_PARTS.part + 1])
def test_a_seam_may_lie_on_the_border_of_a_part(storage: Storage, tmp_path: Path, head_bytes: int) -> None:
    path = tmp_path / "long.mp3"
    path.write_bytes(os.urandom(1000) * 6_300)
    artifact = of_splice(path, (HEAD * 60)[:head_bytes])
    storage.put(artifact)
    assert body_of(storage, artifact.key) == whole(artifact.body)


@pytest.mark.parametrize("byte_size", [1000, 12_000_000])
def test_a_file_that_changed_since_it_was_inspected_is_not_stored(
    storage: Storage, tmp_path: Path, byte_size: int, shape: Shape
) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(bytes(byte_size))
    artifact = shape(path)
    path.write_bytes(bytes(byte_size - 1) + b"!")
    os.utime(path, ns=(1, 1))
    with pytest.raises(MediaError, match="changed"):
        storage.put(artifact)
    assert storage.head(artifact.key) is None


def test_a_file_that_changes_while_it_is_sent_is_not_stored(storage: Storage, tmp_path: Path, shape: Shape) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(bytes(3_000_000))
    artifact = shape(path)

    def meddle(_sent_bytes: int) -> None:
        with path.open("r+b") as file:
            file.seek(2_900_000)
            file.write(b"meddled")

    with pytest.raises(MediaError, match="changed"):
        storage.put(artifact, meddle)
    assert storage.head(artifact.key) is None


def test_a_free_key_is_taken_once(storage: Storage) -> None:
    first, second = small("generations/1.json", b"first"), small("generations/1.json", b"second")
    assert storage.put_if_absent(first)
    assert not storage.put_if_absent(second)
    assert body_of(storage, "generations/1.json") == b"first"


def test_eight_writers_at_once_have_one_winner(storage: Storage, request: pytest.FixtureRequest) -> None:
    for number in range(10):
        barrier = threading.Barrier(8)

        def write(writer: int, barrier: threading.Barrier = barrier, number: int = number) -> bool:
            barrier.wait()
            return storage.put_if_absent(small(f"generations/{number}.json", b"writer %d" % writer))

        with ThreadPoolExecutor(8) as pool:
            won = list(pool.map(write, range(8)))
        there = body_of(storage, f"generations/{number}.json")
        assert there in [b"writer %d" % writer for writer in range(8) if won[writer]], "who is there was told so"
        if "swift" not in request.node.name:  # Swift is known to tell several; the manual says what follows
            assert sum(won) == 1


def test_a_list_is_in_order_and_below_its_prefix_only(storage: Storage) -> None:
    for key in ("generations/2.json", "generations/10.json", "feeds/x.gz", "generations/1.json"):
        storage.put(small(key))
    listed = list(storage.list("generations/"))
    assert [one.key for one in listed] == ["generations/1.json", "generations/10.json", "generations/2.json"]
    assert {one.byte_size for one in listed} == {5}


def test_what_is_deleted_is_gone(storage: Storage) -> None:
    storage.put(small())
    storage.delete("audio/a.txt")
    assert storage.head("audio/a.txt") is None
    storage.put(small(body=b"again"))
    assert body_of(storage, "audio/a.txt") == b"again"


def test_an_upload_that_is_stopped_leaves_nothing(storage: Storage, tmp_path: Path, shape: Shape) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(os.urandom(1000) * 7000)

    class Stop(BaseException):
        pass

    def stop(_sent_bytes: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        storage.put(shape(path), stop)
    assert storage.head("audio/talk.mp3") is None


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../up", "a/../../up", "a//b", "a\\b", "a/\n"])
def test_a_folder_takes_no_key_that_leads_outside(tmp_path: Path, key: str) -> None:
    storage = FolderStorage(tmp_path / "public", None)
    with pytest.raises(ValueError, match="is no key"):
        storage.put(small(key))


@pytest.mark.parametrize("endpoint", ["radosgw_endpoint", "swift_endpoint"])
@pytest.mark.parametrize("use", [lambda storage: storage.head("feed.xml"), lambda storage: storage.put(small())])
def test_a_wrong_secret_is_refused_with_a_sentence_that_does_not_quote_it(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, endpoint: str, use: Callable[[Storage], None]
) -> None:
    store: Store = new_store(request.getfixturevalue(endpoint))
    for name, value in {**store.environment(), "AWS_SECRET_ACCESS_KEY": "not-the-secret"}.items():
        monkeypatch.setenv(name, value)
    storage = S3Storage(Connection(store.url, None), store.bucket, "")
    with pytest.raises(RemoteError, match=r"Check AWS_SECRET_ACCESS_KEY") as refusal:
        use(storage)
    assert "not-the-secret" not in str(refusal.value)


def test_a_wrong_key_is_said_on_the_first_request(radosgw_endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(radosgw_endpoint)
    for name, value in {**store.environment(), "AWS_ACCESS_KEY_ID": "nobody"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RemoteError, match="does not know this access key"):
        S3Storage(Connection(store.url, None), store.bucket, "").head("feed.xml")


@pytest.mark.parametrize("endpoint", ["moto_endpoint", "radosgw_endpoint", "swift_endpoint"])
def test_an_upload_in_parts_that_is_stopped_leaves_none_of_them(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, endpoint: str
) -> None:
    store: Store = new_store(request.getfixturevalue(endpoint))
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)
    storage = S3Storage(Connection(store.url, None), store.bucket, "show", SMALL_PARTS)
    path = tmp_path / "talk.mp3"
    path.write_bytes(bytes(12_000_000))

    with pytest.raises(MediaError):
        storage.put(of_file(path), lambda _sent_bytes: os.utime(path, ns=(1, 1)))

    assert storage.head("audio/talk.mp3") is None
    uploads = store.endpoint.client().list_multipart_uploads(Bucket=store.bucket)
    assert not uploads.get("Uploads")


@pytest.mark.parametrize("endpoint", ["moto_endpoint", "radosgw_endpoint", "swift_endpoint"])
def test_an_upload_cut_at_half_is_gone_on_with_where_it_ended(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, endpoint: str
) -> None:
    store: Store = new_store(request.getfixturevalue(endpoint))
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)
    path = tmp_path / "talk.mp3"
    path.write_bytes(os.urandom(42_000_000))
    artifact = of_file(path)
    parts = -(-artifact.byte_size // SMALL_PARTS.part)

    class Cut(BaseException):
        """The end of a process, as far as the store can see."""

    sent = [0]

    def cut_at_half(sent_bytes: int) -> None:
        sent[0] += sent_bytes
        if sent[0] > artifact.byte_size // 2:
            raise Cut

    with CountingProxy(store.url) as proxy:
        storage = S3Storage(Connection(proxy.url, None), store.bucket, "show", SMALL_PARTS)
        with pytest.raises(Cut):
            storage.put(artifact, cut_at_half)
        arrived = len([one for one in proxy.requests if "partNumber=" in one.path])
        proxy.requests.clear()

        counted: list[int] = []
        storage.put(artifact, counted.append)

        again = len([one for one in proxy.requests if "partNumber=" in one.path])
    assert arrived >= 1
    assert again <= parts - arrived + 1
    assert sum(counted) == artifact.byte_size
    found = store.read_all()["show/audio/talk.mp3"]
    assert found.body == path.read_bytes()
    assert found.headers["Content-Type"] == "audio/mpeg"
    assert not store.endpoint.client().list_multipart_uploads(Bucket=store.bucket).get("Uploads")


@pytest.mark.parametrize("endpoint", ["moto_endpoint", "radosgw_endpoint", "swift_endpoint"])
def test_abandoned_parts_are_swept_away(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    store: Store = new_store(request.getfixturevalue(endpoint))
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)
    client = store.endpoint.client()
    for key in ("show/audio/a.mp3", "another/audio/a.mp3"):
        client.create_multipart_upload(Bucket=store.bucket, Key=key)
    storage = S3Storage(Connection(store.url, None), store.bucket, "show")
    if endpoint != "moto_endpoint":  # which says that every upload began in 2010
        assert storage.sweep(datetime(2020, 1, 1, tzinfo=UTC), lambda _key: True) == 0
    assert storage.sweep(datetime(2100, 1, 1, tzinfo=UTC), lambda _key: True) == 1
    left = client.list_multipart_uploads(Bucket=store.bucket)["Uploads"]
    assert [one["Key"] for one in left] == ["another/audio/a.mp3"]


def test_unfinished_files_of_a_folder_are_swept_away(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path / "public", tmp_path / "state" / "headers")
    storage.put(small("feed.xml"))
    left = tmp_path / "state" / "incoming" / ".incoming-1"
    left.write_bytes(b"half")
    assert storage.sweep(datetime(2020, 1, 1, tzinfo=UTC), lambda _key: True) == 0
    assert storage.sweep(datetime(2100, 1, 1, tzinfo=UTC), lambda _key: True) == 1
    assert not left.exists()
    assert storage.head("feed.xml") is not None


def test_without_credentials_it_says_which_variables(moto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    storage = S3Storage(Connection(moto.url, None), moto.bucket, "")
    with pytest.raises(RemoteError, match="AWS_ACCESS_KEY_ID"):
        storage.head("feed.xml")


def test_a_missing_bucket_is_named(moto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in moto.environment().items():
        monkeypatch.setenv(name, value)
    storage = S3Storage(Connection(moto.url, None), "nowhere-at-all", "")
    with pytest.raises(RemoteError, match="s3://nowhere-at-all"):
        storage.put(small())


def test_a_server_that_is_not_there_is_a_fault_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "y")
    storage = S3Storage(Connection("http://127.0.0.1:9", None), "bucket", "")
    with pytest.raises(RemoteError, match="cannot be reached"):
        storage.head("feed.xml")
