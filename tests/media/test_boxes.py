from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.media.boxes import NO_ROWS, Box, Rows, Tree, boxes
from balado.media.mp4 import read_movie
from balado.media.mp4_samples import SampleTable
from balado.media.reading import Unsound, reader_of


def box(kind: str, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind.encode()) + content


def found(data: bytes) -> list[Box]:
    return list(boxes(reader_of(data), 0, len(data)))


def test_boxes_stand_side_by_side() -> None:
    assert found(box("ftyp", b"M4A ") + box("moov")) == [(b"ftyp", 8, 12), (b"moov", 20, 20)]


def test_a_large_box_tells_its_size_in_64_bits() -> None:
    assert found(struct.pack(">I4sQ", 1, b"mdat", 20) + b"data" + box("moov")) == [(b"mdat", 16, 20), (b"moov", 28, 28)]


def test_a_box_of_size_zero_runs_to_the_end() -> None:
    assert found(struct.pack(">I4s", 0, b"mdat") + bytes(50)) == [(b"mdat", 8, 58)]


@pytest.mark.parametrize("junk", [b"\0\0\0\7junk1234", b"\0\0\0", b"TAG", struct.pack(">I4sQ", 1, b"mdat", 3)])
def test_what_is_no_box_ends_the_row(junk: bytes) -> None:
    assert found(box("ftyp") + junk) == [(b"ftyp", 8, 8)]


def test_a_file_of_nothing_but_boxes_is_given_up() -> None:
    with pytest.raises(Unsound, match="more pieces"):
        found(box("free") * 500_001)


def test_a_path_leads_into_the_tree() -> None:
    tree = Tree(box("moov", box("udta", b"first") + box("trak", box("mdia", b"inside"))))
    inside = tree.find("moov/trak/mdia")
    assert inside is not None
    assert inside.content() == b"inside"
    assert tree.find("moov/trak/minf") is None


def test_a_table_that_promises_more_rows_than_it_holds_gives_those_it_holds() -> None:
    tree = Tree(box("stco", struct.pack(">IIII", 0, 1000, 7, 8)))
    assert list(tree.table("stco", "I")) == [(7,), (8,)]
    assert list(tree.table("stsz", "I")) == []


def test_a_box_does_not_reach_beyond_the_one_it_is_in() -> None:
    greedy = struct.pack(">I4s", 1000, b"mdia") + b"inside"
    tree = Tree(box("trak", greedy) + box("trak", b"beside"))
    inside = tree.find("trak/mdia")
    assert inside is not None
    assert inside.content() == b"inside"


def test_an_index_of_nothing_but_boxes_is_given_up() -> None:
    tree = Tree(box("moov", box("trak", box("free") * 25_000) * 3))
    with pytest.raises(Unsound, match="more pieces"):
        [trak.children(b"free") for trak in tree.find("moov").children(b"trak")]  # type: ignore[union-attr]


def test_rows_are_reached_from_both_ends() -> None:
    table = rows("I", (7,), (8,), (9,))
    assert (len(table), table[0], table[-1]) == (3, (7,), (9,))
    with pytest.raises(IndexError):
        table[3]


def rows(layout: str, *numbers: tuple[int, ...]) -> Rows:
    packed = struct.Struct(f">{layout}")
    return Rows(memoryview(b"".join(packed.pack(*row) for row in numbers)), packed)


TABLE = SampleTable(
    count=5,
    common_size=0,
    sizes=rows("I", (10,), (20,), (30,), (40,), (50,)),
    chunk_offsets=rows("I", (100,), (500,), (900,)),
    durations=rows("II", (3, 100), (2, 50)),
    chunk_runs=rows("III", (1, 2, 1), (3, 1, 1)),
)


def test_samples_are_placed_by_their_chunks() -> None:
    assert list(TABLE.places(10)) == [(100, 10), (110, 20), (500, 30), (530, 40), (900, 50)]
    assert list(TABLE.places(3)) == [(100, 10), (110, 20), (500, 30)]


def test_samples_begin_where_the_ones_before_end() -> None:
    assert list(TABLE.starts(10)) == [(0, 100), (100, 200), (200, 300), (300, 350), (350, 400)]
    assert list(TABLE.starts(1)) == [(0, 100)]
    assert TABLE.duration == 400


def test_the_end_of_the_last_chunk_is_the_end_of_the_sound() -> None:
    assert TABLE.end_offset() == 950
    assert replace(TABLE, sizes=NO_ROWS, common_size=7).end_offset() == 907
    assert replace(TABLE, chunk_offsets=NO_ROWS).end_offset() == 0


def test_a_size_for_all_samples_is_used_for_each() -> None:
    same = replace(TABLE, sizes=NO_ROWS, common_size=7)
    assert list(same.places(3)) == [(100, 7), (107, 7), (500, 7)]
    assert same.byte_size == 35


@given(st.binary(max_size=500))
def test_no_bytes_crash_the_parser(noise: bytes) -> None:
    data = box("ftyp", b"M4A ") + box("moov", box("trak", noise) + noise)
    try:
        movie = read_movie(reader_of(data), len(data))
    except Unsound:
        return
    assert movie.brand == "M4A "
