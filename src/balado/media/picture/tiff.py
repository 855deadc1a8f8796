"""The tables of TIFF 6.0, in which cameras note things (EXIF): single numbers of the first one. Pure."""

from __future__ import annotations

from typing import Literal

_MOST_ROWS = 1_000
_ROW_BYTES = 12
_SHORT = 3


class Notes:
    """The first table of a TIFF structure. Numbers stand in it; what it only points to is never followed."""

    def __init__(self, data: bytes, order: Literal["little", "big"]) -> None:
        self._data = data
        self._order = order
        self._rows = {self._number(at, 2): at for at in reversed(self._row_offsets(self._number(4, 4)))}

    def number(self, tag: int) -> int:
        """The number that is noted under this tag; 0 where there is none."""
        at = self._rows.get(tag)
        if at is None:
            return 0
        return self._number(at + 8, 2 if self._number(at + 2, 2) == _SHORT else 4)

    def has_table(self, tag: int) -> bool:
        """Whether this tag points to a further table with anything in it."""
        at = self.number(tag)
        return at > 0 and self._number(at, 2) > 0

    def _row_offsets(self, at: int) -> list[int]:
        count = min(self._number(at, 2), _MOST_ROWS)
        return [row for row in range(at + 2, at + 2 + count * _ROW_BYTES, _ROW_BYTES) if row < len(self._data)]

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self._data[at : at + size], self._order)


def read_notes(data: bytes) -> Notes | None:
    """The notes in these bytes; None where they are no TIFF structure."""
    if data.startswith(b"II*\0"):
        return Notes(data, "little")
    if data.startswith(b"MM\0*"):
        return Notes(data, "big")
    return None
