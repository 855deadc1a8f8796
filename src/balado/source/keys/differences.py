"""What must be written where, so that the tree of a text becomes another one: the least that says it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from balado.source.keys.items import ItemPlan, planned
from balado.source.keys.nodes import Entry, Text, ValueNode
from balado.source.keys.replace import replaced
from balado.source.keys.splice import Splice, added_line, removed_lines, within_brackets
from balado.source.keys.written import Hand, Value, as_read, key_of, within_braces

Path = tuple[str, ...]
Order = Callable[[Path], Sequence[str]]
"""The keys of the group that a path leads to, in the order of the house."""


class UnplacedError(Exception):
    """A value that cannot be changed where it stands. `path` leads to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(".".join(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class _Here:
    """Where the walk is: the path of keys, and whether brackets are around."""

    path: Path = ()
    within: bool = False
    is_item: bool = False

    def down(self, name: str, node: ValueNode, *, is_item: bool = False) -> _Here:
        return _Here((*self.path, name), self.within or node.is_flow, is_item)


@dataclass(slots=True)
class Differences:
    """Collects what is to be written into a text."""

    text: Text
    hand: Hand
    order: Order
    splices: list[Splice] = field(default_factory=list)

    def of_root(self, node: ValueNode, old: Mapping[str, Any], new: Mapping[str, Value]) -> None:
        """What makes the text that of another tree. Raises UnplacedError."""
        self._group(node, old, new, _Here())

    def _value(self, entry: Entry, old: Any, new: Value, here: _Here) -> None:
        node = entry.node
        if as_read(new) == as_read(old):
            return
        if isinstance(old, dict) and isinstance(new, Mapping) and not old.keys().isdisjoint(new):
            self._group(node, old, new, here)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            self._list(node, old, new, here)
        elif not node.is_placed:
            raise UnplacedError(here.path)
        elif here.within:
            self.splices.append(_in_brackets(node, entry, new))
        else:
            self.splices += replaced(self.text, self.hand, entry, new, is_item=here.is_item)

    def _group(self, node: ValueNode, old: Mapping[str, Any], new: Mapping[str, Value], here: _Here) -> None:
        entries = node.entries or []
        first = {entry.name: entry for entry in reversed(entries)}
        if not old.keys() <= first.keys():
            raise UnplacedError(here.path)
        for name in old:
            if name in new:
                self._value(first[name], old[name], new[name], here.down(name, node))
        gone = frozenset(
            index
            for index, one in enumerate(entries)
            if first[one.name] is one and old.get(one.name) is not None and one.name not in new
        )
        kept = [entry for index, entry in enumerate(entries) if index not in gone]
        order = list(self.order(here.path))
        added = [(_behind(kept, name, order), name) for name in _ordered(new, order) if name not in old]
        if node.is_flow:
            texts = [(behind, f"{key_of(name)}: {within_braces(new[name])}") for behind, name in added]
            self._within(node, gone, texts)
            return
        column = self.text.column(entries[0].start)
        self.splices += removed_lines(self.text, entries, gone)
        for behind, name in added:
            beside = kept[behind - 1] if behind else (kept or entries)[0]
            written = self.hand.keyed(name, new[name], column)
            self.splices.append(added_line(self.text, beside, written, column, above=not behind))

    def _list(self, node: ValueNode, old: list[Any], new: list[Value], here: _Here) -> None:
        entries = node.entries or []
        if len(entries) != len(old):
            raise UnplacedError(here.path)
        plan = planned(old, new)
        for before, after in plan.changed:
            self._value(entries[before], old[before], new[after], here.down(str(before), node, is_item=True))
        kept = [entry for index, entry in enumerate(entries) if index not in plan.gone]
        if node.is_flow:
            texts = [(behind, self._moved(entries, plan, at) or within_braces(new[at])) for behind, at in plan.added]
            self._within(node, plan.gone, texts)
            return
        column = self.text.column(entries[0].start)
        self.splices += removed_lines(self.text, entries, plan.gone)
        for behind, at in plan.added:
            beside = kept[behind - 1] if behind else (kept or entries)[0]
            is_below = beside.node.entries is not None and not beside.node.is_flow
            item = self._moved(entries, plan, at) or f"-{self.hand.behind_dash(new[at], column, below=is_below)}"
            self.splices.append(added_line(self.text, beside, item, column, above=not behind))

    def _within(self, node: ValueNode, gone: frozenset[int], added: Sequence[tuple[int, str]]) -> None:
        if gone or added:
            self.splices += within_brackets(self.text, node, gone, added)

    def _moved(self, entries: Sequence[Entry], plan: ItemPlan, at: int) -> str | None:
        """The very text of an item that stands elsewhere in its list now, its comment too."""
        if at not in plan.moved:
            return None
        entry = entries[plan.moved[at]]
        ends = entry.node.end if entry.start == entry.behind else self.text.end_of_line(entry.node.end)
        return self.text.text[entry.start : ends]


def _in_brackets(node: ValueNode, entry: Entry, new: Value) -> Splice:
    if node.start == node.end:  # nothing stands behind the colon
        return Splice(entry.behind, entry.behind, f" {within_braces(new)}")
    return Splice(node.start, node.end, within_braces(new) or "null")


def _ordered(names: Mapping[str, Value], order: Sequence[str]) -> list[str]:
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def _behind(kept: Sequence[Entry], name: str, order: Sequence[str]) -> int:
    """Behind how many of the keys that stay a new one is written: where the house would write it."""
    if name not in order:
        return len(kept)
    ranks = [order.index(entry.name) if entry.name in order else -1 for entry in kept]
    before = [index for index, rank in enumerate(ranks) if 0 <= rank < order.index(name)]
    return max(before, key=lambda index: (ranks[index], index)) + 1 if before else 0
