"""HTML as people write it into notes: its pieces, told apart from text that only looks like it. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from balado.show.values.html_names import is_element

_OF_WORD = r"</?(?:[ovwxm]|st1|xml):[A-Za-z][^<>]*>"
OF_WORD = re.compile(_OF_WORD)
"""Tags that Word leaves in what is pasted from it."""
_PIECE = re.compile(
    rf"<!--.*?(?:-->|\Z)|<[!?][^<>]*>|{_OF_WORD}"
    r"|<(/?)([A-Za-z][A-Za-z0-9]*)((?:[\s/](?:\"[^\"]*\"|'[^']*'|[^\"'<>])*)?)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>`]+)))?")
_WITHOUT_VALUE_NAMES = (
    "allowfullscreen async autoplay checked compact controls defer disabled hidden ismap loop multiple muted nowrap"
    " open playsinline readonly required reversed selected download itemscope noshade alt"
)
_WITHOUT_VALUE = frozenset(_WITHOUT_VALUE_NAMES.split())
DRAWINGS = frozenset(["svg", "math"])
_SAID = frozenset(["href", "src", "alt", "title", "data", "poster", "start", "value", "cite", "summary", "action"])
"""Attributes whose values are words or addresses that a page would give to people."""

_ADDRESSES = frozenset(["href", "src", "data", "poster", "cite", "action"])
_AROUND = "".join(map(chr, range(0x21)))
_LINE_BREAKS = re.compile("[\t\n\r]")


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A tag. `attributes` have their entities undone; their names, and that of the tag, are in small letters."""

    name: str
    line: int
    is_closing: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> Iterator[str]:
        """The words and addresses in it."""
        return (value for name, value in self.attributes.items() if name in _SAID and value)


def pieces(text: str, line: int = 0, *, is_drawing: bool = False) -> Iterator[HtmlTag | str]:
    """The tags of a text and what stands between them; without comments and declarations.

    `<int>`, `<b and c>` and `<https://…>` are text, with `&lt;` for `<`. A drawing or a formula (`is_drawing`: the text
    begins in one) has elements of its own.
    """
    position = counted = 0
    for found in _PIECE.finditer(text):
        if found.start() > position:
            yield text[position : found.start()].replace("<", "&lt;")
        position = found.end()
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if found[2] is None:
            continue
        tag = _tag(found, line, is_known=is_drawing or is_element(found[2]))
        if tag is not None and tag.name in DRAWINGS:
            is_drawing = not tag.is_closing
        yield tag or found[0].replace("<", "&lt;")
    if position < len(text):
        yield text[position:].replace("<", "&lt;")


def _as_followed(address: str) -> str:
    """An address as a browser takes it: blanks around it and line breaks in it are none of it (WHATWG URL, 4.4)."""
    return _LINE_BREAKS.sub("", address.strip(_AROUND))


def _tag(found: re.Match[str], line: int, *, is_known: bool) -> HtmlTag | None:
    name, rest = found[2].lower(), found[3]
    if not is_known:
        return None
    attributes: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(rest):
        key = one[1].lower()
        value = next((value for value in one.groups()[1:] if value is not None), None)
        if value is None and key not in _WITHOUT_VALUE:
            return None
        said = html.unescape(value or "")
        attributes.setdefault(key, _as_followed(said) if key in _ADDRESSES else said)
    return HtmlTag(name, line, bool(found[1]), attributes)
