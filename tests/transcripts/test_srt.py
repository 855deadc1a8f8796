from __future__ import annotations

import pytest
from transcripts import cue, doubts_of, flaws_of, transcript_of, words_of

from balado.transcripts.srt import write_srt
from balado.transcripts.transcript import Transcript, Voice

USUAL = """\
1
00:00:01,000 --> 00:00:02,500
Mme Hédon : Bonjour <i>à tous</i>.

2
00:00:02,000 --> 01:00:04,000
- Ada: Oui, à 12:30.
- Non.
"""


def read(text: str) -> Transcript:
    return transcript_of(text, ".srt")


def body(text: str) -> list[tuple[str | None, str]]:
    return words_of(read(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"))


def flaws(text: str) -> list[tuple[int | None, str]]:
    return flaws_of(text, ".srt")


def test_a_usual_file_is_read() -> None:
    assert read(USUAL).cues == (
        cue(1, 2.5, Voice("Bonjour à tous.", "Mme Hédon")),
        cue(2, 3604, Voice("Oui, à 12:30.\n- Non.", "Ada")),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_encodings_of_other_programs_are_read(encoding: str, end: str) -> None:
    from balado.transcripts.read import read_transcript

    raw = USUAL.replace("\n", end).encode(encoding)
    assert read_transcript(raw, "a.SRT") == (read(USUAL), ())


@pytest.mark.parametrize(
    "written",
    [
        "00:00:01,000 --> 00:00:02,000\nHi\n",
        "\n\n\n7\n00:00:01.000 --> 00:00:02.000\nHi",
        "1\n0:00:01,000-->0:00:02,000  X1:10 X2:20 Y1:30 Y2:40\nHi\n",
        " 1 \n00:01,000 --> 00:02,000 \nHi\n \n",
        "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<FONT color=red>Hi</FONT>\n",
    ],
)
def test_what_programs_write_differently_is_the_same(written: str) -> None:
    assert read(written).cues == (cue(1, 2, "Hi"),)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ada: Hi\nBob: Hello\nyou", [("Ada", "Hi"), ("Bob", "Hello\nyou")]),
        ("Hm.\nAda: Hi", [(None, "Hm."), ("Ada", "Hi")]),
        ("Ada:\nHi", [("Ada", "Hi")]),
        ("Ada:", [(None, "Ada:")]),
        ("<b>Ada:</b> Hi", [("Ada", "Hi")]),
        ("Je répète : non", [(None, "Je répète : non")]),
        ("<laughs> a --> b {x}", [(None, "<laughs> a --> b {x}")]),
        ("12\n34", [(None, "12\n34")]),
        ("one\n\u00a0\ntwo", [(None, "one\n\ntwo")]),
    ],
)
def test_words_and_speakers(written: str, said: list[tuple[str | None, str]]) -> None:
    assert body(written) == said


@pytest.mark.parametrize(
    "times",
    [
        "00:00:61,000 --> 00:01:02,000",
        "00:00:01 --> 00:00:02",
        "00:00:01,00 --> 00:00:02,000",
        "O0:00:01,000 --> 00:00:02,000",
        "00:00:01,000 -> 00:00:02,000",
        "00:00:01,000 00:00:02,000",
    ],
)
@pytest.mark.parametrize("counter", ["2\n", ""])
def test_broken_times_are_reported_and_quoted(times: str, counter: str) -> None:
    ((line, what),) = flaws(f"1\n00:00:00,000 --> 00:00:01,000\nfine\n\n{counter}{times}\nwords\n")
    assert line in (5, 6)
    assert f"“{times}”" in what or "“2” belongs to no cue" in what


def test_every_broken_cue_is_reported_at_its_line() -> None:
    found = flaws(
        "1\n00:00:02,000 --> 00:00:01,000\nbackwards\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n\n"
        "lost\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nfine\n4\n00:00:07,000 --> 00:00:08,000\nno empty line\n\n"
        "noise\n5\n00:00:07,000 --> 00:00:08,000\nfine\n"
    )
    assert [line for line, _ in found] == [2, 6, 8, 14, 17]
    assert [part in what for part, (_, what) in zip(
        ("ends before", "no words", "“lost” belongs to no cue", "empty line is missing", "“noise” stands above"),
        found,
        strict=True,
    )] == [True] * 5  # fmt: skip


@pytest.mark.parametrize("counter", ["", "2\n"])
def test_a_cue_without_an_empty_line_before_it_is_read(counter: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\none\n{counter}00:00:02,000 --> 00:00:02,000\nin 12\n"
    transcript, doubts = doubts_of(text, ".srt")
    assert words_of(transcript) == [(None, "one"), (None, "in 12")]
    assert [("empty line" in what, "ends when" in what) for _, what in sorted(doubts)] == [(True, False), (False, True)]


def test_webvtt_under_the_wrong_name_is_named() -> None:
    ((line, what),) = flaws("WEBVTT\n\n00:01.000 --> 00:02.000\na\n")
    assert line == 1
    assert "WebVTT" in what


def test_a_transcript_is_written_as_players_expect() -> None:
    transcript = Transcript((cue(1, 2.5, Voice("Bonjour & <bienvenue>", "Claire Hédon")), cue(3602.004, 3604, "Été")))
    assert write_srt(transcript) == (
        "1\n00:00:01,000 --> 00:00:02,500\nClaire Hédon: Bonjour & <bienvenue>\n\n"
        "2\n01:00:02,004 --> 01:00:04,000\nÉté\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        "<i>not italic</i>",
        "&lt; &amp;lt; &#60;",
        "{\\an8}not above",
        "00:00:01,000 --> 00:00:02,000",
        "1\n00:00:01 --> soon",
        "one\n\ntwo\n\n\nthree",
        "42",
        "<<b>i>",
        "<b <i>",
        "{\\{\\an8}",
    ],
)
def test_words_that_look_like_markup_survive(words: str) -> None:
    transcript = Transcript((cue(1, 2, words), cue(2, 3, Voice(words, "Ada"))))
    assert read(write_srt(transcript)) == transcript


def test_words_of_nobody_behind_those_of_somebody_stay_nobodys() -> None:
    transcript = Transcript((cue(1, 2, Voice("Hi", "Ada"), "(laughter)", Voice("Hello", "Bob")),))
    assert read(write_srt(transcript)) == transcript
