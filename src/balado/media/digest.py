"""The digest of a file, read once from one end to the other, and the proof that nobody wrote to it meanwhile."""

from __future__ import annotations

import base64
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from balado.artifact import Fingerprint
from balado.errors import Fault, MediaError, Place, reason_of
from balado.message import Message, say
from balado.show.formats import MEDIA_TYPES

if TYPE_CHECKING:
    from balado.facts import FileFacts

# The specification of Git LFS (docs/spec.md) bounds a pointer.
POINTER_MAX_BYTES = 1024
# Measured: with 1 MiB hashlib reaches the full speed of the processor's SHA instructions.
_BLOCK_BYTES = 1 << 20


def fingerprint(path: Path) -> Fingerprint:
    """What the file looks like now, without reading it. Raises OSError."""
    return _of(path.stat())


def sha256_of(path: Path, name: str) -> str:
    """The file's SHA-256, 64 hex digits. Raises MediaError when it cannot be read or changes meanwhile."""
    with opened(path, name) as file:
        return digest(file)


def file_facts(path: Path, name: str) -> FileFacts:
    """What a file beside a recording is, in one read. Raises MediaError when it cannot be read or changes meanwhile."""
    from balado.facts import FileFacts

    sha384 = hashlib.sha384()
    with opened(path, name) as file:
        sha256 = digest(file, sha384.update)
        byte_size = file.tell()
    media_type = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream").partition(";")[0]
    integrity = base64.b64encode(sha384.digest()).decode()
    return FileFacts(byte_size=byte_size, sha256=sha256, sha384=integrity, media_type=media_type)


def digest(file: BinaryIO, watch: Callable[[memoryview], None] | None = None) -> str:
    """The SHA-256 of the whole file, 64 hex digits; each block is shown to `watch`, which must not keep it."""
    sha256 = hashlib.sha256()
    block = memoryview(bytearray(_BLOCK_BYTES))
    file.seek(0)
    while count := file.readinto(block):  # type: ignore[attr-defined]
        sha256.update(block[:count])
        if watch is not None:
            watch(block[:count])
    return sha256.hexdigest()


@contextmanager
def opened(path: Path, name: str) -> Iterator[BinaryIO]:
    """The file, open for reading, unbuffered.

    Raises MediaError when it cannot be read or is empty, and at the end when it was written to meanwhile; that
    is also what is said when the reader itself failed, for a moving file explains any failure.
    """
    before = present(path, name)
    if before.byte_size == 0:
        remedy = say("Copy or export it again; from a folder in the cloud, have it downloaded first.")
        raise failure(name, say("The file is empty."), remedy)
    try:
        with path.open("rb", buffering=0) as file:
            yield file
    except MediaError as error:
        raise (changed(name) if present(path, name) != before else error) from error
    except OSError as error:
        raise _unreadable(name, error) from error
    if present(path, name) != before:
        raise changed(name)


def present(path: Path, name: str) -> Fingerprint:
    """What the file looks like now. Raises MediaError when it is not there or no file."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise failure(name, say("There is no such file."), say("Put it back, or correct its name.")) from error
    except OSError as error:
        raise _unreadable(name, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise failure(name, say("This is a folder or a device, not a file."), say("Put the file itself in its place."))
    return _of(status)


def failure(name: str, what: Message, remedy: Message) -> MediaError:
    """The error of one file, with its one fault."""
    return MediaError(say("{name} cannot be used.", name=name), [Fault(Place(name), what, remedy)])


def changed(name: str) -> MediaError:
    """The error of a file that was written to while it was being read."""
    return failure(
        name,
        say("The file changed while it was being read."),
        say("Wait until it is completely copied or exported, then try again."),
    )


def _of(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _unreadable(name: str, error: OSError) -> MediaError:
    return failure(
        name,
        say("The file cannot be read: {reason}.", reason=reason_of(error)),
        say("See to it that you may read the file, and that its disk is sound."),
    )
