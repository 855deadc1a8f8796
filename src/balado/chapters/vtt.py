"""Chapters as WebVTT cues: the times, and the title as their words (w3.org/TR/webvtt1, section 1.5). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from balado.chapters.row import Row, Rows, row_of
from balado.transcripts.cue_blocks import ARROW
from balado.transcripts.flaw import Flaw
from balado.transcripts.transcript import Cue
from balado.transcripts.vtt import read_vtt


def vtt_rows(text: str) -> Rows:
    """A row for each cue, and what is doubtful; nothing but flaws where one is an error."""
    found = [*read_vtt(text)]
    flaws = [entry for entry in found if isinstance(entry, Flaw)]
    cues = [entry for entry in found if isinstance(entry, Cue)]
    if not all(cue.voices for cue in cues):  # captions may say nothing for a while, a chapter has a title
        flaws = [replace(flaw, severity="error") for flaw in flaws]
    if any(flaw.severity == "error" for flaw in flaws):
        return flaws
    # In a file without errors the arrow stands in lines of times alone, one for each cue.
    lines = [number for number, line in enumerate(text.split("\n"), 1) if ARROW in line]
    following = [*(cue.start for cue in cues[1:]), None]
    return [*flaws, *(_row(*found) for found in zip(lines, cues, following, strict=False))]


def _row(line: int, cue: Cue, following: timedelta | None) -> Row:
    """An end where the next chapter begins is no more than the format asks for."""
    title = " ".join(voice.text for voice in cue.voices)
    return row_of(line, start=cue.start, end=None if cue.end == following else cue.end, title=title)
