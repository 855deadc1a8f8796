from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import told, where

from balado.source.decode import decode, visible


def test_windows_line_ends_and_a_byte_order_mark_are_accepted() -> None:
    raw = "\ufefftitle: é\r\ndate: x\rend".encode()
    assert decode(raw, "feed.yaml") == ("title: é\ndate: x\nend", [])


def test_a_file_that_is_not_utf8_is_reported_with_its_line() -> None:
    text, (fault,) = decode("a: 1\ntitle: L'été\n".encode("cp1252"), "feed.yaml")
    assert text is None
    assert where(fault) == ("feed.yaml", 2, "")
    assert "“title: L'été”" in told(fault)
    assert "UTF-8" in told(fault)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_of_the_windows_editor_is_named_for_what_it_is(encoding: str) -> None:
    text, (fault,) = decode("\ufefftitle: x".encode(encoding), "feed.yaml")
    assert text is None
    assert "UTF-16" in told(fault)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\x92", "\ufffe"])
def test_a_control_character_is_reported_where_it_stands(character: str) -> None:
    text, (fault,) = decode(f"a: 1\ntitle: ab{character}c\n".encode(), "feed.yaml")
    assert text == "a: 1\ntitle: ab c\n"
    assert where(fault) == ("feed.yaml", 2, "")
    assert f"U+{ord(character):04X}" in told(fault)
    assert "column 10" in told(fault)


def test_not_more_than_ten_are_reported() -> None:
    text, faults = decode(b"\x01" * 1000, "feed.yaml")
    assert text == " " * 1000
    assert len(faults) == 10


def test_line_separators_that_no_editor_shows_are_reported_in_yaml() -> None:
    text, (fault,) = visible("title: a\u2028b", "feed.yaml")
    assert text == "title: a b"
    assert "U+2028 LINE SEPARATOR" in told(fault)


@given(st.binary())
def test_any_bytes_are_text_or_a_fault(raw: bytes) -> None:
    text, faults = decode(raw, "feed.yaml")
    assert text is not None or faults


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff\ufeff")))
def test_what_a_feed_can_carry_passes_unchanged(text: str) -> None:
    assert decode(text.encode(), "feed.yaml") == (text, [])
