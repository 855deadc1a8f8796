"""A value written in the place of another one, comments beside it kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.source.keys.nodes import Entry, Text
from balado.source.keys.splice import Splice
from balado.source.keys.written import Hand, Value, block_of, like

_INDENT = re.compile(r"\n( +)\S")


def replaced(text: Text, hand: Hand, entry: Entry, new: Value, *, is_item: bool) -> Iterator[Splice]:
    """A value outside brackets becomes another one."""
    node, behind = entry.node, entry.behind
    written = _written(text, hand, entry, new, is_item=is_item)
    head, below, rest = written.partition("\n")
    is_beside = text.begin_of_line(node.start) <= behind
    if node.start == node.end:
        yield Splice(behind, behind, head)
        yield from _below(text.end_of_line(behind), below + rest)
    elif node.header_end:  # the comment behind the sign of a block stays, its lines go
        yield _instead(text, behind if is_beside else None, node.start, node.header_end, head)
        line_end = text.end_of_line(node.start)
        yield Splice(line_end, max(line_end, text.end_of_line(node.end)), below + rest)
    elif is_beside or (not below and not node.is_block):
        yield _instead(text, behind if is_beside else None, node.start, node.end, head)
        yield from _below(text.end_of_line(node.end), below + rest)
    else:
        yield Splice(behind, behind, head)
        yield from _below(text.end_of_line(behind), below + rest)
        end = text.end_of_line(node.end) if node.is_block else node.end
        yield Splice(text.begin_of_line(node.start) - 1, end, "")


def _instead(text: Text, behind: int | None, start: int, end: int, head: str) -> Splice:
    """What stands in the line of a key; the blanks behind its colon stay where there is a value."""
    if head or behind is None:
        return Splice(start, end, head.removeprefix(" "))
    rest = text.text[end : text.end_of_line(end)]
    comment = rest.lstrip(" \t")  # behind a dash, YAML takes no tab
    return Splice(behind, end + len(rest) - len(comment), "  " if comment else "")


def _below(line_end: int, written: str) -> Iterator[Splice]:
    if written:
        yield Splice(line_end, line_end, written)


def _written(text: Text, hand: Hand, entry: Entry, new: Value, *, is_item: bool) -> str:
    """What follows the colon or the dash: in the form that the old value had, where it can be."""
    node, column = entry.node, text.column(entry.start)
    if isinstance(new, str) and node.header_end:
        found = _INDENT.search(text.text, node.start, node.end)
        indent = len(found[1]) if found else column + 2
        block = block_of(new, max(indent, column + 1), folded=node.style == ">", single=True)
        if block is not None:
            return f" {block}"
    written = hand.behind_dash(new, column) if is_item else hand.behind_key(new, column)
    if isinstance(new, str) and node.style in ('"', "'") and "\n" not in written:
        return f" {like(new, node.style)}"
    return written
