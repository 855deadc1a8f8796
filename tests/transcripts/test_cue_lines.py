"""The lines of a cue are those that its reader reads."""

from __future__ import annotations

import pytest
from caption_strategies import caption_files
from hypothesis import given

from balado.transcripts.cue_lines import cue_lines
from balado.transcripts.read import read_transcript

VTT = """WEBVTT
Kind: captions

NOTE
a comment

first
00:01.000 --> 00:02.000
One
and a half
00:02.000 --> 00:03.000
Two
3

00:04.000 --> 00:05.000
Three
"""


def test_each_cue_has_its_name_its_times_and_its_words() -> None:
    found = cue_lines(VTT.split("\n"), ".vtt")
    lines = VTT.split("\n")
    assert [lines[one.first : one.end] for one in found] == [
        ["first", "00:01.000 --> 00:02.000", "One", "and a half"],
        ["00:02.000 --> 00:03.000", "Two", "3"],
        ["00:04.000 --> 00:05.000", "Three"],
    ]
    assert [one.times - one.first for one in found] == [1, 0, 0]


def test_the_number_of_the_next_cue_is_no_word_of_the_one_before() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n"
    lines = text.split("\n")
    assert [lines[one.first : one.end] for one in cue_lines(lines, ".srt")] == [lines[:3], lines[3:6]]


def test_only_captions_have_lines() -> None:
    with pytest.raises(KeyError):
        cue_lines(["x"], ".txt")


@given(caption_files())
def test_it_finds_what_is_read(made: tuple[bytes, str]) -> None:
    raw, suffix = made
    transcript, _ = read_transcript(raw, f"x{suffix}")
    if transcript is None:
        return
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    found = cue_lines(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n"), suffix)
    starts = [one.cue.start for one in found]
    assert sorted({cue.start for cue in transcript.cues}) == sorted(set(starts))
