"""Apple categories as authors write them: `Government`, `Society & Culture > Documentary`, or in French. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Any

from balado.message import InLanguages, Message, say
from balado.show.french_categories import FRENCH_CATEGORIES
from balado.show.values.nearest import nearest
from balado.show.values.plain import Instead, one_line, wrong
from balado.show.vocabulary import CATEGORIES, OBSOLETE_CATEGORIES

LINES: tuple[str, ...] = tuple(
    line for name, under in CATEGORIES.items() for line in (name, *(f"{name} > {sub}" for sub in under))
)
"""Every category as it is written in feed.yaml."""

FRENCH_LINES: Mapping[str, str] = {
    line: " > ".join(FRENCH_CATEGORIES[part][0] for part in line.split(" > ")) for line in LINES
}
"""The same in French."""

_BY_SMALL_LETTERS = {line.casefold(): line for line in LINES}


def _folded(name: str) -> str:
    """A name without what is written in several ways: capitals, accents, hyphens, “&”, the form of an apostrophe."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").replace("-", " ").replace("&", " et "))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


_IN_FRENCH = {name: frozenset(map(_folded, called)) for name, called in FRENCH_CATEGORIES.items()}
_BY_LINE = {**{french: line for line, french in FRENCH_LINES.items()}, **{line: line for line in LINES}}
_BY_LAST_NAME = {
    name: line
    for line in reversed(LINES)
    for last in [line.rpartition(" > ")[2]]
    for name in (*FRENCH_CATEGORIES[last], last)
}


def parts_of(value: Any) -> Any:
    """The fields of a category from its line; anything but text is left as it is. Raises what `wrong` makes."""
    if not isinstance(value, str):
        return value
    written = one_line(value)
    line = " > ".join(part.strip() for part in written.split(">"))
    called = lines_called(line)
    if len(called) != 1:
        what = say("“{text}” is not an Apple category.", text=written)
        raise wrong(what, partial(_remedy, line, called), None if called else _instead(written, line))
    name, _, subcategory = called[0].partition(" > ")
    return {"name": name, "subcategory": subcategory or None}


def lines_called(line: str) -> tuple[str, ...]:
    """The categories that this is the name of: in English letter by letter, or in French."""
    if line in LINES:
        return (line,)
    name, _, subcategory = line.partition(" > ")
    tops = [top for top in CATEGORIES if _is_called(top, name)]
    if not subcategory:
        return tuple(tops)
    return tuple(f"{top} > {sub}" for top in tops for sub in CATEGORIES[top] if _is_called(sub, subcategory))


def _is_called(name: str, written: str) -> bool:
    return written == name or _folded(written) in _IN_FRENCH[name]


def _instead(written: str, line: str) -> Instead | None:
    """The category that took the place of this one, or that differs in capital letters only."""
    known = OBSOLETE_CATEGORIES.get(line) or _BY_SMALL_LETTERS.get(line.casefold())
    return Instead(written, known) if known else None


def _remedy(line: str, called: tuple[str, ...]) -> Message:
    if line in OBSOLETE_CATEGORIES:
        return say("Apple replaced it: write “{line}”.", line=_named(OBSOLETE_CATEGORIES[line]))
    same = _BY_SMALL_LETTERS.get(line.casefold())
    if same and not called:
        return say("Write “{line}”.", line=_named(same))
    last = line.rpartition(" > ")[2]
    under = called or [known for known in LINES if _is_under(known, last)]
    if len(under) > 1:
        return say("Write “{one}” or “{other}”.", one=_named(under[0]), other=_named(under[1]))
    if under:
        return say("Write “{line}”.", line=_named(under[0]))
    if near := _BY_LINE.get(nearest(line, _BY_LINE) or "") or _BY_LAST_NAME.get(nearest(last, _BY_LAST_NAME) or ""):
        return say("Did you mean “{near}”?", near=_named(near))
    french = (FRENCH_CATEGORIES[name][0] for name in CATEGORIES)
    return say("Write one of: {names}.", names=InLanguages({"en": ", ".join(CATEGORIES), "fr": ", ".join(french)}))


def _is_under(line: str, name: str) -> bool:
    """Whether the last part of this category is called so, in capitals or small letters."""
    last = line.rpartition(" > ")[2]
    return last.casefold() == name.casefold() or _is_called(last, name)


def _named(line: str) -> InLanguages:
    return InLanguages({"en": line, "fr": FRENCH_LINES[line]})
