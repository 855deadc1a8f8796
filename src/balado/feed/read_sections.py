"""CDATA whose end was forgotten: to a parser of XML all episodes up to the next end are the notes of one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.feed.read_log import Log, endless_section

_BEGIN = "<![CDATA["
_END = "]]>"
_NEXT_ITEM = "</item>"
_AROUND = re.compile(r"<([A-Za-z_][\w:.-]*)(?:\s[^<>]*)?>\s*\Z")
_LONGEST_TAG = 200


def with_ends(text: str, log: Log) -> str:
    """The text in which no CDATA begins within another, or ends nowhere, and holds whole episodes."""
    cuts = list(_cuts(text)) if _BEGIN in text else []
    if not cuts:
        return text
    first = cuts[0][0]
    log.add_line(endless_section, text.count("\n", 0, first) + 1, count=len(cuts))
    starts = (0, *(cut for _, cut in cuts))
    return _END.join(text[start:end] for start, end in zip(starts, (*starts[1:], len(text)), strict=True))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Where each such CDATA begins, and where it ought to end."""
    start, end = text.find(_BEGIN), 0
    while start >= 0:
        inside = start + len(_BEGIN)
        if 0 <= end < inside:  # each end is looked for once, however many begin before it
            end = text.find(_END, inside)
        following = text.find(_BEGIN, inside)
        limit = len(text) if end < 0 else end
        next_start = following if 0 <= following < limit else -1
        if next_start >= 0 or end < 0:
            cut = _forgotten_end(text, start, limit if next_start < 0 else next_start)
            if cut >= 0:
                yield start, cut
                start = following
                continue
        start = text.find(_BEGIN, limit)


def _forgotten_end(text: str, start: int, limit: int) -> int:
    """Where the element around it ends, should whole episodes follow; -1 where it may well be as it should."""
    inside = start + len(_BEGIN)
    around = _AROUND.search(text[max(start - _LONGEST_TAG, 0) : start])
    if around is None or text.find(_NEXT_ITEM, inside, limit) < 0:
        return -1
    return text.find(f"</{around[1]}>", inside, limit)
