"""Blocks as the Markdown that our notes are written in: read again, they say the same. Pure.

CommonMark 0.31.2: what would be taken for a sign is written with a backslash, and emphasis begins and ends at a letter
or a figure, where it always counts as such (6.2, rules 1 to 8). Emphasis that would touch another one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from balado.workshop.text.blocks import BREAK, ListItem, Span, TextBlock

_SIGNS = re.compile(r"[\\`*\[\]<|]|_|&(?=#?\w+;)|(?<=!)(?=\[)")
_WITHIN_WORD = re.compile(r"(?<=[^\W_])\\_(?=[^\W_])")
_AT_START = re.compile(r"([#>+=~-])|(\d{1,9})([.)])(?=\s|$)")
_UNSIGNED = re.compile(r"\\([\\`*\[\]<|_&])")
_TOUCHING = re.compile(r"[^\W_]|\*")
_IN_ADDRESS = re.compile(r"[\s<>\\\"|]")
_MOST_DEPTH = 6
_WORD_CHARS = 300


def to_markdown(blocks: Iterable[TextBlock]) -> str:
    """The Markdown of these blocks."""
    writer = _Writer()
    for block in blocks:
        if block.spans:
            writer.write(block)
    return "\n".join(writer.lines).strip("\n")


@dataclass(frozen=True, slots=True)
class _OpenList:
    """A list that items may still be added to; of two that follow one another one has the other sign."""

    list_id: int
    is_numbered: bool
    has_other_sign: bool


class _Writer:
    """The lines so far; `_offsets` are the columns at which the text of the open items begins, the outermost first."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._offsets: list[int] = []
        self._lists: list[_OpenList] = []
        self._was_item = False

    def write(self, block: TextBlock) -> None:
        """One block more."""
        content = _inline(block.spans, one_line=bool(block.heading)).split("\n")
        if block.item is None:
            self._offsets, self._lists = [], []
            first = f"{'#' * block.heading} " if block.heading else ""
            mark = "> " if block.quoted else ""
            self._put(mark + first, mark, content, apart=True)
            return
        if block.continues and self._offsets:
            indent = " " * self._offsets[-1]
            self._put(indent, indent, content, apart=True)
            return
        depth = min(block.item.depth, len(self._offsets), _MOST_DEPTH)
        is_new = self._is_new(block.item, depth)
        marker = self._marker(block, depth)
        begin = self._offsets[depth - 1] if depth else 0
        self._offsets[depth:] = [begin + len(marker)]
        # A number that is not 1 would go on with the text above (5.3).
        is_apart = not self._was_item or (is_new and (depth == 0 or block.item.number not in (None, 1)))
        self._put(" " * begin + marker, " " * self._offsets[-1], content, apart=is_apart)
        self._was_item = True

    def _is_new(self, item: ListItem, depth: int) -> bool:
        known = self._lists[depth] if depth < len(self._lists) else None
        return known is None or (known.list_id, known.is_numbered) != (item.list_id, item.number is not None)

    def _marker(self, block: TextBlock, depth: int) -> str:
        """What stands before an item; a list that follows another one at once has the other sign."""
        item = block.item
        if item is None:
            return ""
        known = self._lists[depth] if depth < len(self._lists) else None
        is_numbered = item.number is not None
        follows = known is not None and known.is_numbered == is_numbered
        other = known is not None and follows and known.has_other_sign != (known.list_id != item.list_id)
        self._lists[depth:] = [_OpenList(item.list_id, is_numbered, other)]
        if item.number is None:
            return "* " if other else "- "
        return f"{min(item.number, 999_999_999)}{')' if other else '.'} "

    def _put(self, first: str, others: str, content: Sequence[str], *, apart: bool) -> None:
        if apart and self.lines:
            self.lines.append("")
        self._was_item = False
        for index, line in enumerate(content):
            self.lines.append((first if index == 0 else others) + _begun(line))


def _begun(line: str) -> str:
    """A line of text, which must not look like the beginning of anything else."""
    found = _AT_START.match(line)
    if found is None:
        return line
    return f"\\{line}" if found[1] else f"{found[2]}\\{line[len(found[2]) :]}"


def _inline(spans: Sequence[Span], *, one_line: bool) -> str:
    written = ""
    for href, group in groupby(spans, key=lambda span: span.href):
        inside = "".join(_styled(group, written))
        if href and inside.strip():
            before, text, after = _parted(inside)
            address = _IN_ADDRESS.sub(_percent, href)
            is_address = _UNSIGNED.sub(r"\1", text) == href == address
            inside = before + (f"<{address}>" if is_address else f"[{text}]({_within_brackets(address)})") + after
        written += inside
    written = written.replace("#", "\\#") if one_line else written
    return re.sub(r" *\n+ *", " " if one_line else "\\\\\n", written.strip())


def _within_brackets(address: str) -> str:
    return address.replace("(", "%28").replace(")", "%29")


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _parted(text: str) -> tuple[str, str, str]:
    """The text between the blanks at its ends, and those."""
    inner = text.strip()
    begin = text.index(inner)
    return text[:begin], inner, text[begin + len(inner) :]


def _styled(spans: Iterable[Span], before: str) -> Iterator[str]:
    """The spans with the signs of their emphasis, where those stand beside no letter and no other sign."""
    parts = [(part, "*" * (2 * span.bold + span.italic)) for span in spans for part in _lines_of(span.text)]
    for index, (part, sign) in enumerate(parts):
        begin, end = _core(part)
        right = part[end:] or (parts[index + 1][0] if index + 1 < len(parts) else "")
        made = _escaped(part)
        if sign and begin < end and _may_begin(before + part[:begin]) and not _TOUCHING.match(right):
            inside = part[begin:end]
            if "://" not in inside:
                made = f"{_escaped(part[:begin])}{sign}{_escaped(inside)}{sign}{_escaped(part[end:])}"
        before = (before + made)[-_WORD_CHARS:]
        yield made


def _may_begin(before: str) -> bool:
    """Whether emphasis may begin behind this: not at a letter, not at a sign, not within an address."""
    word = before.replace(BREAK, " ").rpartition(" ")[2]
    return not _TOUCHING.match(before[-1:]) and "://" not in word


def _lines_of(text: str) -> Iterator[str]:
    """The lines of a text, and the breaks between them: emphasis reaches over none."""
    for index, line in enumerate(text.split(BREAK)):
        if index:
            yield BREAK
        yield line


def _core(text: str) -> tuple[int, int]:
    """Where the first letter or figure of a text is, and the end of the last."""
    places = [index for index, letter in enumerate(text) if letter.isalnum()]
    return (places[0], places[-1] + 1) if places else (0, 0)


def _escaped(text: str) -> str:
    return _WITHIN_WORD.sub("_", _SIGNS.sub(r"\\\g<0>", text))
