"""Patterns of which the first that is found in a text decides, hundreds of them, without searching the text for each.

Most patterns hold a plain text that must stand in whatever they match. It is found by its first characters, of which a
text has few; a pattern is searched only where its plain text is there. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BEGINNING = 3
"""By how many of its first characters a plain text is found; one that is shorter tells too little."""
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_COUNTED = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_OTHER_ESCAPE = re.compile(r"\\[xuUN0-9]")
"""Characters by their numbers, and what was found before: more than the two signs that an escape has elsewhere."""
_WITHIN_A_GROUP = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _PlainParts:
    """Texts that all stand in whatever a pattern matches; the first at its beginning where it is `leading`."""

    number: int
    texts: tuple[str, ...]
    leading: bool

    def are_in(self, text: str) -> bool:
        """Whether a text has them all."""
        return not (self.leading and not text.startswith(self.texts[0])) and all(one in text for one in self.texts)


class PatternList:
    """Patterns in their order. Raises re.error for one that is none."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = [re.compile(pattern) for pattern in patterns]
        self._always: list[int] = []
        self._by_beginning: dict[str, list[_PlainParts]] = {}
        for number, pattern in enumerate(patterns):
            parts = [_plain_parts(number, one) for one in _alternatives(pattern)]
            if _is_odd(self._patterns[number]) or not all(part.texts for part in parts):
                self._always.append(number)
                continue
            for part in parts:
                rarest = part.texts[0] if part.leading else max(part.texts, key=len)
                self._by_beginning.setdefault(rarest[:_BEGINNING], []).append(part)

    def first(self, text: str) -> int | None:
        """The number of the first pattern that is found in a text; None where none is."""
        return next((number for number in self.candidates(text) if self._patterns[number].search(text)), None)

    def candidates(self, text: str) -> list[int]:
        """The numbers of all patterns that may be found in a text, in their order: it is searched for no other one."""
        found = set(self._always)
        beginnings = {text[place : place + _BEGINNING] for place in range(len(text))}
        for beginning in self._by_beginning.keys() & beginnings:
            found.update(part.number for part in self._by_beginning[beginning] if part.are_in(text))
        return sorted(found)


def _is_odd(pattern: re.Pattern[str]) -> bool:
    """Whether its signs mean something else than usually."""
    return pattern.flags != re.UNICODE or _OTHER_ESCAPE.search(pattern.pattern) is not None


def _plain_parts(number: int, alternative: str) -> _PlainParts:
    """The plain texts of a pattern without alternatives that are long enough to tell something."""
    anchored = alternative.startswith("^")
    runs = list(_plain_runs(alternative.removeprefix("^")))
    leading = anchored and len(runs[0]) >= _BEGINNING
    return _PlainParts(number, tuple(run for run in runs if len(run) >= _BEGINNING), leading)


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, but for those within a group."""
    start = place = 0
    while place < len(pattern):
        if pattern[place] == "|":
            yield pattern[start:place]
            start = place + 1
        place = _next(pattern, place)
    yield pattern[start:]


def _plain_runs(pattern: str) -> Iterator[str]:
    """The stretches of plain text of a pattern without alternatives; the first is empty where it begins otherwise."""
    run, place = "", 0
    while place < len(pattern):
        after = _next(pattern, place)
        plain = _plain_character(pattern[place:after])
        counted = _COUNTED.match(pattern, after)
        if counted:
            yield run + (plain if counted[0].startswith("+") else "")
            run, after = "", counted.end()
        elif plain:
            run += plain
        else:
            yield run
            run = ""
        place = after
    yield run


def _plain_character(written: str) -> str:
    """The character that is meant; empty for what stands for several or none."""
    if written.startswith("\\"):
        return "" if written[1:].isalnum() else written[1:]
    return written if len(written) == 1 and written not in ".^$" else ""


def _next(pattern: str, place: int) -> int:
    """Where what stands at a place of a pattern ends: a character, an escaped one, a class, a group."""
    if pattern[place] == "\\":
        return place + 2
    if pattern[place] == "[" and (found := _CLASS.match(pattern, place)):
        return found.end()
    if pattern[place] != "(":
        return place + 1
    depth = 0
    for found in _WITHIN_A_GROUP.finditer(pattern, place):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return len(pattern)
