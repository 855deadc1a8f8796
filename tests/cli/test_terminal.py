"""Tones as colours, and titles as far as a line has room."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.cli.terminal import columns_of, laid_out, mark
from balado.message import Message, Tone, one_line, say

CODES = re.compile(r"\x1b\[[0-9;]*m")
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=30).map(one_line)


def told(message: Message) -> str:
    class English:
        def gettext(self, template: str) -> str:
            return template

        def ngettext(self, singular: str, plural: str, count: int) -> str:
            return singular if count == 1 else plural

    return message.translate(English(), mark)


@given(st.lists(st.tuples(st.sampled_from(get_args(Tone)), TEXTS), max_size=5), st.booleans())
def test_without_its_colours_a_line_is_what_it_is_without_tones(parts: list[tuple[Tone, str]], colours: bool) -> None:
    text = " ".join(mark(tone, f"a {mark('title', part)}") for tone, part in parts)
    plain = " ".join(f"a {part}" for _, part in parts)
    assert CODES.sub("", laid_out(text, None, colours=colours)) == plain
    assert laid_out(text, None, colours=False) == plain


def test_every_tone_but_that_of_titles_is_a_colour_and_ends() -> None:
    for tone in get_args(Tone):
        shown = laid_out(mark(tone, "x"), None, colours=True)
        assert shown == "x" if tone == "title" else re.fullmatch(r"\x1b\[[0-9;]+mx\x1b\[m", shown)


def test_a_tone_within_another_gives_back_to_that_one() -> None:
    shown = laid_out(mark("added", f"+ {mark('error', 'b')} c"), None, colours=True)
    assert shown == "\x1b[32m+ \x1b[1;31mb\x1b[m\x1b[32m c\x1b[m"


@pytest.mark.parametrize("colours", [True, False])
def test_a_line_is_as_wide_as_the_terminal_whatever_its_title_and_its_colours(colours: bool) -> None:
    row = say("2026-01-01  {title}  {state}", title=say("{t}", t="Un très long titre " * 9).toned("title"),
              state=say("live").toned("good"))  # fmt: skip
    shown = CODES.sub("", laid_out(told(row), 60, colours=colours))
    assert columns_of(shown) in (59, 60)
    assert re.fullmatch(r"2026-01-01  Un très long titre .*…  live", shown)
    assert laid_out(told(row), None, colours=False) == str(row), "without a terminal it is whole"


@pytest.mark.parametrize(("title", "width"), [("日本語の題名" * 9, 40), ("e\u0301te\u0301 " * 30, 50)])
def test_a_title_is_measured_in_columns(title: str, width: int) -> None:
    shown = laid_out(f"a {mark('title', title)} b", width, colours=False)
    assert shown.endswith("… b")
    assert width - 2 < columns_of(shown) <= width


def test_several_titles_of_a_line_share_its_room_and_the_next_line_has_its_own() -> None:
    title = mark("title", "x" * 200)
    first, second = laid_out(f"{title}; {title}\n{title}", 100, colours=False).split("\n")
    assert first == f"{'x' * 48}…; {'x' * 48}…"
    assert second == f"{'x' * 99}…"


def test_a_narrow_terminal_still_shows_the_beginning_of_a_title() -> None:
    assert laid_out(f"{'w' * 80} {mark('title', 'Un bien long titre')}", 20, colours=False).endswith(
        " Un bien long ti…"[-16:]
    )


@given(TEXTS)
def test_no_value_can_hold_a_mark(value: str) -> None:
    for letter in map(chr, range(0xFDD0, 0xFDF0)):
        assert one_line(f"{value}{letter}") == f"{value}\\u{ord(letter):04x}"
