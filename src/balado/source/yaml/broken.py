"""A text that YAML cannot read, taken apart: each entry that is broken by itself, so that the first hides no other.

YAML gives up at its first error. A show's files are entries below each other, most of them a line long: what is read
with the entries around it left out, and an innocent key before and behind it, is sound whatever the others are. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from balado.errors import Fault, Place
from balado.source.yaml.brackets import OpenBrackets, line_closed, unmatched
from balado.source.yaml.reader import DEPTH_MAX
from balado.source.yaml.syntax import Tries, explain, first_error, line_of

_JOINED_MAX_LINES = 50
"""So far may one value in quotes or brackets go on, although nothing is indented."""
_LOOKED_INTO_MAX = 2_000
"""So many entries of a level are looked into. YAML reads each a few times: 25,000 broken lines took seconds."""

_BOUNDARY = re.compile(r"(?:---|\.\.\.)(?:\s|$)|%(?:YAML|TAG)\b")
_ITEM = re.compile(r"(?P<before>[ \t]*-)(?P<blank>[ \t]+|$)")
_KEY = re.compile(r"""[ \t]*(?:"[^"]*"|'[^']*'|[^\s#"'\[\]{},&*!|>%@`-][^#]*?):(?P<value>[ \t].*|)$""")
_KEY_WITHOUT_BLANK = re.compile(r"[ \t]*[^\W\d][\w-]*:\S")
_NOTHING = re.compile(r"[ \t]*(?:#.*)?$")
_SIGN = re.compile(r'[\[\]{}"]')
_CLOSING = re.compile(r"[ \t]*[\]},]")


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """Lines of a text that cannot be read: the first one, and those below that belong to it. Lines count from 0."""

    first: int
    lines: tuple[str, ...]
    indent: str
    is_item: bool

    def fault(self, start: Place, tries: Tries) -> Fault:
        """What is wrong with it. `start` is the place of the text's first line."""
        # Of lines without keys the first is told, whatever YAML makes of the text that they are together.
        text = self.lines[0] if _is_keyless(self.lines[0]) else "\n".join(self.lines)
        error = first_error(text) or first_error(f"{text}\n{_innocent(self.indent, is_item=self.is_item)}")
        place = Place(start.path, (start.line or 1) + self.first)
        return explain(error or yaml.YAMLError(), text, place, tries)

    def left_out(self) -> list[str]:
        """What is read in its place: lines with nothing but the mark of an item."""
        item = _ITEM.match(self.lines[0])
        return [item["before"] if item else "", *("" for _ in self.lines[1:])]


@dataclass(frozen=True, slots=True)
class BrokenEntries:
    """Those that cannot be read, from the first to the last, and whether that is all: of thousands the first are."""

    found: tuple[BrokenEntry, ...] = ()
    is_all: bool = True


def broken_entries(text: str) -> BrokenEntries:
    """The entries that cannot be read; none where they are broken only together."""
    lines = text.split("\n")
    first, end = 0, len(lines)
    while first < end and (_NOTHING.match(lines[first]) or _BOUNDARY.match(lines[first])):
        first += 1
    boundaries = (index for index in range(first, end) if _BOUNDARY.match(lines[index]))
    end = next(boundaries, end)
    if first == end or lines[first].lstrip()[:1] in ("[", "{"):
        return BrokenEntries()
    search = _Search(lines)
    return BrokenEntries(tuple(search.within(first, end, is_list=False)), search.is_whole)


class _Span(NamedTuple):
    """Lines from `first` to before `end`, which begin with this indentation."""

    first: int
    end: int
    indent: str
    is_item: bool


class _Search:
    """Looks for what is broken in a text. An item of a list is looked into with a blank for its mark."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._written = lines
        self._lines = list(lines)
        self._looked_into: Counter[int] = Counter()  # by depth: those of the first entries are not left for the others
        self.is_whole = True
        """Whether every entry was looked into."""

    def within(self, first: int, end: int, *, is_list: bool, depth: int = 0) -> Iterator[BrokenEntry]:
        """What is broken in a block of entries."""
        for entry in self._joined(self._looked(self._broken(self._entries(first, end, is_list=is_list)), depth), end):
            yield from self._taken_apart(entry, depth)

    def _looked(self, entries: Iterator[_Span], depth: int) -> Iterator[_Span]:
        """As many of these entries as are looked into at this depth."""
        for entry in entries:
            if self._looked_into[depth] == _LOOKED_INTO_MAX:
                self.is_whole = False
                return
            self._looked_into[depth] += 1
            yield entry

    def _joined(self, entries: Iterable[_Span], end: int) -> list[_Span]:
        """Broken entries, each with the lines that its value goes on in, and without those that are sound with them."""
        joined: list[_Span] = []
        brackets = OpenBrackets()
        done = 0
        for entry in entries:
            if entry.first < done:
                continue
            lines = self._lines[entry.first : entry.end]
            is_unfinished = _is_unfinished(lines)
            done = self._end_of_sound_value(entry, end) if is_unfinished else 0
            if done:
                continue
            joined.append(entry)
            strays, awaited = unmatched(lines)
            for bracket in strays:
                begun = brackets.close(bracket)
                if begun is not None and entry.first - joined[begun].end < _JOINED_MAX_LINES:
                    joined[begun:] = [joined[begun]._replace(end=entry.end)]
            for bracket in awaited if is_unfinished else ():
                brackets.leave_open(bracket, len(joined) - 1)
        return joined

    def _entries(self, first: int, end: int, *, is_list: bool) -> list[_Span]:
        lines = self._lines
        indents = {index: _indent(lines[index]) for index in range(first, end) if not _NOTHING.match(lines[index])}
        indent = min(indents.values(), key=len, default="")
        begins: list[int] = []
        signs: Counter[str] = Counter()
        for index, own in indents.items():
            line, is_open = self._lines[index], _is_open(signs)
            if not begins or (len(own) <= len(indent) and not self._belongs(index, begins[-1], is_list, is_open)):
                begins.append(index)
                signs.clear()
            signs.update(_SIGN.findall(line))
        return [_Span(begin, after, indent, is_list) for begin, after in zip(begins, [*begins[1:], end], strict=False)]

    def _belongs(self, index: int, begun: int, is_list: bool, is_open: bool) -> bool:
        """Whether a line that is indented like the one that an entry begins with is part of that."""
        line, before = self._lines[index], self._lines[begun]
        if _CLOSING.match(line):
            return True
        if is_list:
            return False
        if _ITEM.match(line):
            below = next(at for at in range(begun + 1, index + 1) if not _NOTHING.match(self._lines[at]))
            return _is_key_alone(before) and _indent(self._lines[below]) == _indent(line)
        return _is_keyless(line) and (_is_keyless(before) or is_open)

    def _broken(self, entries: Sequence[_Span]) -> Iterator[_Span]:
        """Those that YAML cannot read: by halves, so that one of thousands is found in a few looks."""
        if not entries or self._can_be_read(entries[0], entries[-1].end):
            return
        if len(entries) == 1:
            yield entries[0]
            return
        middle = len(entries) // 2
        yield from self._broken(entries[:middle])
        yield from self._broken(entries[middle:])

    def _can_be_read(self, entry: _Span, end: int) -> bool:
        innocent = _innocent(entry.indent, is_item=entry.is_item)
        return first_error("\n".join([innocent, *self._lines[entry.first : end], innocent])) is None

    def _end_of_sound_value(self, entry: _Span, end: int) -> int:
        """Where an entry ends that YAML can read with the lines below it, though they look like others; 0 if none."""
        end = min(end, entry.end + _JOINED_MAX_LINES)
        closed = line_closed(self._lines[entry.first : end], entry.end - entry.first)
        if closed is None or not self._can_be_read(entry, entry.first + closed + 1):
            return 0
        following = self._entries(entry.end, end, is_list=entry.is_item)
        joined = next(other.end for other in following if entry.first + closed < other.end)
        return joined if self._can_be_read(entry, joined) else 0

    def _taken_apart(self, entry: _Span, depth: int) -> Iterator[BrokenEntry]:
        """The broken entries inside this one, or else itself."""
        found = iter(list(self._inside(entry, depth))) if depth < DEPTH_MAX else iter(())
        first = next(found, None)
        if first is None:
            lines = tuple(self._written[entry.first : entry.end])
            yield BrokenEntry(entry.first, _without_end(lines), entry.indent, _ITEM.match(lines[0]) is not None)
            return
        yield first
        yield from found

    def _inside(self, entry: _Span, depth: int) -> Iterator[BrokenEntry]:
        first, line = entry.first, self._lines[entry.first]
        item = _ITEM.match(line)
        if item is not None:
            self._lines[first] = " " * item.end() + line[item.end() :]
            if item.end() < len(line) and not self._holds_entries(first):
                return
        elif _is_key_alone(line):
            first += 1
        else:
            return
        first = next((at for at in range(first, entry.end) if not _NOTHING.match(self._lines[at])), entry.end)
        if first < entry.end and self._holds_entries(first):
            is_list = _ITEM.match(self._lines[first]) is not None
            yield from self.within(first, entry.end, is_list=is_list, depth=depth + 1)

    def _holds_entries(self, index: int) -> bool:
        line = self._lines[index]
        return _ITEM.match(line) is not None or not _is_keyless(line)


def _innocent(indent: str, *, is_item: bool) -> str:
    return f"{indent}- x" if is_item else f"{indent}x: x"


def _is_unfinished(lines: Sequence[str]) -> bool:
    """Whether a quote or a bracket is open at the end of these lines."""
    error = first_error("\n".join(lines) + "\n")
    return error is not None and line_of(error) >= len(lines)


def _is_open(signs: Counter[str]) -> bool:
    """Whether a bracket or a quote is open behind a text of these signs."""
    return signs["["] + signs["{"] > signs["]"] + signs["}"] or signs['"'] % 2 == 1


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _is_key_alone(line: str) -> bool:
    found = _KEY.match(line)
    return found is not None and _NOTHING.match(found["value"]) is not None


def _is_keyless(line: str) -> bool:
    return not (_KEY.match(line) or _KEY_WITHOUT_BLANK.match(line))


def _without_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without those at the end that hold nothing."""
    end = len(lines)
    while end > 1 and _NOTHING.match(lines[end - 1]):
        end -= 1
    return lines[:end]
