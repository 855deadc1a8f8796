"""The styles of a text of LibreOffice, as far as they say something: emphasis, headings, numbers, what is hidden. Pure.

ODF 1.3, part 3, sections 16 and 20: a style has what its parent has, but for what it says itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
"""The namespaces of OpenDocument."""

_STYLE, _TEXT, _FO = (f"{{{NAMES[name]}}}" for name in ("style", "text", "fo"))
_BOLD = ("bold", "600", "700", "800", "900")
_MOST_PARENTS = 20
_TITLES = {"Title": 1, "Subtitle": 2}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of a text; None: nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool = False
    heading: int = 0
    quoted: bool = False
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class OdtStyles:
    """Styles by name, and of each style of lists the first numbers by level (from 1), None for bullets."""

    by_name: Mapping[str, Style]
    numbers: Mapping[str, Mapping[int, int | None]]

    def of(self, name: str | None) -> Style:
        """The style of this name with what it has of its parents."""
        found, at = Style(), name
        for _ in range(_MOST_PARENTS):
            here = self.by_name.get(at or "")
            if here is None:
                break
            found = Style(
                found.bold if found.bold is not None else here.bold,
                found.italic if found.italic is not None else here.italic,
                found.hidden or here.hidden,
                found.heading or here.heading,
                found.quoted or here.quoted,
            )
            at = here.parent
        return found

    def first_number(self, name: str | None, depth: int) -> int | None:
        """With which number a list of this style begins at this depth (from 0); None for one of bullets."""
        return self.numbers.get(name or "", {}).get(depth + 1)


def read_styles(roots: Iterable[_Element]) -> OdtStyles:
    """The styles in these parts, the first of a name counts."""
    by_name: dict[str, Style] = {}
    numbers: dict[str, dict[int, int | None]] = {}
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            by_name.setdefault(name, _style(name, style))
        for style in root.iter(f"{_TEXT}list-style"):
            numbers.setdefault(style.get(f"{_STYLE}name", ""), _numbers(style))
    return OdtStyles(by_name, numbers)


def _style(name: str, style: _Element) -> Style:
    said = style.find(f"{_STYLE}text-properties")
    weight, slant = (None, None) if said is None else (said.get(f"{_FO}font-weight"), said.get(f"{_FO}font-style"))
    is_of_paragraphs = style.get(f"{_STYLE}family") == "paragraph"
    return Style(
        None if weight is None or is_of_paragraphs else weight in _BOLD,
        None if slant is None or is_of_paragraphs else slant != "normal",
        said is not None and said.get(f"{_TEXT}display") == "none",
        _TITLES.get(name, 0) if is_of_paragraphs else 0,
        is_of_paragraphs and name == "Quotations",
        style.get(f"{_STYLE}parent-style-name"),
    )


def _numbers(style: _Element) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for level in style:
        depth = level.get(f"{_TEXT}level", "")
        if isinstance(level.tag, str) and depth.isdecimal():
            is_number = level.tag == f"{_TEXT}list-level-style-number" and bool(level.get(f"{_STYLE}num-format"))
            start = level.get(f"{_TEXT}start-value", "1")
            found[int(depth)] = (int(start) if start.isdecimal() else 1) if is_number else None
    return found
