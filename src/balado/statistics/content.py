"""What a log in a folder holds, whatever it is called: a server renames, compresses and continues its logs.

A log is known again by the digest of its lines, and one that goes on by the digest of their beginning. Nobody's address
can be had back from that: it is a digest of all lines together.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from balado.statistics.formats.zstd_frames import MAGIC, is_whole
from balado.statistics.log_content import LogContent

_BLOCK_BYTES = 1 << 20
_GZIP = b"\x1f\x8b"


def content_of(path: Path) -> LogContent:
    """What is in a log."""
    [content] = _contents(path, ())
    return content


def continued_in(path: Path, earlier: Collection[LogContent]) -> frozenset[LogContent]:
    """Those of these contents that a log begins with."""
    wanted = {one.byte_size for one in earlier}
    return frozenset(_contents(path, wanted)) & frozenset(earlier)


def _contents(path: Path, ends: Collection[int]) -> Iterator[LogContent]:
    """The content up to each of these numbers of bytes, then the whole."""
    digest, done = hashlib.sha256(), 0
    ahead = sorted(ends)
    for block in _blocks(path):
        start = 0
        while ahead and ahead[0] <= done + len(block):
            end = ahead.pop(0) - done
            digest.update(block[start:end])
            start = end
            yield LogContent(done + end, digest.hexdigest())
        digest.update(block[start:])
        done += len(block)
    yield LogContent(done, digest.hexdigest())


def breaks_off(path: Path) -> bool:
    """Whether a log that is compressed cannot be unpacked to its end."""
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        if magic == MAGIC:
            return not is_whole(file)
        if not magic.startswith(_GZIP):
            return False
        try:
            with gzip.open(file) as lines:
                while lines.read(_BLOCK_BYTES):
                    pass
        except (EOFError, gzip.BadGzipFile, zlib.error):
            return True
    return False


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        if not packed:
            yield from iter(lambda: file.read(_BLOCK_BYTES), b"")
            return
        with gzip.open(file) as lines:
            yield from _as_far_as_whole(cast("BinaryIO", lines))


def _as_far_as_whole(lines: BinaryIO) -> Iterator[bytes]:
    """What can be unpacked of a log: one that is just being compressed breaks off."""
    while True:
        try:
            block = lines.read(_BLOCK_BYTES)
        except (EOFError, OSError, zlib.error):
            return
        if not block:
            return
        yield block
