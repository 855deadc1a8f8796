"""Transcripts for tests: read from text, and their flaws in short."""

from __future__ import annotations

from datetime import timedelta

from balado.transcripts.read import read_transcript
from balado.transcripts.transcript import Cue, Transcript, Voice


def transcript_of(text: str, suffix: str) -> Transcript:
    """The transcript of a file that is as it should be."""
    transcript, doubts = doubts_of(text, suffix)
    assert doubts == []
    return transcript


def doubts_of(text: str, suffix: str) -> tuple[Transcript, list[tuple[int | None, str]]]:
    """The transcript of a file that can be used; line and sentence of each warning."""
    transcript, faults = read_transcript(text.encode(), f"transcript{suffix}")
    assert transcript is not None, "\n".join(map(str, faults))
    assert {fault.severity for fault in faults} <= {"warning"}
    assert all(str(fault.remedy) for fault in faults)
    return transcript, [(fault.place.line, str(fault.what)) for fault in faults]


def flaws_of(text: str, suffix: str) -> list[tuple[int | None, str]]:
    """Line and sentence of each fault of a file that cannot be used, of its warnings too."""
    transcript, faults = read_transcript(text.encode(), f"transcript{suffix}")
    assert transcript is None
    assert "error" in {fault.severity for fault in faults}
    assert all(str(fault.remedy) for fault in faults)
    return [(fault.place.line, str(fault.what)) for fault in faults]


def seconds(number: float) -> timedelta:
    return timedelta(milliseconds=round(number * 1000))


def cue(start: float, end: float | None, *voices: Voice | str) -> Cue:
    """A cue with its times in seconds; a string is said by nobody."""
    said = tuple(Voice(voice) if isinstance(voice, str) else voice for voice in voices)
    return Cue(said, seconds(start), None if end is None else seconds(end))


def words_of(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Who says what, in order."""
    return [(voice.speaker, voice.text) for cue in transcript.cues for voice in cue.voices]
