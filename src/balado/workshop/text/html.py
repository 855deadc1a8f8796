"""A web page, or what an office program saves as one, as blocks. Scripts, styles and what is hidden say nothing. Pure.

Read event by event, so that nesting costs no stack. Word's own lists are paragraphs with `mso-list` in their style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from balado.workshop.text.blocks import BREAK, ListItem, OfficeText, Span, TextBlock, tidy, with_links
from balado.workshop.text.target import target_of

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "math", "iframe", "object"})
_VOID = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "wbr", "col", "area", "source", "embed", "base", "track"}
)
_BLOCK_NAMES = (
    "p div section article header footer main aside nav figure figcaption h1 h2 h3 h4 h5 h6 ul ol li dl dt dd"
    " blockquote pre table thead tbody tfoot tr td th caption form fieldset address hr body html details summary"
)
_BLOCK = frozenset(_BLOCK_NAMES.split())
_BOLD, _ITALIC = frozenset({"b", "strong", "th"}), frozenset({"i", "em", "cite", "dfn", "var"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_CELLS_APART = " – "
_MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open, and what is so within it."""

    tag: str
    silent: bool = False
    bold: bool = False
    italic: bool = False
    href: str | None = None
    quoted: bool = False
    keeps_lines: bool = False
    word_level: int = 0


@dataclass(slots=True)
class _List:
    """A list that is open: its number among all, the next number of an item (None: bullets), whether an item began."""

    list_id: int
    number: int | None
    item: ListItem | None = None
    is_new: bool = False


def read_html(page: str) -> OfficeText:
    """What the page says."""
    reader = _HtmlReader()
    reader.feed(page)
    reader.close()
    reader.end_block()
    return reader.found


@dataclass(slots=True)
class _Row:
    """A row of a table that is open."""

    cells: list[list[Span]] = field(default_factory=list)
    is_head: bool = True


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = OfficeText()
        self._open: list[_Open] = []
        self._lists: list[_List] = []
        self._spans: list[Span] = []
        self._rows: list[_Row] = []
        self._list_ids = 0
        self._was_word_list = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        given = {name: value or "" for name, value in attrs}
        above = self._open[-1] if self._open else _Open("")
        if tag in _VOID:
            if not above.silent:
                self._void(tag, given)
            return
        if len(self._open) >= _MOST_OPEN:
            return
        if tag in _BLOCK and not above.silent:
            self._close_forgotten(tag)
            self.end_block()
        opened = self._opened(tag, given, self._open[-1] if self._open else _Open(""))
        self._open.append(opened)
        if not opened.silent:
            self._begin(tag, given)

    def _opened(self, tag: str, given: dict[str, str], above: _Open) -> _Open:
        style = given.get("style", "")
        hides = "hidden" in given or bool(_HIDDEN.search(style))
        if hides and not above.silent:
            self.found.hidden += 1
        weight, slant, level = _WEIGHT.search(style), _SLANT.search(style), _WORD_LIST.search(style)
        href = above.href
        if tag == "a" and "href" in given:
            href = target_of(given["href"], self.found.cut)
        return _Open(
            tag,
            above.silent or hides or tag in _SILENT or bool(_IGNORED.search(style)),
            weight[1].lower() in ("bold", "600", "700", "800", "900") if weight else above.bold or tag in _BOLD,
            slant[1].lower() != "normal" if slant else above.italic or tag in _ITALIC,
            href,
            above.quoted or tag == "blockquote",
            above.keeps_lines or tag == "pre",
            int(level[1]) if level and tag == "p" else above.word_level,
        )

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            start = given.get("start", "")
            first = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1
            self._lists.append(_List(self._new_list(), first if tag == "ol" else None))
        elif tag == "li":
            self._begin_item()
        elif tag == "table":
            self.found.tables += 1
        elif tag == "tr":
            self._rows.append(_Row())
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append([])
            self._rows[-1].is_head = self._rows[-1].is_head and tag == "th"

    def _begin_item(self) -> None:
        if not self._lists:
            self._lists.append(_List(self._new_list(), None))
        there = self._lists[-1]
        there.item = ListItem(len(self._lists) - 1, there.list_id, there.number)
        there.is_new = True
        if there.number is not None:
            there.number += 1

    def _new_list(self) -> int:
        self._list_ids += 1
        return self._list_ids

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and those in it that nobody closed."""
        if not any(one.tag == tag for one in self._open):
            return
        if tag in _BLOCK and not self._open[-1].silent:
            self.end_block()
        while self._open:
            ended = self._open.pop().tag
            self._end(ended)
            if ended == tag:
                break

    def _end(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li" and self._lists:
            self._lists[-1].item = None
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())

    def _close_forgotten(self, tag: str) -> None:
        """What a browser closes of itself when this begins: a paragraph, an item, a cell."""
        ends = {"li": ("li", ("ul", "ol")), "td": ("td", ("tr",)), "th": ("th", ("tr",)), "tr": ("tr", ("table",)),
                "dt": ("dd", ("dl",)), "dd": ("dt", ("dl",))}  # fmt: skip
        closed, within = ends.get(tag, ("p", ("li", "td", "th", "div", "blockquote", "body")))
        for one in reversed(self._open):
            if one.tag in within:
                return
            if one.tag == closed:
                self.handle_endtag(closed)
                return

    def _void(self, tag: str, given: dict[str, str]) -> None:
        if tag == "br":
            self._say(BREAK)
        elif tag == "img":
            self.found.pictures.append(" ".join(given.get("alt", "").split()))
        elif tag == "hr":
            self.end_block()

    def handle_data(self, data: str) -> None:
        """What is written."""
        if self._open and self._open[-1].silent:
            return
        self._say(data if self._open and self._open[-1].keeps_lines else re.sub(r"[ \t\r\n\f]+", " ", data))

    def _say(self, text: str) -> None:
        style = self._open[-1] if self._open else _Open("")
        span = Span(text, style.bold, style.italic, style.href)
        cells = self._rows[-1].cells if self._rows else []
        (cells[-1] if cells else self._spans).append(span)

    def end_block(self) -> None:
        """What was written so far is a block; within a cell of a table a line break."""
        if self._rows and self._rows[-1].cells:
            if self._rows[-1].cells[-1]:
                self._rows[-1].cells[-1].append(Span(BREAK))
            return
        spans, self._spans = tidy(with_links(self._spans)), []
        if spans:
            self.found.blocks.append(self._block(spans))

    def _block(self, spans: tuple[Span, ...]) -> TextBlock:
        style = self._open[-1] if self._open else _Open("")
        level = next((one.tag for one in reversed(self._open) if one.tag in _BLOCK), "")
        there = self._lists[-1] if self._lists and self._lists[-1].item else None
        item, continues = (there.item, not there.is_new) if there else (None, False)
        if there is not None:
            there.is_new = False
        elif style.word_level:
            list_id = self._list_ids if self._was_word_list else self._new_list()
            item = ListItem(style.word_level - 1, list_id)
        self._was_word_list = there is None and bool(style.word_level)
        heading = int(level[1]) if re.fullmatch("h[1-6]", level) and item is None else 0
        return TextBlock(spans, heading, item, style.quoted and item is None, continues)

    def _end_row(self, row: _Row) -> None:
        """A row is an item whose cells stand one behind the other; what heads the table a paragraph."""
        cells = [tuple(_within_line(tidy(with_links(cell)))) for cell in row.cells]
        spans: list[Span] = []
        for cell in filter(None, cells):
            spans += [Span(_CELLS_APART), *cell] if spans else cell
        if self._rows:
            (self._rows[-1].cells[-1] if self._rows[-1].cells else self._spans).extend(spans)
        elif spans:
            is_head = row.is_head and len(cells) > 1
            item = None if is_head else ListItem(0, -self.found.tables)
            self.found.blocks.append(TextBlock(tidy(spans), item=item))


def _within_line(spans: tuple[Span, ...]) -> list[Span]:
    return [Span(span.text.replace(BREAK, " "), span.bold, span.italic, span.href) for span in spans]
