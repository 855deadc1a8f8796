"""A stretch of an artifact as the body of a request."""

from __future__ import annotations

import base64
import hashlib
import os

from balado.events import Progress
from balado.store.original import Original

_PIECE_BYTES = 1 << 20


class Body:
    """A stretch of an artifact: read in large pieces, counted, read again from its start when a request is repeated."""

    def __init__(self, original: Original, start: int, count: int, progress: Progress) -> None:
        self._original = original
        self._start = start
        self._count = count
        self._progress = progress
        self._at = 0
        original.seek(start)

    def __len__(self) -> int:
        return self._count

    def read(self, size: int = -1) -> bytes:
        """The next piece, larger than asked for: what reads here sends each piece as it comes."""
        left = self._count - self._at
        wanted = left if size < 0 else min(left, max(size, _PIECE_BYTES))
        piece = self._original.read(wanted)
        self._at += len(piece)
        if piece:
            self._progress(len(piece))
        return piece

    def tell(self) -> int:
        """How far it was read."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place in the stretch; going back takes back what was counted."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._count}[whence]
        target = base + offset
        if target < self._at:
            self._progress(target - self._at)
        self._at = target
        self._original.seek(self._start + target)
        return target


def content_md5(original: Original, start: int, count: int) -> str:
    """The MD5 of a stretch of an artifact, as the header Content-MD5 wants it.

    It guards a part on its way, no more: it is the one digest of a part that every store compares.
    """
    digest = hashlib.md5(usedforsecurity=False)
    original.seek(start)
    while count > 0 and (piece := original.read(min(count, _PIECE_BYTES))):
        digest.update(piece)
        count -= len(piece)
    return base64.b64encode(digest.digest()).decode()
