"""The boxes of MP4 and QuickTime files (ISO/IEC 14496-12): finding them and reading their tables. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from balado.media.reading import EXPORT_AGAIN, ReadAt, Unsound
from balado.message import say

# A fragmented file of a day has some 100,000 boxes: more than this is no recording.
_MOST_BOXES = 500_000
# The index of a recording has some hundred, of which an item of its tags takes three.
_MOST_IN_INDEX = 50_000
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
    raise too_many()


def too_many() -> Unsound:
    """The fault of a file that is in more pieces than there is a reason for."""
    return Unsound(say("The file is damaged: it is made of more pieces than any recording has."), EXPORT_AGAIN)


class Allowance:
    """How many boxes may still be read in one index."""

    def __init__(self, count: int = _MOST_IN_INDEX) -> None:
        self._left = count

    def take(self) -> None:
        """One more. Raises Unsound when it is one too many."""
        self._left -= 1
        if self._left < 0:
            raise too_many()


class Rows:
    """The rows of a table, unpacked one by one: as tuples of numbers, a long recording's would take a gigabyte."""

    def __init__(self, data: memoryview, layout: struct.Struct) -> None:
        self._data = data[: len(data) - len(data) % layout.size]
        self._layout = layout

    def __len__(self) -> int:
        return len(self._data) // self._layout.size

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        return self._layout.iter_unpack(self._data)

    def __getitem__(self, row: int) -> tuple[int, ...]:
        """The row of this number; a negative one counts from the end. Raises IndexError."""
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return self._layout.unpack_from(self._data, row % len(self) * self._layout.size)


NO_ROWS = Rows(memoryview(b""), struct.Struct(">I"))


class Tree:
    """A box held in memory, and what is inside it. No box reaches beyond the one it is in, and each is read once.

    Raises Unsound, from whatever asks for a box inside, where there are more of them than any index has.
    """

    def __init__(self, data: bytes | memoryview, allowance: Allowance | None = None) -> None:
        self._data = memoryview(data)
        self._allowance = allowance or Allowance()
        self._inside: dict[bytes, list[Tree]] | None = None

    @property
    def byte_size(self) -> int:
        """How long the content is."""
        return len(self._data)

    def content(self) -> bytes:
        """The bytes of the box, without its own header."""
        return bytes(self._data)

    def children(self, kind: bytes) -> list[Tree]:
        """The boxes of this kind right inside this one."""
        if self._inside is None:
            self._inside = {}
            for box in boxes(self._read_at, 0, len(self._data)):
                self._allowance.take()
                self._inside.setdefault(box.kind, []).append(Tree(self._data[box.start : box.end], self._allowance))
        return self._inside.get(kind, [])

    def find(self, path: str) -> Tree | None:
        """The first box at this path of four-letter names (`mdia/mdhd`), None where there is none."""
        here = self
        for name in path.split("/"):
            found = here.children(name.encode("latin-1"))
            if not found:
                return None
            here = found[0]
        return here

    def inside(self, prefix_bytes: int) -> Tree:
        """The same box without bytes that stand before the boxes inside it, as in `meta` and `stsd`."""
        return Tree(self._data[prefix_bytes:], self._allowance)

    def table(self, path: str, row: str, prefix_bytes: int = 4) -> Rows:
        """The rows of a table: `prefix_bytes` of version and flags, the count, then the rows, as many as there are."""
        box = self.find(path)
        if box is None:
            return NO_ROWS
        layout = struct.Struct(f">{row}")
        begin = prefix_bytes + 4
        count = int.from_bytes(box._data[prefix_bytes:begin], "big")
        return Rows(box._data[begin : begin + count * layout.size], layout)

    def _read_at(self, offset: int, size: int) -> bytes:
        return bytes(self._data[offset : offset + size])
