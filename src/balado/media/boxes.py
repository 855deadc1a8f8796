"""The boxes of MP4 and QuickTime files (ISO/IEC 14496-12): finding them and reading their tables. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from balado.media.reading import EXPORT_AGAIN, ReadAt, Unsound
from balado.message import say

# A fragmented file of a day has some 100,000 boxes: more than this is no recording.
_MOST_BOXES = 500_000
_TO_THE_END = 0
_LARGE_SIZE = 1


class Box(NamedTuple):
    """A box: its four letters, the offsets of its content and of the byte after it (`end` may lie beyond the file)."""

    kind: bytes
    start: int
    end: int


def boxes(read_at: ReadAt, start: int, end: int) -> Iterator[Box]:
    """The boxes that stand side by side between two offsets. Stops at what is no box."""
    for _ in range(_MOST_BOXES):
        if start + 8 > end:
            return
        header = read_at(start, 16)
        if len(header) < 8:
            return
        size, content = int.from_bytes(header[:4], "big"), start + 8
        if size == _LARGE_SIZE and len(header) == 16:
            size, content = int.from_bytes(header[8:], "big"), start + 16
        box_end = end if size == _TO_THE_END else start + size
        if box_end < content:
            return
        yield Box(header[4:8], content, box_end)
        start = box_end
    raise Unsound(say("The file is damaged: it is made of more pieces than any recording has."), EXPORT_AGAIN)


class Tree:
    """A box held in memory, and what is inside it."""

    def __init__(self, data: bytes, start: int = 0, end: int | None = None) -> None:
        self._data = data
        self._start = start
        self._end = len(data) if end is None else min(end, len(data))

    def content(self) -> bytes:
        """The bytes of the box, without its own header."""
        return self._data[self._start : self._end]

    def children(self, kind: bytes) -> list[Tree]:
        """The boxes of this kind right inside this one."""
        return [
            Tree(self._data, box.start, box.end)
            for box in boxes(self._read_at, self._start, self._end)
            if box.kind == kind
        ]

    def find(self, path: str) -> Tree | None:
        """The first box at this path of four-letter names (`mdia/mdhd`), None where there is none."""
        here = self
        for name in path.split("/"):
            found = here.children(name.encode("latin-1"))
            if not found:
                return None
            here = found[0]
        return here

    def table(self, path: str, row: str, prefix_bytes: int = 4) -> list[tuple[int, ...]]:
        """The rows of a table: `prefix_bytes` of version and flags, the count, then the rows, as many as there are."""
        box = self.find(path)
        if box is None:
            return []
        content = box.content()
        layout = struct.Struct(f">{row}")
        count = int.from_bytes(content[prefix_bytes : prefix_bytes + 4], "big")
        held = max(0, len(content) - prefix_bytes - 4) // layout.size
        begin = prefix_bytes + 4
        return list(layout.iter_unpack(content[begin : begin + min(count, held) * layout.size]))

    def _read_at(self, offset: int, size: int) -> bytes:
        return self._data[offset : offset + size]
