"""Apple categories as authors write them: `Government`, `Society & Culture > Documentary`. Pure."""

from __future__ import annotations

from functools import partial
from typing import Any

from balado.message import Message, say
from balado.show.values.nearest import nearest
from balado.show.values.plain import Instead, one_line, wrong
from balado.show.vocabulary import CATEGORIES, OBSOLETE_CATEGORIES

LINES: tuple[str, ...] = tuple(
    line for name, under in CATEGORIES.items() for line in (name, *(f"{name} > {sub}" for sub in under))
)
"""Every category as it is written in feed.yaml."""

_BY_SMALL_LETTERS = {line.casefold(): line for line in LINES}


def parts_of(value: Any) -> Any:
    """The fields of a category from its line; anything but text is left as it is. Raises what `wrong` makes."""
    if not isinstance(value, str):
        return value
    written = one_line(value)
    line = " > ".join(part.strip() for part in written.split(">"))
    if line not in LINES:
        what = say("“{text}” is not an Apple category.", text=written)
        raise wrong(what, partial(_remedy, line), _instead(written, line))
    name, _, subcategory = line.partition(" > ")
    return {"name": name, "subcategory": subcategory or None}


def _instead(written: str, line: str) -> Instead | None:
    """The category that took the place of this one, or that differs in capital letters only."""
    known = OBSOLETE_CATEGORIES.get(line) or _BY_SMALL_LETTERS.get(line.casefold())
    return Instead(written, known) if known else None


def _remedy(line: str) -> Message:
    if line in OBSOLETE_CATEGORIES:
        return say("Apple replaced it: write “{line}”.", line=OBSOLETE_CATEGORIES[line])
    if same := _BY_SMALL_LETTERS.get(line.casefold()):
        return say("Write “{line}”.", line=same)
    last = line.rpartition(" > ")[2].casefold()
    under = [known for known in LINES if known.rpartition(" > ")[2].casefold() == last]
    if under:
        return say("Write “{line}”.", line=under[0])
    by_name = {known.rpartition(" > ")[2]: known for known in reversed(LINES)}
    if near := nearest(line, LINES) or by_name.get(nearest(last, by_name) or ""):
        return say("Did you mean “{near}”?", near=near)
    return say("Write one of: {names}.", names=", ".join(CATEGORIES))
