"""Git LFS pointers: the few lines that stand in a checkout for a file that was not fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from balado.media.digest import POINTER_MAX_BYTES

# The specification (git-lfs, docs/spec.md) begins a pointer with this key.
_FIRST_LINE = re.compile(rb"version https?://(git-lfs\.github\.com|hawser\.github\.com)/spec/v1\r?\n")
_DIGEST = re.compile(rb"^oid sha256:([0-9a-f]{64})\r?$", re.MULTILINE)
_SIZE = re.compile(rb"^size (\d{1,19})\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A file that is not here, known by its digest (64 hex digits) and its size."""

    sha256: str
    byte_size: int


def parse_pointer(text: bytes) -> Pointer | None:
    """The pointer that these bytes are, None when they are something else."""
    if len(text) > POINTER_MAX_BYTES or not _FIRST_LINE.match(text):
        return None
    sha256, size = _DIGEST.search(text), _SIZE.search(text)
    if sha256 is None or size is None:
        return None
    return Pointer(sha256.group(1).decode("ascii"), int(size.group(1)))


def read_pointer(path: Path) -> Pointer | None:
    """The pointer in this file, None when it is a file like any other or cannot be read."""
    try:
        if path.stat().st_size > POINTER_MAX_BYTES:
            return None
        return parse_pointer(path.read_bytes())
    except OSError:
        return None
