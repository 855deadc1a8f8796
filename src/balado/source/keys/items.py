"""How a list becomes another: which of its items go, which are changed, which are new, and which only moved. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from balado.source.keys.written import as_read

_IDENTITIES = ("person", "name", "file", "url", "uri", "start", "word", "feed_guid", "title")


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """The numbers of old items that go, pairs of old and new ones that are changed.

    `added` are new items, each behind so many of the old ones that stay; `moved` gives the old item that one was.
    """

    gone: frozenset[int]
    changed: Sequence[tuple[int, int]]
    added: Sequence[tuple[int, int]]
    moved: Mapping[int, int]


def planned(old: Sequence[Any], new: Sequence[Any]) -> ItemPlan:
    """The plan by which a list becomes another one: as few of its items as that takes are touched."""
    before, after = ([json.dumps(as_read(item), sort_keys=True) for item in items] for items in (old, new))
    gone: list[int] = []
    fresh: list[tuple[int, int]] = []
    pairs: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, list(map(_identity, old)), list(map(_identity, new)), autojunk=False)
    for _, begin, end, first, last in matcher.get_opcodes():
        shared = min(end - begin, last - first)
        pairs += zip(range(begin, begin + shared), range(first, first + shared), strict=True)
        gone += range(begin + shared, end)
        fresh += [(begin + shared, at) for at in range(first + shared, last)]
    moved = _moved_items(before, after, gone, fresh)
    added = [(begin - sum(index < begin for index in gone), at) for begin, at in fresh]
    return ItemPlan(frozenset(gone), pairs, added, moved)


def _identity(item: Any) -> str:
    """By what an item of a list is known again when the rest of it is changed."""
    if isinstance(item, Mapping):
        return next((str(as_read(item[name])) for name in _IDENTITIES if item.get(name)), json.dumps(as_read(item)))
    return json.dumps(as_read(item))


def _moved_items(
    before: Sequence[str], after: Sequence[str], gone: Sequence[int], fresh: Sequence[tuple[int, int]]
) -> Mapping[int, int]:
    """Which of the items that go is which of the new ones."""
    places: dict[str, list[int]] = {}
    for index in gone:
        places.setdefault(before[index], []).append(index)
    return {at: places[after[at]].pop(0) for _, at in fresh if places.get(after[at])}
