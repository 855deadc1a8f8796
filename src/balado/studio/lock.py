"""One studio for each show: the file that the system locks for as long as the process lives.

A process that was killed holds no lock: what it left behind is another one's to write over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from balado.errors import UsageError
from balado.message import Message, say
from balado.store.file_lock import lock


@contextmanager
def locked(file: Path | None, url: str) -> Iterator[None]:
    """While it lasts this show's studio is at `url`; None for a user without a home, where nothing is locked.

    Raises UsageError where another process has the show open, with the address there.
    """
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)  # the address has the token in it
    try:
        if not _locks(descriptor):
            raise UsageError(_open_already(file))
        _write(descriptor, json.dumps({"url": url, "process": os.getpid()}))
        yield
        _write(descriptor, "")
    finally:
        os.close(descriptor)


def _open_already(file: Path) -> Message:
    return say("This show is open in another studio: {url}", url=_address_in(file))


def _address_in(file: Path) -> str:
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return "http://127.0.0.1"  # it is about to write its address


def _write(descriptor: int, text: str) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.truncate(descriptor, 0)
    os.write(descriptor, text.encode())


def _locks(descriptor: int) -> bool:
    """Take the lock; False where another process has it, or the file system has no locks."""
    try:
        return lock(descriptor)
    except OSError:
        return False
