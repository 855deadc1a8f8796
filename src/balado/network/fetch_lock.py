"""One run at a time works with what was fetched of a show. Others wait, for a while, and are then told for whom.

The lock ends with the process that holds it, however that ends, and with the git that it began.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from platform import node

from balado.errors import RemoteError
from balado.message import Message, say
from balado.store.file_lock import knows_no_locks, lock

PATIENCE_SECONDS = 600
_PAUSE_SECONDS = 1.0
_MOST_BYTES = 400
_MOST_TRIES = 100
"""So often a folder is made anew that others remove: one removal costs one or two."""


@contextmanager
def only_user(file: Path, address: str, pause: Callable[[float], None]) -> Iterator[tuple[int, ...]]:
    """While it lasts nobody else has the lock of this file; the open file, none where its file system has no locks.

    Its folder is made where there is none. Raises RemoteError where another run has it for too long, or others remove
    it as often as it is made; OSError where it cannot be written.
    """
    descriptor, is_locked = _held(file, address, pause)
    try:
        if not is_locked:
            yield ()
            return
        os.truncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()} {node()}".encode())
        yield (descriptor,)
    finally:
        os.close(descriptor)


def opened_lock(file: Path, flags: int = 0) -> int:
    """The file of a lock, open; its lock is nobody's for that. Raises OSError."""
    return os.open(file, os.O_RDWR | flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _held(file: Path, address: str, pause: Callable[[float], None]) -> tuple[int, bool]:
    """The open file, and whether its lock is ours. One that was removed while it was waited for is made anew."""
    for _ in range(_MOST_TRIES):
        descriptor = _made(file)
        if descriptor is None:
            continue
        try:
            is_locked = _is_locked(descriptor, address, pause)
            if not is_locked or is_there(file, descriptor):
                return descriptor, is_locked
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise RemoteError(
        say(
            "What is fetched from {address} cannot be kept: {folder} is removed as often as it is made. End what "
            "removes it, then try again.",
            address=address,
            folder=file.parent,
        )
    )


def _made(file: Path) -> int | None:
    """The file, open; None where its folder was removed just now."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileNotFoundError):
        return opened_lock(file, os.O_CREAT)
    return None


def is_there(file: Path, descriptor: int) -> bool:
    """Whether the open file is still the one of that name."""
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _is_locked(descriptor: int, address: str, pause: Callable[[float], None]) -> bool:
    """Whether it is ours in the end; False where the file system has no locks."""
    waited = 0.0
    try:
        while not lock(descriptor):
            if waited >= PATIENCE_SECONDS:
                raise RemoteError(_busy(descriptor, address))
            pause(_PAUSE_SECONDS)
            waited += _PAUSE_SECONDS
    except OSError as error:
        if knows_no_locks(error):
            return False
        raise
    return True


def _busy(descriptor: int, address: str) -> Message:
    os.lseek(descriptor, 0, os.SEEK_SET)
    process, _, machine = os.read(descriptor, _MOST_BYTES).decode("utf-8", "replace").partition(" ")
    return say(
        "Another run works with what it fetched from {address}: process {process} on {machine}. It has not ended "
        "within {minutes} minutes. Wait for it, or end it, then try again.",
        address=address,
        process=process or "?",
        machine=machine or "?",
        minutes=PATIENCE_SECONDS // 60,
    )
