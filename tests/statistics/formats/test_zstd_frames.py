"""A file of zstd is whole where its frames end, which is told without unpacking it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from balado.statistics.formats.zstd_frames import is_whole

SKIPPED = (0x184D2A53).to_bytes(4, "little") + (5).to_bytes(4, "little") + b"hello"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Lines of several blocks, as DuckDB packs them."""
    path = tmp_path_factory.mktemp("zstd") / "lines.zst"
    duckdb.sql("SELECT md5(i::VARCHAR) FROM range(20000) AS numbers(i)").write_csv(str(path), compression="zstd")
    return path.read_bytes()


def whole(body: bytes, folder: Path) -> bool:
    path = folder / "body"
    path.write_bytes(body)
    with path.open("rb") as file:
        return is_whole(file)


def test_what_a_compressor_wrote_is_whole_alone_twice_and_behind_what_is_skipped(packed: bytes, tmp_path: Path) -> None:
    assert [whole(body, tmp_path) for body in (packed, packed + packed, SKIPPED + packed)] == [True, True, True]


def test_wherever_it_is_cut_it_is_not(packed: bytes, tmp_path: Path) -> None:
    assert len(packed) > 100_000
    for end in (1, 4, 5, 6, 30, len(packed) // 2, len(packed) - 1):
        assert not whole(packed[:end], tmp_path), end
        assert not whole(packed + packed[:end], tmp_path), end
    assert not whole(packed + b"more", tmp_path)
    assert not whole(SKIPPED[:-1], tmp_path)


def test_a_block_of_one_byte_repeated_is_read_as_such(tmp_path: Path) -> None:
    frame = b"\x28\xb5\x2f\xfd" + b"\x20\x0a" + ((10 << 3) | (1 << 1) | 1).to_bytes(3, "little") + b"a"
    assert whole(frame, tmp_path)
    assert not whole(frame[:-1], tmp_path)
    assert not whole(frame + b"a", tmp_path)
