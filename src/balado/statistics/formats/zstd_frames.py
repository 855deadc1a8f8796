"""Whether a log compressed with zstd is whole: DuckDB reads one that breaks off as far as it goes, and says nothing.

Only the headers of frames and blocks are looked at. Source: RFC 8878, sections 3.1.1 and 3.1.2.
"""

from __future__ import annotations

import os
from typing import BinaryIO

MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPED = range(0x184D2A50, 0x184D2A60)
_SIZES_OF_DICTIONARY_ID = (0, 1, 2, 4)
_SIZES_OF_CONTENT_SIZE = (0, 2, 4, 8)
_REPEATED, _COMPRESSED = 1, 2


def is_whole(file: BinaryIO) -> bool:
    """Whether a file, at whose beginning this begins to read, is a run of frames, each of which comes to its end."""
    size = os.fstat(file.fileno()).st_size
    while file.tell() < size:
        magic = file.read(4)
        if int.from_bytes(magic, "little") in _SKIPPED:
            file.seek(int.from_bytes(file.read(4), "little"), os.SEEK_CUR)
        elif magic != MAGIC or not _pass_frame(file):
            return False
    return file.tell() == size


def _pass_frame(file: BinaryIO) -> bool:
    """Go to the end of a frame, behind its magic number. Gives False where it has none."""
    described = file.read(1)
    if not described:
        return False
    flags = described[0]
    is_single = bool(flags & 0b0010_0000)
    content_size = _SIZES_OF_CONTENT_SIZE[flags >> 6] or int(is_single)
    file.seek((not is_single) + _SIZES_OF_DICTIONARY_ID[flags & 0b11] + content_size, os.SEEK_CUR)
    while True:
        header = file.read(3)
        if len(header) < 3:
            return False
        block = int.from_bytes(header, "little")
        kind = block >> 1 & 0b11
        if kind > _COMPRESSED:
            return False
        file.seek(1 if kind == _REPEATED else block >> 3, os.SEEK_CUR)
        if block & 1:
            break
    file.seek(4 if flags & 0b100 else 0, os.SEEK_CUR)
    return True
