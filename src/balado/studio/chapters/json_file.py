"""JSON chapters with other chapters among them: what is not theirs stays, new ones are written like the first. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pydantic_core import PydanticCustomError

from balado.chapters.podcast_json import list_of
from balado.chapters.row import Row
from balado.show.values.span import span
from balado.source.keys.items import ItemPlan
from balado.source.keys.splice import Splice, runs
from balado.studio.chapters.cells import text_of_cell
from balado.transcripts.json_places import JsonValue, entries

_NAMES = {"start": "startTime", "title": "title", "end": "endTime", "href": "url", "picture": "img", "listed": "toc"}
_NAMES_OF_PODLOVE = {**_NAMES, "start": "start", "end": "end", "href": "href", "picture": "image"}
_TIMES = ("start", "end")


def json_splices(
    text: str, rows: Sequence[Row], plan: ItemPlan, wanted: Sequence[Mapping[str, str]]
) -> Iterator[Splice]:
    """What makes the objects of these rows those of the chapters that are wanted."""
    listed = list_of(text)
    if listed is None:
        return
    objects = [*entries(text, listed.at)]
    writer = _ChapterObjects(text, rows, objects)
    for before, after in plan.changed:
        yield from writer.changed(before, wanted[after])
    added = []
    for behind, at in plan.added:
        moved = plan.moved.get(at)
        added.append((behind, writer.new(wanted[at]) if moved is None else text[slice(*objects[moved].span)]))
    yield from _within(text, listed, objects, plan.gone, added)


@dataclass(frozen=True, slots=True)
class _ChapterObjects:
    """Writes chapters as those of the file are written."""

    text: str
    rows: Sequence[Row]
    objects: Sequence[JsonValue]

    def changed(self, number: int, wanted: Mapping[str, str]) -> Iterator[Splice]:
        """What makes the object of a row another one; keys that are none of ours stay in it."""
        row, box = self.rows[number], self.objects[number]
        inner = [*entries(self.text, box.at)]
        places = {one.key: index for index, one in enumerate(inner)}  # of a key that stands twice, the last counts
        gone, added = set(), []
        for field in dict.fromkeys((*row.cells, *wanted)):
            cell, new = row.cells.get(field), wanted.get(field, "")
            if cell is None:
                name = self._names[field]
                if name in places:  # it is there, and blank
                    yield self._in_place(inner[places[name]], field, new)
                else:
                    added.append((field, f"{json.dumps(name)}{self._colon(inner)}{self._value(field, new, None)}"))
            elif not new:
                gone |= {index for index, one in enumerate(inner) if one.key == cell.name}
            elif new != text_of_cell(cell.value):
                yield self._in_place(inner[places[cell.name]], field, new)
        behind = len(inner) - len(gone)
        yield from _within(self.text, box, inner, frozenset(gone), [(behind, text) for _, text in added])

    def new(self, wanted: Mapping[str, str]) -> str:
        """An object like the first one of the file."""
        fields = [field for field in _NAMES if field in wanted]
        pattern = self.objects[0] if self.objects else None
        inner = [*entries(self.text, pattern.at)] if pattern is not None else []
        opening, between, closing = _spaces(self.text, pattern, inner)
        like = self.rows[0].cells["start"].value if self.rows and "start" in self.rows[0].cells else None
        pairs = (
            f"{json.dumps(self._names[field])}{self._colon(inner)}{self._value(field, wanted[field], like)}"
            for field in fields
        )
        return "{" + opening + between.join(pairs) + closing + "}"

    @property
    def _names(self) -> Mapping[str, str]:
        """What the file calls the fields of a chapter."""
        used = {field: cell.name for row in reversed(self.rows) for field, cell in row.cells.items()}
        return {**(_NAMES_OF_PODLOVE if used.get("start") == "start" else _NAMES), **used}

    def _in_place(self, one: JsonValue, field: str, new: str) -> Splice:
        return Splice(one.at, one.span[1], self._value(field, new, one.value))

    def _value(self, field: str, new: str, like: object) -> str:
        """A text as JSON: a time is a number unless the others are texts."""
        if field == "listed" and new in ("true", "false"):
            return new
        if field in _TIMES and not (isinstance(like, str) and like.strip()):
            try:
                return _seconds(span(new))
            except PydanticCustomError:
                return json.dumps(new, ensure_ascii=False)
        return json.dumps(new, ensure_ascii=False)

    def _colon(self, inner: Sequence[JsonValue]) -> str:
        """What stands between a key and its value."""
        if not inner:
            return ": "
        begin, at = inner[0].span[0], inner[0].at
        _, end = json.JSONDecoder().raw_decode(self.text, begin)
        return self.text[end:at]


def _seconds(time: timedelta) -> str:
    milliseconds = round(time / timedelta(milliseconds=1))
    return str(milliseconds // 1000) if milliseconds % 1000 == 0 else str(milliseconds / 1000)


def _spaces(text: str, box: JsonValue | None, inner: Sequence[JsonValue]) -> tuple[str, str, str]:
    """What stands behind the opening bracket, between two values, and before the closing one."""
    if box is None or not inner:
        return "", ", ", ""
    opening = text[box.at + 1 : inner[0].span[0]]
    between = text[inner[0].span[1] : inner[1].span[0]] if len(inner) > 1 else f",{opening or ' '}"
    return opening, between, text[inner[-1].span[1] : box.span[1] - 1]


def _within(
    text: str, box: JsonValue, inner: Sequence[JsonValue], gone: frozenset[int], added: Iterable[tuple[int, str]]
) -> Iterator[Splice]:
    """Values of a list or an object in JSON; `added` says behind how many of those that stay."""
    added = [*added]
    kept = [one for index, one in enumerate(inner) if index not in gone]
    opening, between, closing = _spaces(text, box, inner)
    if not kept:
        if gone or added:
            yield Splice(box.at + 1, box.span[1] - 1, opening + between.join(new for _, new in added) + closing)
        return
    for begin, end in runs(gone):
        if end < len(inner):
            yield Splice(inner[begin].span[0], inner[end].span[0], "")
        else:
            yield Splice(inner[begin - 1].span[1], inner[end - 1].span[1], "")
    for behind, new in added:
        at = kept[behind - 1].span[1] if behind else kept[0].span[0]
        yield Splice(at, at, f"{between}{new}" if behind else f"{new}{between}")
