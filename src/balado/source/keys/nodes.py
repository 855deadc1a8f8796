"""Where each value of a YAML text stands: from which character to which, its key and its colon too.

The tree itself is the reader's (`yaml/reader.py`), which alone decides what a file says. ruamel.yaml, which keeps
comments through a round trip, is not used: it writes a file anew, in its own indentation and its own lines, and what
nobody changed would not be the same bytes. The marks of the parser that reads the file anyway say where a value
stands. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from balado.source.yaml.reader import LOADER

_COLON = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[ \t]*:")
_DASH = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[ \t]*-")
_HEADER = re.compile(r"(?:[&!]\S+[ \t]+)*[|>][0-9+-]{0,2}")


@dataclass(slots=True)
class ValueNode:
    """A value. `start` and `end` are characters of the text; `style` is that of a text: `|`, `>`, `"`, `'` or none.

    `header_end` is where the sign of a block of text (`|-`) ends. `is_placed` is false for a value that stands
    elsewhere too, or that more than its text is said of: an alias, an anchor, a tag.
    """

    start: int
    end: int
    is_flow: bool = True
    style: str = ""
    header_end: int = 0
    entries: list[Entry] | None = None
    is_placed: bool = True

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a group on lines of its own, or a block of text."""
        return bool(self.header_end) or (self.entries is not None and not self.is_flow)


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list. `behind` is the character behind its colon or its dash.

    In a list within brackets, where nothing stands before an item, `start` and `behind` are where the item begins.
    """

    name: str
    start: int
    behind: int
    node: ValueNode


@dataclass(slots=True)
class Text:
    """A text of YAML and its lines."""

    text: str

    def begin_of_line(self, position: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, position) + 1

    def end_of_line(self, position: int) -> int:
        """Where the line of a character ends, before the sign that ends it."""
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    def column(self, position: int) -> int:
        """How many characters stand before one on its line."""
        return position - self.begin_of_line(position)

    def is_first_on_line(self, position: int) -> bool:
        """Whether nothing but blanks stands before a character on its line."""
        return not self.text[self.begin_of_line(position) : position].strip(" \t")


def root_of(text: str) -> ValueNode | None:
    """The group that a text consists of; None where it has no keys. Raises yaml.YAMLError where it is no YAML."""
    loader = LOADER(text)
    try:
        placing = _Placing(Text(text), loader.get_event)
        while not isinstance(event := loader.get_event(), MappingStartEvent):
            if isinstance(event, StreamEndEvent):
                return None
        return placing.node(event)
    finally:
        loader.dispose()


@dataclass(frozen=True, slots=True)
class _Placing:
    text: Text
    next: Callable[[], Any]

    def node(self, event: Any) -> ValueNode:
        """The place of the value that an event begins."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            return ValueNode(start, end, is_placed=False)
        is_placed = event.anchor is None and event.tag is None
        if isinstance(event, ScalarEvent):
            node = self._scalar(event, start, end)
            node.is_placed = is_placed
            return node
        is_flow = bool(event.flow_style)
        is_group = isinstance(event, MappingStartEvent)
        entries, end = self._pairs() if is_group else self._items(start, is_flow=is_flow)
        if not is_flow and entries:
            end = entries[-1].node.end
        return ValueNode(start, end, is_flow, entries=entries, is_placed=is_placed)

    def _scalar(self, event: Any, start: int, end: int) -> ValueNode:
        style = event.style or ""
        if style not in ("|", ">"):
            return ValueNode(start, end, style=style)
        header = _HEADER.match(self.text.text, start)
        header_end = header.end() if header else start + 1
        content = self.text.text[start:end]
        # Blank lines below are part of the text only where its header says so.
        kept = content.removesuffix("\n") if "+" in self.text.text[start:header_end] else content.rstrip(" \t\n")
        return ValueNode(start, max(start + len(kept), self.text.end_of_line(start)), False, style, header_end)

    def _pairs(self) -> tuple[list[Entry], int]:
        """The entries of a group, and where the sign at its end stands."""
        entries: list[Entry] = []
        while not isinstance(event := self.next(), MappingEndEvent):
            end = self.node(event).end
            colon = _COLON.match(self.text.text, end)
            behind = colon.end() if colon else end
            name = event.value if isinstance(event, ScalarEvent) else ""
            entries.append(Entry(name, event.start_mark.index, behind, self.node(self.next())))
        return entries, _end_of(event)

    def _items(self, behind: int, *, is_flow: bool) -> tuple[list[Entry], int]:
        """The same of a list that begins at this character."""
        entries: list[Entry] = []
        while not isinstance(event := self.next(), SequenceEndEvent):
            dash = None if is_flow else _DASH.match(self.text.text, behind)
            begin = dash.end() if dash else event.start_mark.index
            node = self.node(event)
            entries.append(Entry("", begin - 1 if dash else begin, begin, node))
            behind = node.end
        return entries, _end_of(event)


def _end_of(event: Any) -> int:
    end: int = event.end_mark.index
    return end
