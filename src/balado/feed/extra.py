"""Elements that Balado has no key for, as the text of a document: where they stood, as they stood. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from balado.feed.document import Feed
from balado.feed.markup import INDENT, escape_attribute, escape_text
from balado.show.extra import KNOWN_NAMESPACES, Extra, elements, prefix_of

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")
"""Addresses that lxml takes for a namespace; any other is declared where it is used."""


def spaces_of(feed: Feed) -> dict[str, str]:
    """The namespaces of all of a feed's extra elements by prefix: of two under one prefix, the first."""
    items = chain(feed.items, (live.item for live in feed.live))
    every = chain(feed.extra, chain.from_iterable(item.extra for item in items))
    found: dict[str, str] = {}
    for extra in chain.from_iterable(map(elements, every)):
        for prefix, space in _spaces(extra):
            if prefix.isascii() and _PLAIN.fullmatch(space):
                found.setdefault(prefix, space)
    return found


def extra_lines(extras: Iterable[Extra], spaces: Mapping[str, str], depth: int) -> str:
    """Their lines, each begun with a line break. `spaces` are the namespaces declared above, `depth` as for rows.

    Raises ValueError for a character that XML has no word for.
    """
    return "".join(chain.from_iterable(_element(extra, spaces, depth) for extra in extras))


def _spaces(extra: Extra) -> Iterator[tuple[str, str]]:
    """What the prefixes of one element and its attributes stand for."""
    own = prefix_of(extra.name)
    for prefix in (own, *map(prefix_of, extra.attributes)):
        space = extra.namespace if prefix == own and extra.namespace else KNOWN_NAMESPACES.get(prefix)
        if prefix and prefix != "xml" and space:
            yield prefix, space


def _element(extra: Extra, above: Mapping[str, str], depth: int) -> Iterator[str]:
    declared = {prefix: space for prefix, space in _spaces(extra) if above.get(prefix) != space}
    within = {**above, **declared} if declared else above
    margin = f"\n{INDENT * depth}"
    yield f"{margin}<{extra.name}"
    for name, value in chain(
        ((f"xmlns:{prefix}", space) for prefix, space in declared.items()), extra.attributes.items()
    ):
        yield f' {name}="{escape_attribute(value)}"'
    if not extra.text and not extra.children:
        yield "/>"
        return
    yield f">{escape_text(extra.text or '')}"
    for child in extra.children:
        yield from _element(child, within, depth + 1)
    yield f"{margin if extra.children else ''}</{extra.name}>"
