"""How a file is written by its author: how far its groups and lists are indented. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from balado.source.keys.nodes import Text, ValueNode
from balado.source.keys.written import Hand


def hand_of(text: Text, root: ValueNode | None) -> Hand:
    """The indentation of the first group and of the first list on lines of their own, else that of the house."""
    groups, lists = 0, -1
    for column, inner, is_list in _blocks(text, root):
        if is_list and lists < 0:
            lists = inner - column
        elif not is_list and not groups:
            groups = inner - column
    return Hand(groups or 2, lists if lists >= 0 else 2)


def _blocks(text: Text, root: ValueNode | None) -> Iterator[tuple[int, int, bool]]:
    """The column of each key of the top level that has such a value, the column of that, and whether it is a list."""
    for entry in (root.entries if root and not root.is_flow else None) or ():
        node = entry.node
        if node.entries and not node.is_flow and text.is_first_on_line(node.start):
            yield text.column(entry.start), text.column(node.start), text.text[node.start] == "-"
