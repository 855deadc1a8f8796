"""Chapters and soundbites in episode.md are moved where they stand; comments, notes and all else stay."""

from __future__ import annotations

import pytest

from balado.message import Message
from balado.source.folder import TextFile
from balado.workshop.times.episode_text import move_text
from balado.workshop.times.move import MovedText
from balado.workshop.times.shift import Shift

LATER = Shift(4213, 3_600_000)
BEFORE = """---\r
# start: 12:30 is a comment\r
title: "start: 12:30"\r
chapters: [{start: 00:00:00, title: A}, {title: "start: 12:30", start: '12:30'}]  # start: 12:30\r
soundbites:\r
  - start: 00:12:00   # the best\r
    duration: 45\r
  - {duration: 1:00, start: 75.5, title: é}\r
---\r
12:30 Questions\r
"""
AFTER = """---\r
# start: 12:30 is a comment\r
title: "start: 12:30"\r
chapters: [{start: 00:00:00, title: A}, {title: "start: 12:30", start: '12:34.213'}]  # start: 12:30\r
soundbites:\r
  - start: 00:12:04.213   # the best\r
    duration: 45\r
  - {duration: 1:00, start: 79.713, title: é}\r
---\r
12:30 Questions\r
"""


def moved(text: str, shift: Shift = LATER) -> MovedText | Message | None:
    return move_text(TextFile("episodes/a/episode.md", text.encode()), shift)


def test_chapters_and_soundbites_are_moved_and_no_other_byte() -> None:
    # A title in quotation marks says the same thing before: what is written there is not taken for the time.
    plain = BEFORE.replace('title: "start: 12:30", start', "title: B, start")
    found = moved(plain)
    assert isinstance(found, MovedText)
    assert found.raw.decode() == AFTER.replace('title: "start: 12:30", start', "title: B, start")
    assert (found.count, found.cut) == (3, 0)


def test_where_the_time_cannot_be_told_from_the_words_nothing_is_moved() -> None:
    assert isinstance(moved(BEFORE), Message)


def test_two_chapters_in_one_line_are_moved_each_for_itself() -> None:
    found = moved("---\ntitle: A\nchapters: [{start: 1:00, end: 2:00, title: A}, {start: 2:00, title: B}]\n---\n")
    assert isinstance(found, MovedText)
    assert b"[{start: 1:04.213, end: 2:04.213, title: A}, {start: 2:04.213, title: B}]" in found.raw


@pytest.mark.parametrize("key", ["chapters: chapters.txt", "chapters: []", "summary: 12:30"])
def test_a_text_without_times_of_its_own_has_nothing_to_move(key: str) -> None:
    assert moved(f"---\ntitle: A\n{key}\n---\n12:30 Questions\n") is None


@pytest.mark.parametrize(
    "chapters", ["[{start: soon, title: A}]", "[{start: 1:00, title: [A}]", "[{start: 1e3, title: A}]"]
)
def test_what_cannot_be_moved_says_so(chapters: str) -> None:
    assert isinstance(moved(f"---\ntitle: A\nchapters: {chapters}\n---\n"), Message)
