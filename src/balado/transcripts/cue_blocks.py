"""What WebVTT and SubRip share: blocks between empty lines, each a line of times and the words under it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from balado.message import Message, say
from balado.transcripts.flaw import Flaw, quoted
from balado.transcripts.transcript import Cue, Voice

ARROW = "-->"
_WRONG_ARROW = re.compile(r"[ \t]*[0-9][0-9:.,]*[ \t]*(?:[-–—=]{1,4}>?|→)[ \t]*[0-9][0-9:.,]*[ \t]*")
_COUNTER = re.compile(r"[ \t]*[0-9]+[ \t]*")
# The groups of both formats' times: hours (may be missing), minutes, seconds, milliseconds.
_HOUR, _MINUTE, _SECOND = 3_600_000, 60_000, 1000


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without an empty one between them; `line` is the number of the first."""

    line: int
    texts: list[str]


@dataclass(frozen=True, slots=True)
class CueForm:
    """How one of the two formats writes a cue.

    `times` matches a whole line of times, in eight groups. `places` gives the positions of the lines of times in a
    block. `identifier` says whether this may stand above the times. `voices` reads the words.
    """

    times: re.Pattern[str]
    example: str
    places: Callable[[list[str]], list[int]]
    identifier: Callable[[str], bool]
    voices: Callable[[str], tuple[Voice, ...]]


def blocks_of(lines: list[str], first: int = 0) -> Iterator[Block]:
    """The blocks from this line on (counted from 0).

    A line of blanks ends a block like an empty one where a cue or nothing follows; elsewhere it belongs to the words.
    """
    begin = first
    for place in range(first, len(lines) + 1):
        if place == len(lines) or _ends_block(lines, place):
            if place > begin:
                yield Block(begin + 1, lines[begin:place])
            begin = place + 1


def _ends_block(lines: list[str], place: int) -> bool:
    line = lines[place]
    if not line:
        return True
    if line[0] not in " \t" or line.strip(" \t"):
        return False
    following = lines[place + 1 : place + 3]
    return not following or not following[0].strip(" \t") or any(ARROW in text for text in following)


def cue_places(block: Block, form: CueForm) -> list[tuple[int, int]]:
    """The cues of a block by their places in it: the line of times, and the one behind the last of the words."""
    places = form.places(block.texts)
    return [(place, _end_of_words(block, place, after)) for place, after in pairwise([*places, len(block.texts)])]


def _end_of_words(block: Block, place: int, after: int) -> int:
    """Less the number of the cue that follows, where one does."""
    is_number = after < len(block.texts) and after - 1 > place and _COUNTER.fullmatch(block.texts[after - 1])
    return after - 1 if is_number else after


def cues_of(block: Block, form: CueForm) -> Iterator[Cue | Flaw]:
    """The cues of a block: one, several where an empty line is missing, and what is wrong with them."""
    places = cue_places(block, form)
    if not places:
        yield _without_times(block, form)
        return
    yield from _above(block, places[0][0], form)
    for number, (place, end) in enumerate(places):
        if number:
            yield _missing_empty_line(block, place)
        yield from _cue(block, place, end, form)


def _cue(block: Block, place: int, end: int, form: CueForm) -> Iterator[Cue | Flaw]:
    written = block.texts[place]
    line = block.line + place
    found = form.times.fullmatch(written)
    if found is None:
        yield Flaw(line, say("“{text}” is not a line of two times.", text=quoted(written)), _times_remedy(form))
        return
    parts = found.groups()
    start, finish = _moment(parts[:4]), _moment(parts[4:])
    if finish < start:
        yield Flaw(
            line,
            say("This cue ends before it begins: “{text}”.", text=quoted(written)),
            say("Correct one of the two times: the first is when its words begin, the second when they end."),
        )
        return
    voices = form.voices("\n".join(block.texts[place + 1 : end]))
    if not voices:
        yield no_words(line, written)
    elif finish == start:
        yield no_length(line, written)
    yield Cue(voices, start, None if finish == start else finish)


def no_words(line: int, written: str) -> Flaw:
    """Of a cue that says nothing, which is left out."""
    return Flaw(
        line,
        say("There are no words under the times “{text}”.", text=quoted(written)),
        say("Write the words on the next line, without an empty line between, or delete this line of times."),
        "warning",
    )


def no_length(line: int, written: str) -> Flaw:
    """Of a cue that no player would show; it is published until the next one begins."""
    return Flaw(
        line,
        say("This cue ends when it begins: “{text}”.", text=quoted(written)),
        say("Correct the second time; as it is, it is shown until the next cue."),
        "warning",
    )


def _moment(parts: tuple[str | None, ...]) -> timedelta:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return timedelta(milliseconds=hours * _HOUR + minutes * _MINUTE + seconds * _SECOND + milliseconds)


def _above(block: Block, place: int, form: CueForm) -> Iterator[Flaw]:
    """The flaw of what stands above the times, where that is more than an identifier."""
    if place == 0 or (place == 1 and form.identifier(block.texts[0])):
        return
    yield Flaw(
        block.line,
        say("“{text}” stands above a line of times, but belongs to no cue.", text=quoted(block.texts[0])),
        say("If it is the end of the words before it, delete the empty line between; if it is nothing, delete it."),
    )


def _missing_empty_line(block: Block, place: int) -> Flaw:
    return Flaw(
        block.line + place,
        say("An empty line is missing before the cue “{text}”.", text=quoted(block.texts[place])),
        say("Put an empty line before this cue (above its number, where it has one)."),
        "warning",
    )


def _without_times(block: Block, form: CueForm) -> Flaw:
    for place, text in enumerate(block.texts[:2]):
        if _WRONG_ARROW.fullmatch(text):
            what = say("The arrow of “{text}” is not the one of captions.", text=quoted(text))
            return Flaw(block.line + place, what, _times_remedy(form))
    return Flaw(
        block.line,
        say("“{text}” belongs to no cue: no line of times stands above it.", text=quoted(block.texts[0])),
        say(
            "If the cue before it goes on here, delete the empty line between; else write its times above it: {times}",
            times=form.example,
        ),
    )


def _times_remedy(form: CueForm) -> Message:
    return say("Write it like {times} (hours, minutes, seconds, thousandths).", times=form.example)
