"""Times are moved in files as people and programs write them, and not one byte besides."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.chapters.read import read_chapters
from balado.message import Message
from balado.transcripts.read import read_transcript
from balado.transcripts.srt import write_srt
from balado.transcripts.transcript import Cue, Transcript, Voice
from balado.transcripts.vtt import write_vtt
from balado.workshop.times.move import MovedText, move_chapters, move_transcript
from balado.workshop.times.shift import Shift

HOUR_MS = 3_600_000
LATER = Shift(4213, HOUR_MS)

CHAPTERS = {
    "lines": (
        "chapters.txt",
        "\ufeff# by hand, 00:10 is none\r\n\r\n00:00:00 Opening\r\n  [12:30] Les  questions\t\r\n(20:00,5) – End\r\n",
        "\ufeff# by hand, 00:10 is none\r\n\r\n00:00:00 Opening\r\n  [12:34.213] Les  questions\t\r\n"
        "(20:04,713) – End\r\n",
    ),
    "JSON chapters": (
        "chapters.json",
        '{"version": "1.2.0", "mine": {"start": 7},\n "chapters": [{"startTime": 0, "endTime": 9.5, "title": "A"},\n'
        ' {"title": "\\"startTime\\": 3", "startTime":12.30 , "x": [1]}]}',
        '{"version": "1.2.0", "mine": {"start": 7},\n "chapters": [{"startTime": 0, "endTime": 13.713, "title": "A"},\n'
        ' {"title": "\\"startTime\\": 3", "startTime":16.513 , "x": [1]}]}',
    ),
    "the web player's list": (
        "chapters.json",
        '[{"start": "00:12:30.000", "title": "A", "href": "https://example.org/?start=00:12:30"}]',
        '[{"start": "00:12:34.213", "title": "A", "href": "https://example.org/?start=00:12:30"}]',
    ),
    "Podlove": (
        "chapters.psc",
        "<psc:chapters version='1.2' xmlns:psc='http://podlove.org/simple-chapters'>\n"
        "<!-- <psc:chapter start='9' title='old'/> -->\n"
        "<psc:chapter title='a > b, start=\"7\"' start='1:00' href=\"https://example.org/\"/>\n"
        '<psc:chapter start="61:00.25" title="C"/></psc:chapters>\n',
        "<psc:chapters version='1.2' xmlns:psc='http://podlove.org/simple-chapters'>\n"
        "<!-- <psc:chapter start='9' title='old'/> -->\n"
        "<psc:chapter title='a > b, start=\"7\"' start='1:04.213' href=\"https://example.org/\"/>\n"
        '<psc:chapter start="60:00.00" title="C"/></psc:chapters>\n',
    ),
    "cues": (
        "chapters.vtt",
        "WEBVTT\n\nNOTE 00:01 or so\n\n1\n00:00.000 --> 01:00.000\nOpening\n\n01:00.000 --> 59:58.000 line:0\nMore\n",
        "WEBVTT\n\nNOTE 00:01 or so\n\n1\n00:00.000 --> 01:04.213\nOpening\n\n"
        "01:04.213 --> 01:00:00.000 line:0\nMore\n",
    ),
}  # fmt: skip

TRANSCRIPTS = {
    "WebVTT": (
        "transcript.vtt",
        "WEBVTT Kind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE\r\nfrom 00:01:00.000\r\n\r\nid 7\r\n"
        "00:00.500 --> 00:02.000 align:left\r\n<v Ana>One <00:01.250>two 00:05.000\r\n\r\n"
        "00:59:57.000 --> 00:59:59.000\r\nEnd.",
        "WEBVTT Kind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE\r\nfrom 00:01:00.000\r\n\r\nid 7\r\n"
        "00:04.713 --> 00:06.213 align:left\r\n<v Ana>One <00:05.463>two 00:05.000\r\n\r\n"
        "01:00:00.000 --> 01:00:00.000\r\nEnd.",
    ),
    "SubRip": (
        "transcript.srt",
        "1\n00:00:01,000 --> 00:00:02,500\nFrom 00:00:01 --> on\n\n2\n0:59:3,000 --> 0:59:4.000\nEnd\n",
        "1\n00:00:05,213 --> 00:00:06,713\nFrom 00:00:01 --> on\n\n2\n0:59:07,213 --> 0:59:08.213\nEnd\n",
    ),
    "JSON": (
        "transcript.json",
        '{"version":"1.0.0","segments":[{"speaker":"Ana","startTime":0.5,"endTime":75,"body":"startTime: 3"}]}',
        '{"version":"1.0.0","segments":[{"speaker":"Ana","startTime":4.713,"endTime":79.213,"body":"startTime: 3"}]}',
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", CHAPTERS)
def test_chapters_are_moved_and_no_other_byte(form: str) -> None:
    path, before, after = CHAPTERS[form]
    moved = move_chapters(before.encode(), path, LATER)
    assert isinstance(moved, MovedText), moved
    assert moved.raw.decode() == after


@pytest.mark.parametrize("form", TRANSCRIPTS)
def test_captions_are_moved_and_no_other_byte(form: str) -> None:
    path, before, after = TRANSCRIPTS[form]
    moved = move_transcript(before.encode(), path, LATER)
    assert isinstance(moved, MovedText), moved
    assert moved.raw.decode() == after


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_keeps_its_encoding(encoding: str) -> None:
    text = "00:10 É\n" if encoding == "utf-16" else "\ufeff00:10 É\n"
    moved = move_chapters(text.encode(encoding), "chapters.txt", LATER)
    assert isinstance(moved, MovedText)
    assert moved.raw == text.replace("00:10", "00:14.213").encode(encoding)


UNMOVABLE = {
    "chapters.txt": b"00:12:30 One\nno time here\n",
    "chapters.json": b'{"chapters": [{"startTime": 1.2e1, "title": "A"}]}',
    "chapters.xml": b"<chapters><chapter start='9' title='A'></chapters>",
    "transcript.vtt": b"WEBVTT\n\n00:01.000 -> 00:02.000\nHello\n",
    "transcript.json": b'{"segments": 7}',
    "transcript.srt": b"\xff\xfe\x00",
    "transcript.pdf": b"%PDF",
}


@pytest.mark.parametrize("path", UNMOVABLE)
def test_what_cannot_be_moved_says_why_and_is_left_alone(path: str) -> None:
    move = move_chapters if path.startswith("chapters") else move_transcript
    moved = move(UNMOVABLE[path], path, LATER)
    assert isinstance(moved, Message) or path.endswith(".pdf")


def test_a_text_without_times_has_nothing_to_move() -> None:
    assert move_transcript(b"Ana: Hello.\n", "transcript.txt", LATER) is None
    assert move_transcript(b'{"segments": [{"body": "Hello"}]}', "transcript.json", LATER) is not None
    assert move_chapters(b"# none yet\n", "chapters.txt", LATER) is None


def test_what_lay_in_what_was_cut_is_counted() -> None:
    moved = move_chapters(b"00:00 A\n00:01 B\n00:30 C\n", "chapters.txt", Shift(-3000, HOUR_MS))
    assert isinstance(moved, MovedText)
    assert (moved.raw, moved.count, moved.cut) == (b"00:00 A\n00:00 B\n00:27 C\n", 2, 1)
    assert moved.last == ("00:30", "00:27")


TIMES = st.lists(st.integers(0, 4_000_000), min_size=2, max_size=12, unique=True).map(sorted)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30)
SHIFTS = st.builds(Shift, st.integers(-90_000, 90_000), st.integers(1_000, 5_000_000))


@given(TIMES, st.lists(WORDS, min_size=12, max_size=12), SHIFTS, st.sampled_from([".vtt", ".srt"]))
def test_every_transcript_that_can_be_read_is_moved_cue_by_cue(
    times: list[int], words: list[str], shift: Shift, suffix: str
) -> None:
    cues = tuple(
        Cue((Voice(word),), timedelta(milliseconds=start), timedelta(milliseconds=end))
        for start, end, word in zip(times, times[1:], words, strict=False)
    )
    write = write_vtt if suffix == ".vtt" else write_srt
    raw = write(Transcript(cues)).encode()
    before, _ = read_transcript(raw, f"a{suffix}")
    moved = move_transcript(raw, f"a{suffix}", shift)
    if before is None or not before.cues:
        return
    assert isinstance(moved, MovedText), moved
    after, _ = read_transcript(moved.raw, f"a{suffix}")
    assert after is not None
    by, end = timedelta(milliseconds=shift.by_ms), timedelta(milliseconds=shift.end_ms)
    wanted = {min(max(cue.start + by, timedelta()), end) for cue in before.cues if cue.start is not None}
    assert {cue.start for cue in after.cues} == wanted
    assert re.sub(rb"\d", b"", moved.raw) == re.sub(rb"\d", b"", raw)


@given(TIMES, st.lists(WORDS, min_size=12, max_size=12), st.integers(-90_000, 90_000))
def test_chapters_that_are_moved_there_and_back_say_what_they_said(
    times: list[int], words: list[str], by_ms: int
) -> None:
    lines = "".join(f"{timedelta(milliseconds=time)} {word}\n" for time, word in zip(times, words, strict=False))
    before, _ = read_chapters(lines.encode(), "chapters.txt")
    moved = move_chapters(lines.encode(), "chapters.txt", Shift(by_ms, 10**8))
    if before is None or not isinstance(moved, MovedText):
        return
    back = move_chapters(moved.raw, "chapters.txt", Shift(-by_ms, 10**8))
    assert isinstance(back, MovedText)
    if not moved.cut and (by_ms > 0 or times[0] + by_ms > 0):
        assert read_chapters(back.raw, "chapters.txt")[0] == before
