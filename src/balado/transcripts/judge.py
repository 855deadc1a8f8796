"""The judgement of a transcript against its recording: the wrong file, the wrong edit. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from balado.errors import Fault, Place
from balado.message import Message, duration_text, say
from balado.transcripts.flaw import quoted
from balado.transcripts.transcript import Cue, Transcript
from balado.transcripts.vtt import stamp

_AFTER_END_MAX = timedelta(seconds=5)
_REPORTED_MAX = 10


def judge_transcript(transcript: Transcript, duration: timedelta, path: str) -> tuple[Fault, ...]:
    """What is doubtful about the transcript of a recording of this duration: warnings, none of them at a line.

    No words at all; cues that begin before the one above them; a cue more than 5 seconds after the end.
    """
    return tuple(
        Fault(Place(path), what, remedy, severity="warning") for what, remedy in _doubts(transcript.cues, duration)
    )


def _doubts(cues: tuple[Cue, ...], duration: timedelta) -> Iterator[tuple[Message, Message]]:
    if not cues:
        yield say("The transcript is empty."), say("Put the words in it, or delete the file.")
        return
    backwards = [(before, cue) for before, cue in pairwise(cues) if _begins_before(cue, before)]
    for before, cue in backwards[:_REPORTED_MAX]:
        yield _backwards(before, cue)
    if len(backwards) > _REPORTED_MAX:
        yield (
            say("{count} cues in all begin before the one above them.", count=len(backwards)),
            say("Sort the cues by time in your captioning program."),
        )
    last = max(cues, key=_end)
    if _end(last) > duration + _AFTER_END_MAX:
        yield _after_the_end(last, duration)


def _begins_before(cue: Cue, before: Cue) -> bool:
    return cue.start is not None and before.start is not None and cue.start < before.start


def _end(cue: Cue) -> timedelta:
    return cue.end or cue.start or timedelta()


def _backwards(before: Cue, cue: Cue) -> tuple[Message, Message]:
    return (
        say(
            "The cue “{text}” begins at {start}, before the one above it ({earlier}).",
            text=_words(cue),
            start=stamp(cue.start or timedelta()),
            earlier=stamp(before.start or timedelta()),
        ),
        say("Correct its times, or put it where it belongs: cues stand in the order of the recording."),
    )


def _after_the_end(last: Cue, duration: timedelta) -> tuple[Message, Message]:
    return (
        say(
            "The transcript goes on until {end}, but the recording ends at {duration}: “{text}”.",
            end=duration_text(_end(last)),
            duration=duration_text(duration),
            text=_words(last),
        ),
        say("See whether it is the transcript of this recording, and of its last edit."),
    )


def _words(cue: Cue) -> str:
    return quoted(cue.voices[0].text) if cue.voices else ""
