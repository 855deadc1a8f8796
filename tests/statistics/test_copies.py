"""Logs that are copied from a bucket into a folder, or into a bucket, are the logs that were read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from counted_place import SUNDAY, A, Place, listeners
from memory_storage import MemoryStorage

from balado.artifact import NEVER, Artifact, Kind
from balado.statistics.contents import ReadContents
from balado.statistics.copies import CopiedLogs
from balado.statistics.ledger import ReadLog
from balado.statistics.sources import ListedLog, LogBucket, LogFolder, LogSource
from balado.statistics.state import read_ledger
from balado.store.target import TargetSettings


def bucket_of(folder: Path) -> LogBucket:
    """A bucket with the logs of a folder, and the ETags that stores give to what is written at once."""
    storage = MemoryStorage()
    for path in folder.iterdir():
        body = path.read_bytes()
        storage.put(Artifact.of_bytes(path.name, Kind.GENERATION, body, "text/plain", NEVER))
        etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
        storage.objects[path.name] = body, replace(storage.objects[path.name][1], etag=etag)
    return LogBucket(storage, TargetSettings("s3://logs", Path()))


@pytest.mark.parametrize("is_bucket_first", [True, False])
def test_a_copy_elsewhere_is_no_new_log_and_its_day_can_be_counted_again(is_bucket_first: bool, tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.write("1.gz", *listeners(3, A, SUNDAY))
    place.write("2.log", *listeners(4, A, SUNDAY, first=3))
    bucket = bucket_of(place.logs)
    first, then = (bucket, LogFolder(place.logs)) if is_bucket_first else (LogFolder(place.logs), bucket)

    def counted(sources: Sequence[LogSource]) -> tuple[int, tuple[date, ...], dict[date, int]]:
        place.sources = sources
        found = place.collect()
        return found.read, found.days, dict(found.late)

    day = date(2026, 11, 1)
    assert counted([first]) == (2, (day,), {})
    assert counted([then]) == (0, (), {})
    assert [log.name for log in read_ledger(place.state).logs] == ["1.gz", "2.log"]
    late = tmp_path / "late"
    place.write("../late/3.gz", *listeners(5, A, SUNDAY, first=6))
    assert counted([then, LogFolder(late)]) == (1, (day,), {})
    assert place.downloads() == {(SUNDAY, "a"): (10, 10)}
    assert counted([first, LogFolder(late)]) == (0, (), {}), "back where they were"


def test_what_has_another_size_is_not_even_opened(tmp_path: Path) -> None:
    read = ReadLog("a", 5, "0" * 32), ReadLog("b", 6, "1", 9, "f" * 64)
    copies = CopiedLogs(read, ReadContents(tmp_path))
    assert copies.find(ListedLog("a", 4, "1", LogFolder(tmp_path), tmp_path / "missing")) is None
    assert copies.find(ListedLog("b", 7, "e", LogBucket(MemoryStorage(), TargetSettings("s3://x", Path())))) is None
    assert list(tmp_path.iterdir()) == []


def test_one_of_the_same_size_with_other_bytes_is_new(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"other")
    copies = CopiedLogs([ReadLog("a", 5, "0" * 32), ReadLog("c", 5, "an ETag of parts-2")], ReadContents(tmp_path))
    assert copies.find(ListedLog("a", 5, "1", LogFolder(tmp_path), tmp_path / "a")) is None
