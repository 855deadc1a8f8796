"""Unfinished files of a folder: what they are called, and what becomes of those that killed runs left."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

_PREFIX = ".incoming-"
_SLASH = "~"
"""Stands for the slash of a key in the name of an unfinished file; no key has one."""
_NAME_MAX_BYTES = 255
_LEFT_FOR_DEAD_NS = 24 * 3600 * 10**9


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
