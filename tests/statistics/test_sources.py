from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from memory_storage import MemoryStorage
from store_servers import Store

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RemoteError, UsageError
from balado.statistics.sources import LogBucket, fetch_all, open_source
from balado.store.target import TargetSettings


def test_a_folder_gives_its_own_files_but_hidden_and_empty_ones(tmp_path: Path) -> None:
    for name in ("b.log", "old/a.log.gz", ".hidden", ".git/c", "empty.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"" if name == "empty.log" else b"line\n")
    source = open_source(str(tmp_path), tmp_path, {})
    listed = list(source.list())
    assert [one.name for one in listed] == ["b.log", "old/a.log.gz"]
    assert fetch_all(listed, tmp_path / "work") == [tmp_path / "b.log", tmp_path / "old" / "a.log.gz"]


def test_a_link_is_what_it_leads_to_and_one_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (tmp_path / "real.log").write_bytes(b"line\n")
    for name, target in (("a.log", "../real.log"), ("b.log", "../gone.log"), ("c.log", "c.log"), (".d", "gone")):
        (logs / name).symlink_to(target)
    source = open_source(str(logs), tmp_path, {})
    assert [one.name for one in source.list()] == ["a.log"]
    assert list(source.lost) == [str(logs / "b.log"), str(logs / "c.log")]


def test_a_folder_that_cannot_be_looked_into_is_told_and_each_is_walked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs tests as root could look into it all the same: so the system's refusal is played here."""
    for name in ("a.log", "shut/b.log", "gone/c.log", ".hidden/d.log", "open/e.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"line\n")
    real, walked = os.scandir, []

    def refusing(path: str) -> Any:
        walked.append(Path(path).name)
        if Path(path).name in ("shut", "gone"):
            number = errno.EACCES if Path(path).name == "shut" else errno.ENOENT
            raise OSError(number, os.strerror(number), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    source = open_source(str(tmp_path), tmp_path, {})
    assert [one.name for one in source.list()] == ["a.log", "open/e.log"]
    assert [(path, str(reason)) for path, reason in source.closed] == [(str(tmp_path / "shut"), "Permission denied")]
    assert source.lost == []
    assert sorted(walked) == sorted([tmp_path.name, "shut", "gone", "open"])


def test_a_bucket_is_reached_as_the_shows_own_and_its_logs_are_copied(
    bucket: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in bucket.environment().items():
        if name != "AWS_ENDPOINT_URL":
            monkeypatch.setenv(name, value)
    client = bucket.endpoint.client()
    for key in ("logs/", "logs/2026/a.gz", "logs/b.gz", "other/c.gz"):
        client.put_object(Bucket=bucket.bucket, Key=key, Body=b"" if key.endswith("/") else key.encode())
    source = open_source(f"s3://{bucket.bucket}/logs", tmp_path, {"endpoint": bucket.url})
    listed = list(source.list())
    assert [one.name for one in listed] == ["2026/a.gz", "b.gz"]
    assert all(one.version for one in listed)
    copies = fetch_all(listed, tmp_path)
    assert [path.read_text() for path in copies] == ["logs/2026/a.gz", "logs/b.gz"]
    assert {path.parent for path in copies} == {tmp_path}

    sent = pickle.dumps(listed)
    assert bucket.environment()["AWS_SECRET_ACCESS_KEY"].encode() not in sent
    (tmp_path / "elsewhere").mkdir()
    copies = fetch_all(pickle.loads(sent), tmp_path / "elsewhere")  # noqa: S301 (of the test itself)
    assert [path.read_text() for path in copies] == ["logs/2026/a.gz", "logs/b.gz"]


def test_a_log_that_went_away_or_grew_since_it_was_listed_is_told_of(tmp_path: Path) -> None:
    storage = MemoryStorage()
    storage.put(Artifact.of_bytes("a.log", Kind.GENERATION, b"line\n", "text/plain", NEVER))
    [listed] = LogBucket(storage, TargetSettings("s3://logs", Path())).list()
    for body in (b"line\nmore\n", None):
        if body is None:
            storage.delete("a.log")
        else:
            storage.put(Artifact.of_bytes("a.log", Kind.GENERATION, body, "text/plain", NEVER))
        with pytest.raises(RemoteError, match=r"The log a\.log in memory is gone, or being written"):
            fetch_all([listed], tmp_path)


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder of logs"):
        open_source(str(tmp_path / "missing"), tmp_path, {})
