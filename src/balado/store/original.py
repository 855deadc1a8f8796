"""The author's file while it is sent: it must still be the one that was inspected."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from balado.artifact import Artifact, Fingerprint, Spliced
from balado.errors import Fault, MediaError, Place
from balado.events import Progress
from balado.message import say

_BLOCK_BYTES = 1 << 20


class Original:
    """The bytes of an artifact whose file is open: what stands in front of the file's stretch, then the stretch.

    Reads are whole across the seam: fewer bytes than asked for mean the end. Nothing is kept but the place.
    """

    def __init__(self, file: FileIO, body: Spliced) -> None:
        self._file = file
        self._body = body
        self._at = 0
        self.seek(0)

    def seek(self, offset: int) -> None:
        """Go to a place, counted from the first byte of the head."""
        self._at = offset
        self._file.seek(self._body.start + max(0, offset - len(self._body.head)))

    def read(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        head = self._from_head(size)
        left = min(size - len(head), self._body.byte_size - self._at - len(head))
        piece: bytes = self._file.read(left) if left > 0 else b""
        self._at += len(head) + len(piece)
        return head + piece if head else piece

    def readinto(self, block: memoryview) -> int:
        """Fill the block with the next bytes; how many they are."""
        head = self._from_head(len(block))
        block[: len(head)] = head
        left = min(len(block) - len(head), self._body.byte_size - self._at - len(head))
        count = len(head) + (self._file.readinto(block[len(head) : len(head) + left]) if left > 0 else 0)
        self._at += count
        return count

    def _from_head(self, size: int) -> bytes:
        return self._body.head[self._at : self._at + size]


@contextmanager
def opened(artifact: Artifact) -> Iterator[Original]:
    """The artifact's bytes, its file open and unbuffered.

    Raises MediaError when the file is gone or was written since it was inspected.
    """
    body = _spliced(artifact)
    try:
        file = FileIO(body.path, "r")
    except OSError as error:
        raise changed(artifact) from error
    with file:
        if artifact.fingerprint is not None and _fingerprint(os.fstat(file.fileno())) != artifact.fingerprint:
            raise changed(artifact)
        yield Original(file, body)


def copy_into(descriptor: int, artifact: Artifact, progress: Progress) -> None:
    """Write the artifact's bytes to an open file, proven on the way. Raises MediaError where they are not its own.

    A recording that is not the one that was inspected is never published.
    """
    digest = hashlib.sha256()
    block = memoryview(bytearray(_BLOCK_BYTES))
    with opened(artifact) as original:
        while count := original.readinto(block):
            digest.update(block[:count])
            _write_all(descriptor, block[:count])
            progress(count)
    if digest.hexdigest() != artifact.sha256 or not is_unchanged(artifact):
        raise changed(artifact)


def _write_all(descriptor: int, block: memoryview) -> None:
    while block:
        block = block[os.write(descriptor, block) :]


def is_unchanged(artifact: Artifact) -> bool:
    """Whether the artifact's file is still the one that was inspected."""
    try:
        return artifact.fingerprint is None or _fingerprint(_spliced(artifact).path.stat()) == artifact.fingerprint
    except OSError:
        return False


def changed(artifact: Artifact) -> MediaError:
    """The error of an artifact whose file is no longer the one that was inspected."""
    path = _spliced(artifact).path
    fault = Fault(
        Place(str(path)),
        say("The file changed while it was being published."),
        say("Wait until whatever writes to it has finished, then publish again."),
    )
    return MediaError(say("{path} changed while it was being published.", path=path), [fault])


def _spliced(artifact: Artifact) -> Spliced:
    """The body in its general form: a whole file is a stretch with nothing in front of it."""
    body = artifact.body
    if isinstance(body, Path):
        return Spliced(b"", body, 0, artifact.byte_size)
    if isinstance(body, Spliced):
        return body
    raise TypeError("an artifact made of bytes has no file")


def _fingerprint(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def write_whole(artifact: Artifact, incoming: Path, progress: Progress) -> None:
    """Write the artifact to a new file, to the last byte on the disk."""
    with incoming.open("xb") as file:
        if isinstance(artifact.body, bytes):
            file.write(artifact.body)
            progress(len(artifact.body))
        else:
            copy_into(file.fileno(), artifact, progress)
        file.flush()
        os.fsync(file.fileno())
