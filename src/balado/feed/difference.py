"""What differs between two feeds, item by item and field by field, in the words of their author.

Both sides are read from documents: what the writer cannot carry is no difference. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from balado.feed.document import Feed, Item, LiveItem

_SHOW_NAMES: Mapping[str, str] = {
    "feed_url": "publish.url",
    "image_url": "artwork",
    "show_type": "type",
    "people": "team",
    "paging": "archive",
    "is_archive": "archive",
}
_ITEM_NAMES: Mapping[str, str] = {
    "published": "date",
    "html": "notes",
    "image_url": "artwork",
    "episode_type": "type",
    "duration_s": "duration",
    "season_name": "seasons",
    "chapters_url": "chapter file",
    "content_links": "links",
    "enclosure": "recording",
}
"""Fields under another name than the author's key."""
_APART = ("items", "live", "built", "guid")
"""Told by themselves, or following from everything else."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is not what it was: its name for authors, and its values as text; empty where there was none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is `added`, `removed` or `changed`. `is_live` says that it is an announcement (a stream)."""

    kind: Literal["added", "removed", "changed"]
    guid: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    is_live: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs. `show` are the fields of the show itself."""

    show: tuple[FieldChange, ...] = ()
    items: tuple[ItemChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.show or self.items)


def difference(before: Feed, after: Feed) -> Difference:
    """What is not in `after` as it is in `before`: the items added, changed and removed, in that order of the feed."""
    show = tuple(_fields(before, after, _SHOW_NAMES))
    if before.guid != after.guid:
        show = (FieldChange("guid", before.guid, after.guid), *show)
    old, new = ({item.guid: item for item in feed.items} for feed in (before, after))
    streams = tuple(_streams(before.live, after.live))
    return Difference(show, (*_items(old, new), *streams))


def _items(old: Mapping[str, Item], new: Mapping[str, Item]) -> Iterator[ItemChange]:
    for guid, item in new.items():
        if guid not in old:
            yield ItemChange("added", guid, item.title, tuple(_fields(None, item, _ITEM_NAMES)))
        elif changed := tuple(_fields(old[guid], item, _ITEM_NAMES)):
            yield ItemChange("changed", guid, item.title, changed)
    yield from (ItemChange("removed", guid, item.title) for guid, item in old.items() if guid not in new)


def _streams(before: tuple[LiveItem, ...], after: tuple[LiveItem, ...]) -> Iterator[ItemChange]:
    old, new = ({live.item.guid: live for live in streams} for streams in (before, after))
    for guid, live in new.items():
        was = old.get(guid)
        names = ("status", "start", "end")
        own = tuple(
            FieldChange(f"live.{name}", value_text(getattr(was, name, None)), value_text(getattr(live, name)))
            for name in names
            if getattr(was, name, None) != getattr(live, name)
        )
        changed = (*own, *_fields(was.item if was is not None else None, live.item, _ITEM_NAMES))
        if changed:
            yield ItemChange("changed" if was is not None else "added", guid, live.item.title, changed, is_live=True)
    for guid, live in old.items():
        if guid not in new:
            yield ItemChange("removed", guid, live.item.title, is_live=True)


def _fields(before: Any, after: Any, names: Mapping[str, str]) -> Iterator[FieldChange]:
    """The fields that differ. Beside nothing: those that hold something."""
    for field in fields(after):
        old, new = getattr(before, field.name, None), getattr(after, field.name)
        if field.name in _APART or old == new:
            continue
        texts = value_text(old), value_text(new)
        if before is not None or texts[1] not in ("", "false"):
            yield FieldChange(names.get(field.name, field.name), *texts)


_CONTEXT = 24
_LONG = 100


def shortened(change: FieldChange) -> FieldChange:
    """The change on one line: of long texts that differ in a stretch only, that stretch and a few words around it."""
    before, after = (" ".join(text.split()) for text in (change.before, change.after))
    start = _same(before, after)
    end = _same(before[start:][::-1], after[start:][::-1])
    return FieldChange(change.field, _stretch(before, start, end), _stretch(after, start, end))


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _stretch(text: str, start: int, end: int) -> str:
    if len(text) <= _LONG:
        return text
    first, last = max(0, start - _CONTEXT), min(len(text), len(text) - end + _CONTEXT)
    if last - first > 2 * _LONG:
        last = first + 2 * _LONG
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def value_text(value: Any) -> str:
    """A value as an author would write it, on one line or, where it is long, on several."""
    if value is None or value is False or value == ():
        return "" if value is not False else "false"
    if value is True:
        return "true"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, tuple):
        return "\n".join(value_text(one) for one in value)
    parts = _parts(value)
    if parts is None:
        return str(value)
    return ", ".join(f"{name}: {text}" for name, text in parts if text)


def _parts(value: Any) -> list[tuple[str, str]] | None:
    if isinstance(value, BaseModel):
        names = [name for name in type(value).model_fields if name in value.__dict__]
    elif is_dataclass(value):
        names = [field.name for field in fields(value)]
    else:
        return None
    return [(name, value_text(getattr(value, name))) for name in names]
