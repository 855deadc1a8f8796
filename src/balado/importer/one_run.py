"""One import, or export, at a time into a place; what a run that was killed left beside it is taken away.

A lock says that a run is alive: the system ends it with the process. Whoever holds it knows that what lies aside is
nobody's any more.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from balado.errors import UsageError, reason_of
from balado.message import say
from balado.store.file_lock import knows_no_locks, lock

IMPORT, EXPORT = ".import-", ".export-"
"""How the names of what lies aside begin, for each kind of run."""
_NAME_MAX_BYTES = 200


@contextmanager
def only_run(place: Path, kind: str) -> Iterator[None]:
    """While it lasts no other run of that kind writes to the place, whose parent is made where it is missing.

    What was left aside by runs that were killed is gone then. Raises UsageError where another run writes there.
    """
    place = place.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = _lock_file(place, kind)
        descriptor = _locked(file)
    except OSError as error:
        what = say("{path} cannot be written: {reason}.", path=error.filename or place, reason=reason_of(error))
        raise UsageError(what) from error
    if descriptor is None:
        yield
        return
    if descriptor < 0:
        what = say("Another run writes to {path} at this moment. Wait until it has ended, then try again.", path=place)
        raise UsageError(what)
    try:
        for home in (place.parent, place):
            shutil.rmtree(home / _aside_name(place, kind), ignore_errors=True)
        yield
    finally:
        _release(file, descriptor)


def aside_of(place: Path, kind: str) -> Path:
    """The folder in which a run writes what belongs to the place, until all of it is there: on the same file system."""
    place = place.resolve()
    return (place if place.is_dir() else place.parent) / _aside_name(place, kind)


def is_free(place: Path, kind: str) -> bool:
    """Whether nothing is there yet, or an empty folder; what a run of that kind keeps there counts for nothing."""
    if not place.exists():
        return True
    own = _aside_name(place.resolve(), kind)
    return place.is_dir() and all(one.name in (own, f"{own}.lock") for one in place.iterdir())


def put_in_place(made: Path, place: Path, last: str) -> None:
    """Give what was made aside its name. Into a folder that is there already it goes piece by piece, `last` last."""
    if not place.is_dir():
        made.rename(place)
        return
    for one in sorted(made.iterdir(), key=lambda path: (path.name == last, path.name)):
        one.rename(place / one.name)


def _aside_name(place: Path, kind: str) -> str:
    return f"{kind}{os.fsencode(place.name)[:_NAME_MAX_BYTES].decode('utf-8', 'ignore')}"


def _lock_file(place: Path, kind: str) -> Path:
    """Beside the place; within it where only that can be written to."""
    home = place if place.is_dir() and not os.access(place.parent, os.W_OK) else place.parent
    return home / f"{_aside_name(place, kind)}.lock"


def _locked(file: Path) -> int | None:
    """The locked file; -1 where another run has it, None where its file system knows no locks. Raises OSError."""
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            is_ours = lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            if knows_no_locks(error):
                return None
            raise
        if is_ours and _is_still(file, descriptor):
            return descriptor
        os.close(descriptor)
        if not is_ours:
            return -1


def _is_still(file: Path, descriptor: int) -> bool:
    """Whether the file has its name still: a run that ended took it away."""
    with suppress(FileNotFoundError):
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    return False


def _release(file: Path, descriptor: int) -> None:
    if sys.platform == "win32":  # which removes no open file
        os.close(descriptor)
        with suppress(OSError):
            file.unlink()
        return
    with suppress(FileNotFoundError):
        file.unlink()
    os.close(descriptor)
