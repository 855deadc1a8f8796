"""Fingerprint: what a file looked like on disk. Apart from the other facts, because it must load without pydantic."""

from __future__ import annotations

from typing import NamedTuple


class Fingerprint(NamedTuple):
    """What a file looked like on disk, without reading it. Equal fingerprints mean: not written since."""

    byte_size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
