"""What is wrong in a transcript file, at its line, and the transcript or the faults that come of reading one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from balado.errors import Fault, Place, Severity
from balado.message import Message, say, say_many
from balado.transcripts.transcript import MOST_VOICES, Cue, Transcript, merged, on_one_line

_REPORTED_MAX = 200
_WARNED_MAX = 20
_QUOTED_MAX = 80


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong at a line, counted from 1, and what to do about it.

    A warning loses no words: the file is read as it was meant, and what is published of it is written right.
    """

    line: int
    what: Message
    remedy: Message
    severity: Severity = "error"

    def fault(self, path: str) -> Fault:
        """The same as a fault of this file."""
        return Fault(Place(path, self.line), self.what, self.remedy, severity=self.severity)


def quoted(text: str) -> str:
    """The beginning of a text, on one line, as long as a message may quote it."""
    plain = on_one_line(text[: 2 * _QUOTED_MAX]).strip()
    return plain if len(plain) <= _QUOTED_MAX else f"{plain[:_QUOTED_MAX].rstrip()}…"


def concluded(found: Iterable[Cue | Flaw], path: str) -> tuple[Transcript | None, tuple[Fault, ...]]:
    """The transcript of these cues; None and all faults as soon as one is an error. After 200 errors reading stops."""
    cues: list[Cue] = []
    faults: list[Fault] = []
    warnings: list[Fault] = []
    voices = 0
    for entry in found:
        if isinstance(entry, Cue):
            cues.append(entry)
            voices += len(entry.voices)
            if voices > MOST_VOICES:
                faults.append(_too_long(path))
                break
        elif entry.severity != "error":
            warnings.append(entry.fault(path))
        elif len(faults) == _REPORTED_MAX:
            faults.append(_too_many(path, entry.line))
            break
        else:
            faults.append(entry.fault(path))
    found_all = sorted((*faults, *_first_warnings(warnings)), key=lambda fault: fault.order)
    return None if faults else Transcript(merged(cues)), tuple(found_all)


def _first_warnings(warnings: list[Fault]) -> Iterator[Fault]:
    yield from warnings[:_WARNED_MAX]
    if rest := warnings[_WARNED_MAX:]:
        what = say_many("{count} more place is like these.", "{count} more places are like these.", len(rest))
        yield replace(rest[0], what=what)


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
