"""Tags as bytes, against the text of the standard."""

from __future__ import annotations

import pytest

from balado.media.id3_write import chapter_frame, contents_frame, link_frame, number_frame, own_link_frame, tag
from balado.media.id3_write import text_frame as text


def test_a_tag_is_of_version_2_3_and_tells_its_size_in_seven_bits_of_each_byte() -> None:
    assert tag([]) == b"ID3\x03\x00\x00\x00\x00\x00\x00"
    assert tag([bytes(200)])[:10] == b"ID3\x03\x00\x00\x00\x00\x01\x48"


def test_the_size_of_a_frame_has_all_its_bits() -> None:
    assert text("TIT2", "é" * 100)[:10] == b"TIT2" + b"\x00\x00\x00\xcb" + b"\x00\x00"


def test_text_says_its_byte_order_and_numbers_are_plain() -> None:
    assert text("TIT2", "É")[10:] == b"\x01\xff\xfe\xc9\x00"
    assert number_frame("TYER", "2022")[10:] == b"\x002022"


def test_an_address_is_ascii_whatever_it_was() -> None:
    assert link_frame("WOAF", "https://a.example/%C3%A9?x=[1]&y=é")[10:] == b"https://a.example/%C3%A9?x=[1]&y=%C3%A9"
    assert own_link_frame("https://a.example/")[10:] == b"\x00\x00https://a.example/"


def test_a_chapter_has_times_but_no_offsets() -> None:
    expected = b"chp0\x00" + b"\x00\x00\x03\xe8" + b"\x00\x00\x07\xd1" + b"\xff" * 8 + b"inner"
    assert chapter_frame("chp0", 1000, 2001, [b"inner"])[10:] == expected


def test_the_table_of_contents_is_the_top_one_and_in_order() -> None:
    assert contents_frame("toc", ["a", "b"])[10:] == b"toc\x00\x03\x02a\x00b\x00"


def test_what_the_format_cannot_count_is_refused() -> None:
    with pytest.raises(ValueError, match="255"):
        contents_frame("toc", ["a"] * 256)
    with pytest.raises(ValueError, match="256 MB"):
        tag([bytes(1 << 28)])
