"""A document of ours without one episode. All other bytes stay as they are: nothing else seems to change. Pure."""

from __future__ import annotations

import re
from xml.sax.saxutils import unescape

_EDGE = re.compile(rb"<!\[CDATA\[.*?\]\]>|<(/?)(item|podcast:liveItem)\b[^>]*>", re.DOTALL)
_GUID = re.compile(rb"<!\[CDATA\[.*?\]\]>|<guid\b[^>]*>([^<]*)</guid>", re.DOTALL)


def remove_item(document: bytes, guid: str) -> bytes:
    """The document without the items (and streams) of that guid; the very document where there is none."""
    kept, end = [], 0
    for start, stop in _items(document):
        if _guid_of(document[start:stop]) == guid:
            kept.append(document[end:start].rstrip())
            end = stop
    return b"".join((*kept, document[end:]))


def _items(document: bytes) -> list[tuple[int, int]]:
    """Where each item begins and ends. What stands in CDATA is text, whatever it looks like."""
    found, start = [], 0
    for edge in _EDGE.finditer(document):
        if edge[2] is None:
            continue
        if edge[1]:
            found.append((start, edge.end()))
        else:
            start = edge.start()
    return found


def _guid_of(item: bytes) -> str | None:
    texts = (match[1] for match in _GUID.finditer(item) if match[1] is not None)
    text = next(texts, None)
    return None if text is None else unescape(text.decode()).strip()
