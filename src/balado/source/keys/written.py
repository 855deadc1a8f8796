"""A value as the house writes it: short groups in braces, lists a line for each item, long texts as blocks. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from balado.source.decode import unfit_in
from balado.source.write import in_braces, is_seen, scalar
from balado.source.yaml.document import Tree
from balado.source.yaml.quoting import quoted

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""What may be entered: text, numbers and truths, lists and groups of them. The reader gives them back as text."""

_WIDTH_CHARS = 100
_FOLDED_CHARS = 90
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_PLAIN_KEY = re.compile(r"[^\W_][\w-]*")


def as_read(value: Value) -> Tree:
    """The value as the reader of the file gives it back: everything is text, empty text is nothing.

    Keys without a value are left out: they say as little as keys that are not there.
    """
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        read = {name: as_read(inner) for name, inner in value.items()}
        return {name: inner for name, inner in read.items() if inner is not None}
    return [as_read(item) for item in value]


def unfit(value: Value) -> str | None:
    """The first character of a value that no feed can carry, None where there is none."""
    if isinstance(value, Mapping):
        return next((found for pair in value.items() for part in pair if (found := unfit(part))), None)
    if _is_list(value):
        return next((found for item in value if (found := unfit(item))), None)
    return unfit_in(value) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Hand:
    """How a file is written: by how many blanks its groups are indented below their key, and its lists."""

    group_step: int = 2
    list_step: int = 2

    def behind_key(self, value: Value, column: int) -> str:
        """What follows the colon of a key that stands in this column: on its line, and on lines below it."""
        if _is_list(value) and value:
            return self._items(value, column + self.list_step)
        if isinstance(value, str) and (block := block_of(value, column + self.group_step)):
            return f" {block}"
        within = in_line(value)
        if isinstance(value, Mapping) and within is None:
            inner = column + self.group_step
            return "".join(f"\n{' ' * inner}{self.keyed(name, one, inner)}" for name, one in value.items())
        return f" {within}" if within else ""

    def keyed(self, name: str, value: Value, column: int) -> str:
        """A key that begins in this column, and its value."""
        return f"{key_of(name)}:{self.behind_key(value, column)}"

    def behind_dash(self, value: Value, column: int, *, below: bool = False) -> str:
        """What follows the dash of an item in this column. `below`: a group has each of its keys on a line."""
        if isinstance(value, str) and (block := block_of(value, column + 2)):
            return f" {block}"
        within = None if below and isinstance(value, Mapping) and value else in_line(value)
        if within is not None:
            return f" {within}" if within else ""
        inner = column + 2
        if isinstance(value, Mapping):
            return " " + f"\n{' ' * inner}".join(self.keyed(name, one, inner) for name, one in value.items())
        return self._items(value, inner) if _is_list(value) else ""

    def _items(self, items: Sequence[Value], column: int) -> str:
        return "".join(f"\n{' ' * column}-{self.behind_dash(item, column)}" for item in items)


def key_of(name: str) -> str:
    """A key as it is written before its colon."""
    return name if _PLAIN_KEY.fullmatch(name) else in_braces(name)


def in_line(value: Value) -> str | None:
    """The value on one line, None for a list, and for a group that is too long for one."""
    if isinstance(value, Mapping):
        if any(isinstance(one, str) and "\n" in one for one in value.values()):
            return None
        written = within_braces(value)
        return written if len(written) <= _WIDTH_CHARS else None
    if _is_list(value):
        return None if value else "[]"
    return plain_of(value)


def plain_of(value: Value) -> str:
    """A text, number or truth outside braces."""
    if isinstance(value, str):
        return scalar(value) if value else ""
    return str(as_read(value) or "")


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, list | tuple)


def within_braces(value: Value) -> str:
    """The value within `{…}` or `[…]`, on one line, however long."""
    if isinstance(value, Mapping):
        pairs = (f"{key_of(name)}: {within_braces(one)}" for name, one in value.items() if as_read(one) is not None)
        return "{" + ", ".join(pairs) + "}"
    if _is_list(value):
        return "[" + ", ".join(within_braces(item) or "null" for item in value) + "]"
    return in_braces(value) if isinstance(value, str) and value else plain_of(value)


def like(value: str, style: str) -> str:
    """A text in the quotes that the one in its place had."""
    if style not in ('"', "'") or not value or not all(map(is_seen, value)):
        return plain_of(value)
    return f"'{value}'" if style == "'" and "'" not in value else quoted(value)


def block_of(value: str, column: int, *, folded: bool = False, single: bool = False) -> str | None:
    """The text as a block, `|-` and its lines in this column; None where a block would change it.

    `folded` is for a text that was written with `>`: its paragraphs are lines of a readable length. One line is a block
    only where `single` asks for it.
    """
    body, chomp = (value[:-1], "") if value.endswith("\n") else (value, "-")
    lines = body.split("\n")
    if not body.strip("\n") or lines[0][:1].isspace() or not lines[0] or not lines[-1]:
        return None
    if not all(is_seen(character) or character == "\n" for character in body):
        return None
    if folded and all(line == line.strip() for line in lines):
        return _block(">" + chomp, _folded(lines), column)
    return _block("|" + chomp, lines, column) if single or len(lines) > 1 or not chomp else None


def _folded(lines: list[str]) -> list[str]:
    """Each line as the lines that YAML joins again, with what makes YAML keep the break between two of them."""
    written: list[str] = []
    for number, line in enumerate(lines):
        if number and line and lines[number - 1]:
            written.append("")
        if not line and number and lines[number - 1]:
            written.append("")
        written += _wrapped(line)
    return written


def _wrapped(line: str) -> list[str]:
    words = _BREAK.split(line)
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > _FOLDED_CHARS:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines


def _block(header: str, lines: list[str], column: int) -> str:
    return "\n".join([header, *(f"{' ' * column}{line}" if line else "" for line in lines)])
