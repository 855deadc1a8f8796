"""How a file that was written aside gets its name in a folder: in one step, and so that a power cut does not undo it.

A file's bytes are on the disk once it was synced, its name only once its folder was. What is moved here is there for
good when the function returns, so what is done later can never outlive it: no feed without its record.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NOT_SYNCED = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EBADF)
"""What file systems answer that keep no folder apart from its files, or let nobody sync one (shares, FUSE)."""


def make_folder(folder: Path) -> None:
    """Create a folder and those above it that are missing, for good."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def move_over(incoming: Path, path: Path) -> None:
    """Give the file its name, over whatever had it."""
    incoming.replace(path)
    sync_folder(path.parent)


def move_if_free(incoming: Path, path: Path) -> bool:
    """Give the file its name unless that is taken: True when it got it. Of several at once, one does.

    Nobody ever sees the name with less than the whole file behind it, whoever is killed. A hard link does that
    everywhere but on a few file systems (FAT, some network shares, FUSE). There whoever holds a lock may look and move;
    the system takes the lock from a run that is killed. On Windows a move never replaces anything.
    """
    try:
        moved = _linked(incoming, path)
    except FileExistsError:
        return False
    if moved:
        sync_folder(path.parent)
    return moved


def _linked(incoming: Path, path: Path) -> bool:
    if os.name == "nt":
        incoming.rename(path)
        return True
    try:
        os.link(incoming, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return True
    with _locked(incoming.with_name(LOCK)):
        if path.exists():
            return False
        incoming.replace(path)
        return True


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    """Alone with the file of that name, which stays: who removed it would let two in at once."""
    import fcntl  # no such module on Windows

    with lock.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where its file system can."""
    if os.name == "nt":  # opens no folders, and keeps names in the order of their moves
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # of a folder that may be written, but not read
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NOT_SYNCED:
            raise
    finally:
        os.close(descriptor)
