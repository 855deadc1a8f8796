"""Notes as a person reads them in an app: the published HTML as lines of text, with the address of each link. Pure."""

from __future__ import annotations

import html
import re

_PIECE = re.compile(r"(<[^<>]*>)")
_HREF = re.compile(r'<a href="([^"]*)">')


def as_lines(notes: str) -> list[str]:
    """The lines of published notes, an empty one between paragraphs, items of lists with their sign or number."""
    page = _Page()
    for piece in _PIECE.split(notes):
        if piece.startswith("<"):
            page.tag(piece)
        elif piece.strip() or (piece and "\n" not in piece):
            page.text(html.unescape(piece.replace("\n", " " if piece.strip() else "")))
    return page.lines()


class _Page:
    """Lines that are written one behind the other."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._lists: list[int | None] = []  # the number of the last item, where items have one
        self._address = ""
        self._linked = ""
        self._is_said = False  # whether the item of a list says something already

    def lines(self) -> list[str]:
        """What was written."""
        kept = [line.rstrip() for line in self._lines]
        kept = [line for line, above in zip(kept, ["", *kept], strict=False) if line or above]
        return kept if not kept or kept[-1] else kept[:-1]

    def text(self, text: str) -> None:
        """Write on the last line."""
        self._lines[-1] += text if self._lines[-1].strip() else text.lstrip()
        self._linked += text
        self._is_said = self._is_said or bool(text.strip())

    def tag(self, tag: str) -> None:
        """Write what a tag of published notes looks like."""
        name = tag.strip("</>").split(" ")[0]
        is_closing = tag.startswith("</")
        if name in ("ul", "ol"):
            self._list(name, is_closing=is_closing)
        elif name == "li" and not is_closing:
            self._item()
        elif name == "p":
            self._paragraph(is_closing=is_closing)
        elif name == "br":
            self._lines.append("  " * len(self._lists))
        elif name == "a":
            self._link(tag, is_closing=is_closing)

    def _paragraph(self, *, is_closing: bool) -> None:
        if not self._lists:
            self._lines += ["", ""] if is_closing else []
        elif not is_closing and self._is_said:
            self._lines.append("  " * len(self._lists))

    def _list(self, name: str, *, is_closing: bool) -> None:
        if is_closing:
            self._lists = self._lists[:-1]
            self._lines += [] if self._lists else ["", ""]
        else:
            self._lists.append(0 if name == "ol" else None)

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self._is_said = False
        sign = "- " if number is None else f"{number + 1}. "
        if self._lines[-1].strip():
            self._lines.append("")
        self._lines[-1] = "  " * (len(self._lists) - 1) + sign

    def _link(self, tag: str, *, is_closing: bool) -> None:
        if not is_closing:
            found = _HREF.fullmatch(tag)
            self._address, self._linked = html.unescape(found[1]) if found else "", ""
        elif self._address and self._linked.strip() != self._address:
            self._lines[-1] += f" <{self._address}>"
