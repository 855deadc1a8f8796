"""Where the values of a JSON text stand: `json` itself forgets it. For texts that `json.loads` accepts. Pure."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from json import JSONDecoder

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value, where its first character stands in the text, and the key before it (empty in a list).

    `span` is from which to before which character it stands, its key too.
    """

    value: object
    at: int
    key: str = ""
    span: tuple[int, int] = (0, 0)


def line_counter(text: str) -> array[int]:
    """Where each line ends, for `line_at`."""
    return array("Q", (found.start() for found in re.finditer("\n", text)))


def line_at(ends: array[int], at: int) -> int:
    """The line, from 1, of a character."""
    return bisect_right(ends, at - 1) + 1


def root(text: str) -> JsonValue:
    """The value of the whole text."""
    return _value(text, _behind_blanks(text, 0))[0]


def entries(text: str, at: int) -> Iterator[JsonValue]:
    """The values of the object or list that begins at `at`."""
    in_object = text[at] == "{"
    at = _behind_blanks(text, at + 1)
    while text[at] not in "]}":
        begin, key = at, ""
        if in_object:
            name, behind = _value(text, at)
            key = str(name.value)
            at = _behind_blanks(text, _behind_blanks(text, behind) + 1)
        placed, behind = _value(text, at, key)
        yield replace(placed, span=(begin, behind))
        at = _behind_blanks(text, behind)
        if text[at] == ",":
            at = _behind_blanks(text, at + 1)


def _value(text: str, at: int, key: str = "") -> tuple[JsonValue, int]:
    value, behind = _DECODER.raw_decode(text, at)
    return JsonValue(value, at, key, (at, behind)), behind


def _behind_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
