from __future__ import annotations

import gzip
from pathlib import Path

from balado.statistics.content import content_of, continued_in

LINES = b"one\ntwo\nthree\n"


def test_a_log_is_the_same_when_it_is_renamed_or_compressed(tmp_path: Path) -> None:
    (tmp_path / "access.log").write_bytes(LINES)
    (tmp_path / "access.log.2.gz").write_bytes(gzip.compress(LINES))
    assert content_of(tmp_path / "access.log") == content_of(tmp_path / "access.log.2.gz")
    assert content_of(tmp_path / "access.log").byte_size == len(LINES)


def test_a_log_that_went_on_begins_with_what_it_was(tmp_path: Path) -> None:
    parts = [tmp_path / name for name in ("empty", "one", "two", "other", "whole", "longer")]
    for path, body in zip(parts, (b"", LINES[:4], LINES[:8], b"two\n", LINES, LINES + b"x"), strict=True):
        path.write_bytes(body)
    earlier = [content_of(path) for path in parts]
    packed = tmp_path / "whole.gz"
    packed.write_bytes(gzip.compress(LINES))
    for path in (tmp_path / "whole", packed):
        assert continued_in(path, earlier) == {earlier[0], earlier[1], earlier[2], earlier[4]}


def test_an_archive_that_is_still_being_written_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = gzip.compress(bytes(range(256)) * 10_000)
    (tmp_path / "cut.gz").write_bytes(whole[: len(whole) // 2])
    assert 0 < content_of(tmp_path / "cut.gz").byte_size < 2_560_000
