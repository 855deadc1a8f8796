"""A log that is larger than what is read at once, in pieces: memory is bounded by what a step groups."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO

_MOST_LINE_BYTES = 1 << 20


def pieces_of(path: Path, compression: str, folder: Path, most_bytes: int) -> Iterator[Path]:
    """The lines of a log in files of so many bytes, none compressed, each there until the next one is asked for.

    `compression` is `none` or `gzip`. Raises OSError, EOFError or zlib.error where the log is damaged.
    """
    with gzip.open(path, "rb") if compression == "gzip" else path.open("rb") as log:
        for number in count():
            piece = folder / f"piece-{number}.log"
            if not _copy_lines(log, piece, most_bytes):
                return
            try:
                yield piece
            finally:
                piece.unlink()


def _copy_lines(log: IO[bytes] | gzip.GzipFile, to: Path, most_bytes: int) -> bool:
    """Copy about so many bytes, up to the end of a line. Gives whether there were any."""
    written = 0
    with to.open("wb") as piece:
        while written < most_bytes and (block := log.read(min(_MOST_LINE_BYTES, most_bytes - written))):
            written += piece.write(block)
        if written >= most_bytes:
            piece.write(log.readline())
    if not written:
        to.unlink()
    return written > 0
