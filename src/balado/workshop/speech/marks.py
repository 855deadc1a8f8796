"""What a draft marks for its reader: words that may be wrong, and speakers without a name. Pure.

Both are in the draft's own format, WebVTT: `<c.unsure>words</c>`, which players show as plain words, and `<v Voice 1>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

_UNSURE = re.compile(r"<c\.unsure>((?:(?!</?c[.>\s])[^\0])*?)</c>")
_LEFT = re.compile(r"<c\.unsure>")
_UNNAMED = re.compile(r"<v[^\S\n]+(?:Voice|Voix)[^\S\n]+[0-9]{1,3}>")
_TIMES = re.compile(r"^[ \t]*(?:([0-9]+):)?([0-9]{2}):([0-9]{2})[.,]([0-9]{3})[ \t]*-->")
_PLACEHOLDERS = {"fr": "Voix"}


@dataclass(frozen=True, slots=True)
class Marks:
    """How many words are marked, where the captions begin that hold them, and how many captions name no speaker."""

    unsure: int = 0
    starts: tuple[timedelta, ...] = ()
    unnamed: int = 0


def placeholder(language: str) -> str:
    """What stands for a speaker nobody has named yet, in the language of the recording."""
    return f"{_PLACEHOLDERS.get(language.lower().partition('-')[0], 'Voice')} 1"


def is_placeholder(name: str) -> bool:
    """Whether the name of a speaker is only a number."""
    return _UNNAMED.fullmatch(f"<v {name}>") is not None


def marked(words: str) -> str:
    """Words that may be wrong, as WebVTT shows that."""
    return f"<c.unsure>{words}</c>"


def marks_in(text: str) -> Marks:
    """What is marked in a draft."""
    unsure, starts = 0, []
    for start, words in _captions(text):
        count = sum(len(found[1].split()) for found in _UNSURE.finditer(words))
        unsure += count
        if count:
            starts.append(start)
    return Marks(unsure, tuple(starts), len(_UNNAMED.findall(text)))


def without_marks(text: str) -> str:
    """The draft with its words alone: nothing marked, and no speaker who is only a number."""
    return _UNNAMED.sub("", _LEFT.sub("", _UNSURE.sub(r"\1", text)))


def _captions(text: str) -> Iterator[tuple[timedelta, str]]:
    start: timedelta | None = None
    words: list[str] = []
    for line in [*text.split("\n"), ""]:
        found = _TIMES.match(line)
        if found is not None:
            hours, minutes, seconds, thousandths = (int(part or 0) for part in found.groups())
            start = timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=thousandths)
        elif line.strip():
            words.append(line)
        else:
            if start is not None:
                yield start, "\n".join(words)
            start, words = None, []
