from __future__ import annotations

import tracemalloc

import pytest
from depth import depth
from hypothesis import given, settings
from hypothesis import strategies as st
from slowness import cpu_seconds_below

from balado.artifact import TRANSCRIPT_SUFFIXES
from balado.transcripts import read
from balado.transcripts.prose import write_html, write_text
from balado.transcripts.read import read_transcript
from balado.transcripts.transcript import UNFIT

SUFFIXES = st.sampled_from(TRANSCRIPT_SUFFIXES)
REAL = (
    b"WEBVTT\n\nNOTE x\n\n1\n00:01.000 --> 00:02.500 line:0\n<v Claire H\xc3\xa9don>Bonjour &amp; merci</v>\n\n"
    b"00:02.000 --> 01:00:04.000\n<v Ada>Oui</v>\n<v Bob>Non</v>\n",
    b"1\r\n00:00:01,000 --> 00:00:02,500\r\nAda: Bonjour <i>\xc3\xa0</i> tous\r\n\r\n"
    b"2\r\n00:00:03,000 --> 00:00:04,000\r\nBob : Oui\r\n",
    b'{"version":"1.0.0","segments":[{"speaker":"Ada","startTime":0.5,"endTime":0.75,"body":"Hi"},\n'
    b'{"startTime":1,"body":"\xc3\xa9"}]}',
    b"Ada: Bonjour\n\xc3\xa0 tous.\n\nBob: Oui.\n",
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    raw = bytearray(draw(st.sampled_from(REAL)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(raw)))
        taken = draw(st.integers(0, 6))
        raw[place : place + taken] = draw(
            st.binary(max_size=3) | st.sampled_from([b"\n", b"-->", b"<", b'"', b"\n\n", b":"])
        )
    return bytes(raw)


@settings(deadline=None)  # other work on the machine is no failure
@given(st.binary() | mutated(), SUFFIXES)
def test_any_bytes_are_a_transcript_or_a_fault(raw: bytes, suffix: str) -> None:
    transcript, faults = read_transcript(raw, f"a{suffix}")
    assert (transcript is None) == any(fault.severity == "error" for fault in faults)
    for fault in faults:
        assert str(fault.what)
        assert str(fault.remedy)
        assert fault.place.line is None or 1 <= fault.place.line <= len(raw) + 1
    if transcript is not None:
        written = write_text(transcript) + write_html(transcript, "fr")
        assert not UNFIT.search(written)
        assert all(voice.text.strip() for cue in transcript.cues for voice in cue.voices)


def test_the_format_is_told_by_the_suffix_in_any_case() -> None:
    for raw, suffix in zip(REAL, TRANSCRIPT_SUFFIXES, strict=True):
        transcript, faults = read_transcript(raw, f"a{suffix.upper()}")
        assert transcript is not None
        assert len(transcript.cues) == 2
        assert faults == ()


@pytest.mark.parametrize("path", ["a.docx", "a", "a.vtt.pdf"])
def test_another_format_is_refused_with_the_ones_to_choose(path: str) -> None:
    transcript, (fault,) = read_transcript(b"", path)
    assert transcript is None
    assert ".vtt .srt .json .txt" in str(fault.remedy)


def test_a_warning_leaves_the_transcript() -> None:
    transcript, (warning,) = read_transcript(b"a\x00b", "a.txt")
    assert transcript is not None
    assert warning.severity == "warning"


HOSTILE = [
    "<",
    "<v ",
    "<v A>x",
    "&#1",
    "{\\",
    "a\n",
    "A: b\n",
    "A: b\n\n",
    "\n \n",
    "-->\n",
    "[",
    "00:00.000 --> 00:00.000\na\n\n",
]
UNENDED = [("<v", " "), ("<b", " "), ("<v.", "a"), ("- ", " "), ("\n1", " ")]
"""What opens something, and a run that never ends it."""


@pytest.mark.parametrize("suffix", TRANSCRIPT_SUFFIXES)
@pytest.mark.parametrize(("opening", "piece"), [*(("", piece) for piece in HOSTILE), *UNENDED])
@pytest.mark.untraced
def test_hostile_files_cost_no_more_than_their_length(opening: str, piece: str, suffix: str) -> None:
    """Half a megabyte is less than a second of work; what grows as the square of the file takes minutes.

    Of less than half of that it takes a sixth of the minutes, and is found as well.
    """
    head = {".vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nx", ".srt": "1\n00:00:00,000 --> 00:00:01,000\nx"}.get(
        suffix, ""
    )
    raw = (head + opening + piece * (depth(200_000, 500_000) // len(piece))).encode()
    with cpu_seconds_below(10):
        read_transcript(raw, f"a{suffix}")


def test_a_file_that_says_something_more_than_100_000_times_is_no_transcript() -> None:
    for raw in (b"a\n\n" * 100_001, b"A: b\n" * 100_001):
        transcript, (fault,) = read_transcript(raw, "a.txt")
        assert transcript is None
        assert "100,000" in str(fault.what)


_LINES = depth(150_000, 400_000)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n" * _LINES, "a.txt"),
        (" \n" * (_LINES // 2), "a.txt"),
        ("A\n\n" + "\n" * _LINES + "B", "a.txt"),
        ('{"segments":[' + "\n" * _LINES + "1]}", "a.json"),
        ("WEBVTT\n\n" + "\n" * _LINES, "a.vtt"),
        ("\n" * _LINES, "a.srt"),
    ],
    ids=["text", "blanks", "between", "json", "vtt", "srt"],
)
def test_lines_without_words_take_ten_times_their_length_at_most(text: str, name: str) -> None:
    raw = text.encode()
    tracemalloc.start()
    try:
        read_transcript(raw, name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * len(raw) + 1_000_000


def test_each_ending_that_a_transcript_may_have_has_its_reader() -> None:
    assert tuple(read._READERS) == TRANSCRIPT_SUFFIXES
