"""Two texts side by side: which of their words are in one of them only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from balado.source.secrecy import masked

if TYPE_CHECKING:
    from balado.feed.difference import FieldChange

_WORDS = re.compile(r"\s+|[^\s]+")
_MOST_WORDS = 4_000
"""Longer texts are shown as they are: what compares words takes the square of their number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text; `differs` says that the other text has it not."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field of the feed as it is live and as it will be."""

    field: str
    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]


def compared(change: FieldChange) -> ComparedField:
    """The field with the words that differ. Credentials are hidden before anything is compared."""
    before, after = masked(change.before), masked(change.after)
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old or not new or len(old) + len(new) > _MOST_WORDS:
        return ComparedField(change.field, _whole(before), _whole(after))
    left: list[Stretch] = []
    right: list[Stretch] = []
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = kind != "equal"
        left += _whole("".join(old[first:last]), differs=differs)
        right += _whole("".join(new[begin:end]), differs=differs)
    return ComparedField(change.field, tuple(left), tuple(right))


def _whole(text: str, *, differs: bool = True) -> tuple[Stretch, ...]:
    return (Stretch(text, differs),) if text else ()
