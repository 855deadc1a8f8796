"""Copies of shows elsewhere that nobody needs any more are removed from the cache, but none that a run works with.

Any of them can be fetched again: whoever waits for one that is being removed makes it anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from balado.network.elsewhere import ShowSource
from balado.network.fetch import LOCK, copy_of
from balado.network.fetch_lock import opened_lock
from balado.store.file_lock import lock

UNUSED_DAYS = 30
"""So long a copy stays that no run uses: of a network that is gone, and on the workers of a cluster."""


def forget_unlisted(cache: Path, network: str, listed: Collection[ShowSource]) -> None:
    """Remove the copies of shows that this network lists no more, or lists at another revision. Raises nothing."""
    wanted = {copy_of(source, cache) for source in listed}
    for copy in _copies(cache, f"{network}-*"):
        if copy not in wanted:
            _remove(copy)


def forget_unused(cache: Path, now: datetime) -> None:
    """Remove the copies, of whichever network, that no run has used for `UNUSED_DAYS`. Raises nothing."""
    for copy in _copies(cache, "*"):
        with suppress(OSError):
            used = datetime.fromtimestamp((copy / LOCK).stat().st_mtime, UTC)
            if now - used > timedelta(days=UNUSED_DAYS):
                _remove(copy)


def _copies(cache: Path, pattern: str) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(cache.glob(pattern))


def _remove(copy: Path) -> None:
    """Remove a copy whose lock is free; one on a file system without locks stays. What resists is tried next time."""
    with suppress(OSError):
        descriptor = opened_lock(copy / LOCK)
        try:
            if lock(descriptor):
                _empty(copy)
        finally:
            os.close(descriptor)
        copy.rmdir()


def _empty(copy: Path) -> None:
    """The lock goes last: until then a copy that is removed by halves is found again."""
    for path in copy.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()
    (copy / LOCK).unlink()
