"""How a file that is written aside gets its name in a folder: in one step, and so that a power cut does not undo it.

It tells what a file is called until then, and what becomes of those that killed runs left. A file's bytes are on the
disk once it was synced, its name only once its folder was. What is moved here is there for good when the function
returns, so what is done later can never outlive it: no feed without its record.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

LOCK = ".lock"
_PREFIX = ".incoming-"
_SLASH = "~"
"""Stands for the slash of a key in the name of an unfinished file; no key has one."""
_NAME_MAX_BYTES = 255
_LEFT_FOR_DEAD_NS = 24 * 3600 * 10**9
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


def incoming_name(key: str) -> str:
    """A name for a file that is being written. It tells the key, so that a takedown finds what a killed run left."""
    return f"{_PREFIX}{uuid4().hex}-{key.replace('/', _SLASH)}"[:_NAME_MAX_BYTES]


def is_incoming(path: Path) -> bool:
    """Whether it is no object yet."""
    return path.name.startswith(_PREFIX)


def remove_incoming(homes: Iterable[Path], doomed: Callable[[str, datetime], bool]) -> int:
    """Remove unfinished files below these folders; how many there were.

    `doomed` is asked with the key, empty where an older version did not note it, and the time of the last byte.
    """
    count = 0
    for left in (left for home in homes for left in home.rglob(f"{_PREFIX}*")):
        with contextlib.suppress(FileNotFoundError):  # its writer finished just now
            if doomed(_key_of(left), datetime.fromtimestamp(left.stat().st_mtime, UTC)):
                left.unlink()
                count += 1
    return count


def sweep_beside(incoming: Path) -> None:
    """Remove what killed runs left beside this file: more than a day older than it, by the files' own times."""
    newest = incoming.stat().st_mtime_ns
    for left in incoming.parent.glob(f"{_PREFIX}*"):
        with contextlib.suppress(FileNotFoundError):
            if newest - left.stat().st_mtime_ns > _LEFT_FOR_DEAD_NS:
                left.unlink()


def keep_private(path: Path) -> None:
    """Let nobody but its owner in. A umask, or a mode, that lets a group write shares it with that group on purpose."""
    mode = stat.S_IMODE(path.stat().st_mode)
    wanted = mode & ~(stat.S_IRWXO if mode & stat.S_IWGRP else stat.S_IRWXO | stat.S_IRWXG)
    if wanted != mode:
        with contextlib.suppress(PermissionError):  # another account of the group made it, and keeps it so
            path.chmod(wanted)


def _key_of(incoming: Path) -> str:
    return incoming.name.removeprefix(_PREFIX).partition("-")[2].replace(_SLASH, "/")
