"""Sentences as a terminal shows them: tones as colours, titles no longer than a line has room for. Pure.

A tone is marked by characters that are no letters (U+FDD0 to U+FDEF, Unicode 23.7) and that no value can hold. Colours
are those of ECMA-48, "select graphic rendition": the sixteen whose look each person's terminal sets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import get_args

from balado.message import Tone

_COLOURS: Mapping[Tone, str] = {
    "error": "1;31",
    "warning": "1;33",
    "advice": "36",
    "remedy": "36",
    "heading": "1",
    "good": "1;32",
    "added": "32",
    "removed": "31",
    "changed": "33",
    "quiet": "2",
}
_END = "\ufdd0"
_BEGINS: Mapping[Tone, str] = {tone: chr(0xFDD1 + number) for number, tone in enumerate(get_args(Tone))}
_TONES = {begin: tone for tone, begin in _BEGINS.items()}
_MARKS = re.compile("[\ufdd0-\ufdef]")
_TITLE = re.compile(f"{_BEGINS['title']}([^\ufdd0-\ufdef]*){_END}")
_SHORTEST_TITLE = 16
"""So many columns of a title are shown however narrow the line is."""


def mark(tone: Tone, text: str) -> str:
    """The text as one that has this tone."""
    return f"{_BEGINS[tone]}{text}{_END}"


def laid_out(text: str, width: int | None, *, colours: bool) -> str:
    """The text with colours in place of its marks, or none; titles as lines of this width hold them (None: whole)."""
    told = "\n".join(_with_short_titles(line, width) for line in text.split("\n"))
    return _in_colours(told) if colours else _MARKS.sub("", told)


def columns_of(text: str) -> int:
    """How many columns of a terminal a line takes, marks left out (UAX 11: East Asian letters take two)."""
    return sum(map(_columns, _MARKS.sub("", text)))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _with_short_titles(line: str, width: int | None) -> str:
    titles = [] if width is None else _TITLE.findall(line)
    room = 0
    if width is not None and titles:
        others = columns_of(line) - sum(map(columns_of, titles))
        room = max(_SHORTEST_TITLE, (width - others) // len(titles))
    return _TITLE.sub(lambda found: _shortened(found[1], room) if room else found[1], line)


def _shortened(title: str, room: int) -> str:
    if columns_of(title) <= room:
        return title
    taken, end = 0, 0
    while taken + _columns(title[end]) < room:
        taken += _columns(title[end])
        end += 1
    return f"{title[:end].rstrip()}…"


def _in_colours(text: str) -> str:
    around: list[str] = []

    def change(found: re.Match[str]) -> str:
        tone = _TONES.get(found[0])
        if tone is not None:
            around.append(f"\x1b[{_COLOURS.get(tone, '')}m")
            return around[-1]
        if around:
            around.pop()
        return "\x1b[m" + "".join(around)

    return _MARKS.sub(change, text)
