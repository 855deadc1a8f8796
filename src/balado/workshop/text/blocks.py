"""A text as every office program has it: paragraphs, headings and items of lists, with emphasis and links. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

BREAK = "\n"
"""A line break within a block."""

_BLANKS = re.compile(r"[ \t\r\f\v]+")
_NOT_SHOWN = re.compile(
    "[^\t\n\r -\x7e\u00a0-\u200a\u200c-\u2027\u202f-\u2065\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_BEHIND_ADDRESS = ".,;:!?)]}'’…"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style; `href` is where it leads."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """Where an item stands: how deep (0: in a list that is in none), in which list, as what number (None: a bullet)."""

    depth: int
    list_id: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph; with a `heading` level (1 to 6) a heading; with an `item` one of a list, or a paragraph within one.

    `continues` says that it is a further paragraph of the item before.
    """

    spans: tuple[Span, ...]
    heading: int = 0
    item: ListItem | None = None
    quoted: bool = False
    continues: bool = False

    @property
    def text(self) -> str:
        """What is written in it, without styles; its lines end with BREAK."""
        return "".join(span.text for span in self.spans)


@dataclass(slots=True)
class OfficeText:
    """What was read: the blocks, and how much of what notes cannot hold was left out.

    `pictures` are their descriptions, empty where there is none; `hidden` counts stretches that the program hides, and
    `cut` links that nobody may be led to.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    tables: int = 0
    hidden: int = 0
    cut: list[str] = field(default_factory=list)


def tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same without blanks that nobody sees, and with equal neighbours joined."""
    found: list[Span] = []
    for style, group in groupby(spans, key=lambda span: replace(span, text="")):
        text = _BLANKS.sub(" ", _NOT_SHOWN.sub("", "".join(span.text for span in group)))
        before = found[-1].text if found else BREAK
        if before.endswith((" ", BREAK)):
            text = text.lstrip(" ")
        text = re.sub(r" *\n *", BREAK, text)
        if text.startswith(BREAK) and found:
            found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
        if not text:
            continue
        if found and replace(found[-1], text="") == style:
            found[-1] = replace(style, text=found[-1].text + text)
        else:
            found.append(replace(style, text=text))
    return _stripped(found)


def _stripped(spans: list[Span]) -> tuple[Span, ...]:
    while spans and not spans[0].text.lstrip():
        spans.pop(0)
    while spans and not spans[-1].text.rstrip():
        spans.pop()
    if spans:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip())
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    return tuple(spans)


def with_links(spans: Iterable[Span]) -> Iterator[Span]:
    """The same; an address that is only written leads there."""
    for span in spans:
        at = 0
        for found in () if span.href else _ADDRESS.finditer(span.text):
            address = found[0].rstrip(_BEHIND_ADDRESS)
            if address.endswith("//"):
                continue
            yield replace(span, text=span.text[at : found.start()])
            yield replace(span, text=address, href=address)
            at = found.start() + len(address)
        yield replace(span, text=span.text[at:])
