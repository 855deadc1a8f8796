"""Copies of shows elsewhere that nobody needs any more are removed from the cache, but none that a run works with.

Any of them can be fetched again: whoever waits for one that is being removed makes it anew.
"""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from balado.network.elsewhere import ShowSource
from balado.network.fetch import LOCK, copy_of
from balado.network.fetch_lock import is_there, opened_lock
from balado.store.file_lock import lock

UNUSED_DAYS = 30
"""So long a copy stays that no run uses or lists: of a network that is gone, and on the workers of a cluster."""


def forget_unlisted(cache: Path, network: str, listed: Collection[ShowSource]) -> None:
    """Remove the copies of shows that this network lists no more, or lists at another revision. Raises nothing.

    All the others count as used now: the network's page is made of those too that this run does not fetch.
    """
    wanted = {copy_of(source, cache) for source in listed}
    for copy in wanted:
        with suppress(OSError):
            os.utime(copy / LOCK)
    for copy in _copies(cache, f"{network}-*"):
        if copy not in wanted:
            _remove(copy)


def forget_unused(cache: Path, now: datetime) -> None:
    """Remove the copies, of whichever network, that no run has used for `UNUSED_DAYS`. Raises nothing."""
    before = (now - timedelta(days=UNUSED_DAYS)).timestamp()
    for copy in _copies(cache, "*"):
        if _last_used(copy) < before:
            _remove(copy, before)


def _copies(cache: Path, pattern: str) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(cache.glob(pattern))


def _last_used(copy: Path) -> float:
    """The moment, in seconds since 1970; minus infinity where there is no lock, as nobody can be at work there."""
    try:
        return (copy / LOCK).stat().st_mtime
    except OSError:
        return -math.inf


def _remove(copy: Path, before: float = math.inf) -> None:
    """Remove a copy whose lock is free and was last used before that moment; what resists is tried next time.

    One on a file system without locks stays.
    """
    with suppress(OSError):
        if not _emptied(copy, before):
            (copy / LOCK).unlink()
    with suppress(OSError):
        copy.rmdir()  # without a lock too: a run that was killed may have left it empty


def _emptied(copy: Path, before: float) -> bool:
    """Empty a copy under its lock, unless it is in use. False where only the lock is left, which can go once closed.

    The lock goes last: until then a copy that is removed by halves is found again. Raises OSError.
    """
    file = copy / LOCK
    descriptor = opened_lock(file)
    try:
        # Meanwhile others may have removed the copy and made it anew, under another lock, or have used it.
        if lock(descriptor) and is_there(file, descriptor) and os.fstat(descriptor).st_mtime < before:
            for path in copy.iterdir():
                if path.name != LOCK:
                    _clear(path)
            file.unlink()
    except PermissionError:
        # Windows keeps a file that is open. Where a run takes the lock in between, it is open again, and stays.
        if [path.name for path in copy.iterdir()] == [LOCK]:
            return False
        raise
    finally:
        os.close(descriptor)
    return True


def _clear(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        path.unlink()
        return
    try:
        shutil.rmtree(path)
    except PermissionError:  # Windows keeps what may not be written, as the objects of git
        _make_writable(path)
        shutil.rmtree(path)


def _make_writable(top: Path) -> None:
    for folder, below, names in os.walk(top):
        for path in (Path(folder, name) for name in (*below, *names)):
            if not path.is_symlink():
                path.chmod(0o700)
