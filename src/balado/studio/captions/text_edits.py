"""What a person changed in a text, word by word: whatever stayed keeps its marks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_PIECES = 2000
"""Comparing takes the square of their number: of more, what lies between the ends that are alike is one change."""


def text_edits(old: str, new: str) -> list[tuple[int, int, str]]:
    """The stretches of `old` (first sign, the one behind the last) that are written otherwise in `new`, in order."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    begin = _alike(before, after)
    end = _alike(before[begin:][::-1], after[begin:][::-1])
    middle, changed = before[begin : len(before) - end], after[begin : len(after) - end]
    at = sum(map(len, before[:begin]))
    return list(_edits(middle, changed, at))


def _edits(old: list[str], new: list[str], at: int) -> Iterator[tuple[int, int, str]]:
    if len(old) + len(new) > _MOST_PIECES:
        yield at, at + sum(map(len, old)), "".join(new)
        return
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            start = at + sum(map(len, old[:first]))
            yield start, start + sum(map(len, old[first:last])), "".join(new[new_first:new_last])


def _alike(one: list[str], other: list[str]) -> int:
    """How many pieces both begin with."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
