"""Rows of the dialect as the text of a document, each made ready once: a large feed is mostly rows.

Making an element of lxml for each tag and having it written takes four times as long. What is written is the same to
the byte: one line a tag, two blanks for each level, escaped as lxml escapes. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from balado.feed.tag import Slot, Tag
from balado.feed.values import LOWER, TEXT

Render = Callable[[Any], str]
"""An object of the feed -> the lines of its tags, each begun with a line break; empty when there is nothing to say."""

_Attribute = tuple[str, Callable[[Any], Any], tuple[Any, ...], Render | None]

INDENT = "  "
_ODD = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]').search
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]").search
_IN_TEXT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))
_IN_ATTRIBUTE = (*_IN_TEXT, ('"', "&quot;"), ("\n", "&#10;"), ("\t", "&#9;"))


def escape_text(value: str) -> str:
    """Text between tags. Raises ValueError for a character that XML has no word for."""
    return _escaped(value, _IN_TEXT) if _ODD(value) else value


def escape_attribute(value: str) -> str:
    """Text between quotes. Raises ValueError for a character that XML has no word for."""
    return _escaped(value, _IN_ATTRIBUTE) if _ODD(value) else value


def rows(table: Iterable[Tag], depth: int) -> Render:
    """What writes these rows of an object; `depth` is how many elements they stand in.

    Raises ValueError for a character that XML has no word for.
    """
    renders = tuple(_row(tag, depth) for tag in table)
    return lambda parent: "".join([render(parent) for render in renders])


def _row(tag: Tag, depth: int) -> Render:
    find, one = tag.get or attrgetter(tag.field), _element(tag, depth)

    def several(parent: Any) -> str:
        return "".join(map(one, find(parent)))

    def at_most_one(parent: Any) -> str:
        thing = find(parent)
        return "" if thing is None else one(thing)

    return several if tag.many else at_most_one


def _element(tag: Tag, depth: int) -> Render:
    """What writes one occurrence of a tag. The loop over its attributes is where the time of a large feed goes."""
    margin = f"\n{INDENT * depth}"
    fixed = "".join(f' {name}="{_escaped(value, _IN_ATTRIBUTE)}"' for name, value in tag.fixed.items())
    opening, closing = f"{margin}<{tag.name}{fixed}", f"</{tag.name}>"
    attributes = tuple(map(_attribute, tag.attributes))
    inner = _text(tag.text) if tag.text else None
    children = tuple(_row(child, depth + 1) for child in tag.children)

    def render(thing: Any) -> str:
        head = opening
        for name, find, unsaid, form in attributes:
            value = find(thing)
            if value is None or value in unsaid:
                continue
            if form is not None:
                value = form(value)
            elif _ODD(value):
                value = _escaped(value, _IN_ATTRIBUTE)
            head += f'{name}{value}"'
        if children and (below := "".join([child(thing) for child in children])):
            return f"{head}>{below}{margin}{closing}"
        return f"{head}>{text}{closing}" if inner and (text := inner(thing)) else f"{head}/>"

    return render


def _attribute(slot: Slot) -> _Attribute:
    """Name and quote, where its value is, what is left out, how it is written (None: it is text)."""
    unsaid = () if slot.required or slot.default is None else (slot.default,)
    return f' {slot.name}="', _finding(slot), unsaid, _writing(slot)


def _text(slot: Slot) -> Render:
    find, form = _finding(slot), _writing(slot)

    def render(thing: Any) -> str:
        value = find(thing)
        if value is None:
            return ""
        if form is not None:
            return form(value)
        return _escaped(value, _IN_TEXT) if _ODD(value) else str(value)

    return render


def _finding(slot: Slot) -> Callable[[Any], Any]:
    return attrgetter(slot.field) if slot.field else lambda thing: thing


def _writing(slot: Slot) -> Render | None:
    """None for text, which must be escaped; all other forms are of letters and digits alone."""
    return None if slot.form in (TEXT, LOWER) else slot.form.write


def _escaped(value: str, letters: tuple[tuple[str, str], ...]) -> str:
    if _FORBIDDEN(value):
        raise ValueError(f"not XML compatible: {value!r}")
    for letter, entity in letters:
        value = value.replace(letter, entity)
    return value
