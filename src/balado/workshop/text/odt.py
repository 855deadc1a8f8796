"""A text of LibreOffice (.odt, and .fodt's parts) as blocks: ODF 1.3, part 3, sections 5, 6 and 9.

As a reader sees it: what was deleted, comments, the table of contents and what is hidden are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balado.workshop.text.blocks import BREAK, ListItem, OfficeText, Span, TextBlock, tidy, with_links
from balado.workshop.text.odt_styles import NAMES, OdtStyles, Style, read_styles
from balado.workshop.text.package import Package, damaged, parsed
from balado.workshop.text.target import target_of

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTENT = "content.xml"
_TEXT, _TABLE, _DRAW, _SVG, _OFFICE, _XLINK = (
    f"{{{NAMES[name]}}}" for name in ("text", "table", "draw", "svg", "office", "xlink")
)
_LEFT_OUT = frozenset(
    [f"{_TEXT}{name}" for name in ("tracked-changes", "table-of-content", "hidden-text", "sequence-decls",
                                   "variable-decls", "user-field-decls", "note-citation", "illustration-index")]
    + [f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "event-listeners")]
)  # fmt: skip
_CELLS_APART = " – "
_MOST_BLANKS = 100


def read_odt(package: Package) -> OfficeText:
    """What the file says. Raises Unsound where it cannot be read."""
    content, styles = package.part(CONTENT), package.part("styles.xml")
    if content is None:
        raise damaged()
    root = parsed(content)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise damaged()
    reader = _OdtReader(read_styles([root, *([parsed(styles)] if styles else ())]))
    reader.read(body, _Within())
    reader.add_notes()
    return reader.found


@dataclass(frozen=True, slots=True)
class _Within:
    """What a paragraph stands in: a list of this style, an item of it, a quotation."""

    list_style: str | None = None
    depth: int = -1
    item: ListItem | None = None
    continues: bool = False


@dataclass(slots=True)
class _OdtReader:
    styles: OdtStyles
    found: OfficeText = field(default_factory=OfficeText)
    notes: list[tuple[Span, ...]] = field(default_factory=list)
    list_ids: int = 0

    def read(self, parent: _Element, within: _Within) -> None:
        """The blocks in an element."""
        for element in parent:
            name = element.tag
            if not isinstance(name, str) or name in _LEFT_OUT:
                self.found.hidden += name == f"{_TEXT}hidden-text"
            elif self._is_hidden(element):
                self.found.hidden += 1
            elif name in (f"{_TEXT}p", f"{_TEXT}h"):
                self._paragraph(element, within)
                within = replace(within, continues=True)
            elif name == f"{_TEXT}list":
                self._list(element, within)
            elif name == f"{_TABLE}table":
                self._table(element)
            else:
                self.read(element, within)

    def _is_hidden(self, element: _Element) -> bool:
        section = element.get(f"{_TEXT}display") == "none" or element.get(f"{_TEXT}is-hidden") == "true"
        return section or self.styles.of(element.get(f"{_TEXT}style-name")).hidden

    def _paragraph(self, element: _Element, within: _Within) -> None:
        if element.find(f"{_TEXT}hidden-paragraph") is not None:
            self.found.hidden += 1
            return
        style = self.styles.of(element.get(f"{_TEXT}style-name"))
        spans = tidy(with_links(self._spans(element, Span("", False, False), is_heading=element.tag.endswith("}h"))))
        level = element.get(f"{_TEXT}outline-level", "1") if element.tag == f"{_TEXT}h" else "0"
        heading = min(int(level), 6) if level.isdecimal() else 1
        heading = heading or style.heading
        if spans and within.item is None:
            self.found.blocks.append(TextBlock(spans, heading, quoted=style.quoted and not heading))
        elif spans:
            self.found.blocks.append(TextBlock(spans, 0, within.item, continues=within.continues))
        for frame in element.iter(f"{_DRAW}text-box"):
            self.read(frame, _Within())

    def _list(self, element: _Element, within: _Within) -> None:
        style = element.get(f"{_TEXT}style-name") or within.list_style
        depth = within.depth + 1
        self.list_ids += 1
        list_id, number = self.list_ids, self.styles.first_number(style, depth)
        for part in element:
            if part.tag not in (f"{_TEXT}list-item", f"{_TEXT}list-header"):
                continue
            given = part.get(f"{_TEXT}start-value", "")
            if number is not None and given.isdecimal():
                number = int(given)
            self.read(part, _Within(style, depth, ListItem(depth, list_id, number)))
            number = None if number is None else number + 1

    def _table(self, table: _Element) -> None:
        """A row is an item whose cells stand one behind the other; what heads the table a paragraph."""
        self.found.tables += 1
        heads = set(table.iterfind(f"{_TABLE}table-header-rows/{_TABLE}table-row"))
        for row in table.iter(f"{_TABLE}table-row"):
            spans: list[Span] = []
            for cell in row.iterfind(f"{_TABLE}table-cell"):
                written = self._cell(cell)
                spans += [Span(_CELLS_APART), *written] if spans and written else written
            if spans:
                item = None if row in heads else ListItem(0, -self.found.tables)
                self.found.blocks.append(TextBlock(tidy(spans), item=item))

    def _cell(self, cell: _Element) -> list[Span]:
        spans: list[Span] = []
        for paragraph in cell.iter(f"{_TEXT}p", f"{_TEXT}h"):
            spans += [Span(" "), *self._spans(paragraph, Span(""), is_heading=False)]
        return [replace(span, text=span.text.replace(BREAK, " ")) for span in tidy(with_links(spans))]

    def _spans(self, element: _Element, style: Span, *, is_heading: bool) -> Iterator[Span]:
        """The stretches of text in a paragraph, or in a part of one."""
        yield replace(style, text=_line(element.text))
        for part in element:
            if isinstance(part.tag, str) and part.tag not in _LEFT_OUT:
                yield from self._part(part, style, is_heading=is_heading)
            self.found.hidden += part.tag == f"{_TEXT}hidden-text"
            yield replace(style, text=_line(part.tail))

    def _part(self, part: _Element, style: Span, *, is_heading: bool) -> Iterator[Span]:
        name = part.tag.removeprefix(_TEXT)
        if name == "s":
            count = part.get(f"{_TEXT}c", "1")
            yield replace(style, text=" " * (min(int(count), _MOST_BLANKS) if count.isdecimal() else 1))
        elif name in ("tab", "line-break"):
            yield replace(style, text=" " if name == "tab" else BREAK)
        elif name == "note":
            yield self._note(part, style)
        elif part.tag == f"{_DRAW}frame":
            self._picture(part)
        elif name == "span":
            own = self.styles.of(part.get(f"{_TEXT}style-name"))
            self.found.hidden += own.hidden
            if not own.hidden:
                yield from self._spans(part, _styled(style, own, is_heading), is_heading=is_heading)
        elif name == "a":
            target = target_of(part.get(f"{_XLINK}href", ""), self.found.cut)
            yield from self._spans(part, replace(style, href=target), is_heading=is_heading)
        else:
            yield from self._spans(part, style, is_heading=is_heading)

    def _note(self, note: _Element, style: Span) -> Span:
        body: list[Span] = []
        for paragraph in note.iterfind(f"{_TEXT}note-body/{_TEXT}p"):
            body += [Span(" "), *self._spans(paragraph, Span(""), is_heading=False)]
        self.notes.append(tidy(with_links(body)))
        return replace(style, text=f"[{len(self.notes)}]")

    def _picture(self, frame: _Element) -> None:
        if frame.find(f"{_DRAW}image") is not None:
            said = frame.findtext(f"{_SVG}desc") or frame.findtext(f"{_SVG}title") or ""
            self.found.pictures.append(" ".join(said.split()))

    def add_notes(self) -> None:
        """What stands at the foot of pages becomes a list at the end."""
        for number, spans in enumerate(self.notes, 1):
            self.found.blocks.append(TextBlock(spans, item=ListItem(0, 0, number)))


def _line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _styled(style: Span, own: Style, is_heading: bool) -> Span:
    bold = style.bold if own.bold is None or is_heading else own.bold
    return replace(style, bold=bold, italic=style.italic if own.italic is None else own.italic)
