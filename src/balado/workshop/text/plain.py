"""A plain text, as mails and notepads have it, as blocks.

An empty line ends a paragraph, a dash or a number begins an item. Pure.
"""

from __future__ import annotations

import re

from balado.workshop.text.blocks import BREAK, ListItem, OfficeText, Span, TextBlock, tidy, with_links

_ITEM = re.compile(r"[ \t]*(?:[-*•‣◦·–—][ \t\u00a0]+|(\d{1,3})[.)][ \t\u00a0]+)(?=\S)")


def read_plain(text: str) -> OfficeText:
    """What the text says."""
    found, list_id, item = OfficeText(), 0, None
    for paragraph in re.split(r"\n[ \t]*\n+", text):
        lines: list[str] = []
        before, item = item, None
        for line in paragraph.split("\n"):
            begins = _ITEM.match(line)
            if begins is None:
                lines.append(line)
                continue
            _add(found, lines, item)
            lines = [line[begins.end() :]]
            list_id += (item or before) is None
            item = ListItem(0, list_id, int(begins[1]) if begins[1] else None)
        _add(found, lines, item)
    return found


def _add(found: OfficeText, lines: list[str], item: ListItem | None) -> None:
    spans = tidy(with_links([Span(BREAK.join(lines))]))
    if spans:
        found.blocks.append(TextBlock(spans, item=item))
