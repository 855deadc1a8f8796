"""Chapters as WebVTT cues: the times, and the title as their text (w3.org/TR/webvtt1, section 1.5). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from balado.message import say
from balado.sidecar.chapter_row import Row, Rows, row_of
from balado.sidecar.flaw import Flaw, quoted
from balado.sidecar.markup import vtt_voices

_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_TIME = r"(?:[0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
_TIMES = re.compile(rf"(?P<start>{_TIME})[ \t]+-->[ \t]+(?P<end>{_TIME})(?:[ \t].*)?")

_Line = tuple[int, str]


def vtt_rows(text: str) -> Rows:
    """A row for each cue."""
    lines = [*enumerate(text.split("\n"), 1)]
    if not _HEADER.fullmatch(lines[0][1]):
        yield Flaw(
            1,
            say(
                "A WebVTT file begins with the line “WEBVTT”; this one begins with “{text}”.", text=quoted(lines[0][1])
            ),
            say("Write WEBVTT in the first line and leave the second one empty."),
        )
        return
    for number, block in enumerate(_blocks(lines)):
        if number > 0 and not _NO_CUE.fullmatch(block[0][1]):
            yield _row(block)


def _blocks(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines between empty ones. The header is the first."""
    block: list[_Line] = []
    for line in lines:
        if line[1].strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _row(block: Sequence[_Line]) -> Row | Flaw:
    number, times = block[0]
    words = block[1:]
    if "-->" not in times and words:
        number, times = words[0]
        words = words[1:]
    found = _TIMES.fullmatch(times.strip())
    if found is None:
        return _wrong_times(number, times)
    second = next(((line, text) for line, text in words if "-->" in text), None)
    if second is not None:
        return Flaw(
            second[0],
            say("The chapter “{text}” follows the one before without an empty line.", text=quoted(second[1])),
            say("Put an empty line before it."),
        )
    title = " ".join(voice.text for voice in vtt_voices("\n".join(text for _, text in words)))
    if not title.strip():
        what = say("The chapter at {time} has no title.", time=found["start"])
        return Flaw(number, what, say("Write its title in the line below its times."))
    return row_of(number, start=found["start"], end=found["end"], title=title)


def _wrong_times(number: int, times: str) -> Flaw:
    return Flaw(
        number,
        say("“{text}” is not the beginning and the end of a chapter.", text=quoted(times)),
        say("Write both like this: 00:12:30.000 --> 00:18:00.000"),
    )
