"""A syntax error of YAML in an author's words: which line, what YAML takes it for, what to write instead. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import yaml

from balado.errors import Fault, Place, ReplaceText
from balado.message import Message, say
from balado.source.yaml.quoting import Repair, repair
from balado.source.yaml.reader import LOADER

_LOOKED_AT_MAX = 200
# Each repair is tried on the whole text: 200 times on one of 20 kB, a few times on one of a megabyte.
_TRIED_MAX_CHARS = 4_000_000
_HALF = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}(\\u[dD][c-fC-F][0-9a-fA-F]{2})?|\\u[dD][c-fC-F][0-9a-fA-F]{2}")
"""Escapes as JSON writes characters beyond U+FFFF: two of them make one."""
_BEGINNINGS = ("flow", "quoted", "simple key")


@dataclass(slots=True)
class Tries:
    """How many characters may still be read again to try a repair, in all the faults of a file."""

    left_chars: int = _TRIED_MAX_CHARS


def explain(error: yaml.YAMLError, text: str, start: Place, tries: Tries) -> Fault:
    """The one fault of a text that is not YAML. `start` is the place of its first line.

    YAML often stumbles lines after the mistake. A repair is proposed only when it was tried and YAML then gets past
    the line where it stumbled. It is a fix where the value ends on its line, and no other repair would do as well.
    """
    lines = text.split("\n")
    stumbled = min(line_of(error), len(lines) - 1)
    helpful = list(islice(_helpful(lines, stumbled, tries), 2))
    if helpful:
        index, mended = helpful[0]
        number = (start.line or 1) + index
        fix = None
        if len(helpful) == 1 and mended.certain and not goes_on(lines, index, mended.column):
            fix = ReplaceText(number, 1, lines[index], mended.line)
        return Fault(Place(start.path, number, mended.key), mended.what, mended.remedy, fix=fix)
    begun = min(_line_begun(error, stumbled), len(lines) - 1)
    what, remedy = _described(error, lines[begun])
    return Fault(Place(start.path, (start.line or 1) + begun), what, remedy)


def _helpful(lines: list[str], stumbled: int, tries: Tries) -> Iterator[tuple[int, Repair]]:
    """The repairs of single lines that get YAML past the line where it stumbled, the nearest first."""
    chars = sum(map(len, lines)) + len(lines)
    for index in range(stumbled, max(-1, stumbled - _LOOKED_AT_MAX), -1):
        mended = repair(lines[index]) if tries.left_chars > 0 else None
        if mended is None:
            continue
        tries.left_chars -= chars
        if _helps(mended, lines, index, stumbled):
            yield index, mended


def goes_on(lines: list[str], index: int, column: int) -> bool:
    """Whether the value on this line may be continued below it: there is a line that is indented more than its key."""
    below = next((line for line in lines[index + 1 :] if line.strip()), "")
    return len(below) - len(below.lstrip()) > column


def line_of(error: yaml.YAMLError) -> int:
    """The line where YAML stumbles, from 0."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return 0 if mark is None else int(mark.line)


def _line_begun(error: yaml.YAMLError, stumbled: int) -> int:
    """Where that began which YAML could not finish: an open bracket, an open quote, a key without its colon."""
    mark = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", "") or "")
    return int(mark.line) if mark is not None and any(word in context for word in _BEGINNINGS) else stumbled


def _helps(mended: Repair, lines: list[str], index: int, stumbled: int) -> bool:
    later = first_error("\n".join([*lines[:index], mended.line, *lines[index + 1 :]]))
    return later is None or line_of(later) > stumbled


def first_error(text: str) -> yaml.YAMLError | None:
    """What YAML stumbles over first in a text, None where it reads it."""
    try:
        for _ in yaml.parse(text, Loader=LOADER):
            pass
    except yaml.YAMLError as error:
        return error
    return None


def _described(error: yaml.YAMLError, line: str) -> tuple[Message, Message]:
    problem = str(getattr(error, "problem", "") or "")
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return say("This line is indented with a tab."), say("Replace each tab by two blanks.")
    if half := _HALF.search(line) if "character escape" in problem else None:
        what = say("“{text}” is an escape of JSON that YAML does not read.", text=half[0])
        if half[1] is None:
            return what, say("Delete it, or write the character itself.")
        character = f"{half[0]}".encode().decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16")
        return what, say("Write the character itself: {character}", character=character)
    if "unexpected end of stream" in problem or "expected ',' or" in problem:
        return (
            say("A quote, “[” or “{” that was opened before is not closed here."),
            say("Close it, or put the whole value in quotes."),
        )
    return (
        say("“{text}” cannot be read here.", text=line.strip()[:80]),
        say(
            "Write one `key: value` on each line, indented like the lines around it, text with “: ” or “ #” in quotes."
        ),
    )
