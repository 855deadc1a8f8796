"""Chapters as plain lines with other chapters among them: a line for each, the others as they stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from balado.chapters.plain import PlainLine, parts_of
from balado.chapters.row import Row
from balado.source.keys.items import ItemPlan
from balado.source.keys.splice import Splice

_SEEN = ("start", "title", "href")


def plain_splices(
    text: str, rows: Sequence[Row], plan: ItemPlan, wanted: Sequence[Mapping[str, str]]
) -> Iterator[Splice]:
    """What makes the lines of these rows those of the chapters that are wanted."""
    lines = _Lines(text)
    for number in plan.gone:
        begin, end = lines.of(rows[number].line)
        yield Splice(begin, min(end + 1, len(text)), "")
    for before, after in plan.changed:
        yield from _changed(lines, rows[before].line, wanted[after])
    kept = [row.line for number, row in enumerate(rows) if number not in plan.gone]
    pattern = lines.text_of(rows[0].line) if rows else ""
    for behind, at in plan.added:
        moved = plan.moved.get(at)
        written = _new(pattern, wanted[at]) if moved is None else lines.text_of(rows[moved].line)
        yield lines.added(kept[behind - 1] + 1 if behind else (kept[0] if kept else None), written)


class _Lines:
    """A text and where its lines stand; lines are numbered from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins = [0]
        for line in text.split("\n"):
            self._begins.append(self._begins[-1] + len(line) + 1)

    def of(self, number: int) -> tuple[int, int]:
        """From where to where a line stands, without the sign at its end."""
        return self._begins[number - 1], self._begins[number] - 1

    def text_of(self, number: int) -> str:
        """The line."""
        begin, end = self.of(number)
        return self._text[begin:end]

    def added(self, number: int | None, written: str) -> Splice:
        """A new line in the place of one that moves down; without one, at the end."""
        at = len(self._text) if number is None else min(self._begins[number - 1], len(self._text))
        if at and self._text[at - 1] != "\n":
            return Splice(at, at, f"\n{written}")
        return Splice(at, at, f"{written}\n")


def _changed(lines: _Lines, number: int, wanted: Mapping[str, str]) -> Iterator[Splice]:
    begin, _ = lines.of(number)
    line = lines.text_of(number)
    parts = parts_of(line)
    if parts is None:
        return
    for name, place in (("start", parts.start), ("title", parts.title)):
        if line[slice(*place)] != wanted.get(name, ""):
            yield Splice(begin + place[0], begin + place[1], wanted.get(name, ""))
    link = wanted.get("href", "")
    if parts.href is None and link:
        yield Splice(begin + parts.title[1], begin + parts.title[1], f" <{link}>")
    elif parts.href is not None and not link:
        yield Splice(begin + parts.title[1], begin + parts.href[1] + 1, "")
    elif parts.href is not None and line[slice(*parts.href)] != link:
        yield Splice(begin + parts.href[0], begin + parts.href[1], link)


def _new(pattern: str, wanted: Mapping[str, str]) -> str:
    """A line as the others are written: what stands around their time and before their title."""
    start, title, link = (wanted.get(name, "") for name in _SEEN)
    parts = parts_of(pattern) or PlainLine((0, 0), (0, 0))
    before, between = pattern[: parts.start[0]], pattern[parts.start[1] : parts.title[0]] or " "
    return f"{before}{start}{between}{title}" + (f" <{link}>" if link else "")
