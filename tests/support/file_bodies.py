"""Artifacts whose bytes lie in a file: as it is, or bytes of our own in front of a stretch of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from memory_storage import whole

from balado.artifact import FOREVER, Artifact, Fingerprint, Kind, Spliced

Shape = Callable[[Path], Artifact]

HEAD = b"a new tag " * 10_000
"""100,000 bytes: a seam inside the first block, inside the first piece, and on no border of either."""

OLD_TAG_BYTES, OLD_TRAILER_BYTES = 10, 128


def of_file(path: Path) -> Artifact:
    """The whole file."""
    return _artifact(path, path)


def of_splice(path: Path, head: bytes = HEAD) -> Artifact:
    """A head, then the file without its first 10 and its last 128 bytes."""
    end = path.stat().st_size - OLD_TRAILER_BYTES
    return _artifact(path, Spliced(head, path, OLD_TAG_BYTES, end))


def _artifact(path: Path, body: Path | Spliced) -> Artifact:
    sent, status = whole(body), path.stat()
    seen = Fingerprint(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    digest = hashlib.sha256(sent).hexdigest()
    return Artifact("audio/talk.mp3", Kind.AUDIO, body, len(sent), digest, "audio/mpeg", FOREVER, fingerprint=seen)
