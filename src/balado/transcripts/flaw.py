"""What is wrong in a transcript file, at its line, and the transcript or the faults that come of reading one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from balado.errors import Fault, Place
from balado.message import Message, say
from balado.transcripts.transcript import MOST_VOICES, Cue, Transcript, merged, on_one_line

_REPORTED_MAX = 200
_QUOTED_MAX = 80


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong at a line, counted from 1, and what to do about it."""

    line: int
    what: Message
    remedy: Message


def quoted(text: str) -> str:
    """The beginning of a text, on one line, as long as a message may quote it."""
    plain = on_one_line(text[: 2 * _QUOTED_MAX]).strip()
    return plain if len(plain) <= _QUOTED_MAX else f"{plain[:_QUOTED_MAX].rstrip()}…"


def concluded(found: Iterable[Cue | Flaw], path: str) -> tuple[Transcript | None, tuple[Fault, ...]]:
    """The transcript of these cues; None and all faults as soon as one is a flaw. After 200 faults reading stops."""
    cues: list[Cue] = []
    faults: list[Fault] = []
    voices = 0
    for entry in found:
        if isinstance(entry, Cue):
            cues.append(entry)
            voices += len(entry.voices)
            if voices > MOST_VOICES:
                faults.append(_too_long(path))
                break
        elif len(faults) == _REPORTED_MAX:
            faults.append(_too_many(path, entry.line))
            break
        else:
            faults.append(Fault(Place(path, entry.line), entry.what, entry.remedy))
    return (None, tuple(faults)) if faults else (Transcript(merged(cues)), ())


def _too_many(path: str, line: int) -> Fault:
    return Fault(
        Place(path, line),
        say("Reading stopped here, after {count} faults; there are more.", count=_REPORTED_MAX),
        say("Correct the ones above first, or export the transcript again."),
    )


def _too_long(path: str) -> Fault:
    return Fault(
        Place(path),
        say("This is no transcript: it says something more than {count} times.", count=MOST_VOICES),
        say("Export the transcript again, and look whether it is the right file."),
    )
