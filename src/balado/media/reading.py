"""What the pure parsers of this room share: a way to reach bytes, and a way to refuse them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import BinaryIO

from balado.message import Message, say

ReadAt = Callable[[int, int], bytes]
"""`read_at(offset, size)`: the bytes there, fewer at the end of the file."""


class Unsound(Exception):  # noqa: N818 - it is not an error of the program, and becomes a MediaError where the name is known
    """The bytes of a file cannot be published: what is wrong with them, and what to do about it.

    `remedy` may be made of the file's path in the show, where it is a command that names the file.
    """

    def __init__(self, what: Message, remedy: Message | Callable[[str], Message]) -> None:
        super().__init__(str(what))
        self.what = what
        self._remedy = remedy

    def remedy_for(self, path: str) -> Message:
        """What to do about the file at this path."""
        return self._remedy(path) if callable(self._remedy) else self._remedy


_LONGEST_SECONDS = 30 * 86400.0

EXPORT_AGAIN = say("Export it again from the program it was made with, or copy it again.")


def reader_of(data: bytes) -> ReadAt:
    """A `ReadAt` of bytes in memory."""
    return lambda offset, size: data[offset : offset + size] if offset >= 0 and size > 0 else b""


def reader_of_file(file: BinaryIO, byte_size: int) -> ReadAt:
    """A `ReadAt` of an open file of this size."""

    def read_at(offset: int, size: int) -> bytes:
        if not 0 <= offset < byte_size or size <= 0:
            return b""
        file.seek(offset)
        return file.read(size)

    return read_at


def duration_of(seconds: float) -> timedelta:
    """The duration, when a recording can last so long. Raises Unsound when only damage explains it."""
    if not 0 <= seconds <= _LONGEST_SECONDS:
        raise Unsound(
            say("The file is damaged: it claims to last {days} days.", days=round(seconds / 86400)), EXPORT_AGAIN
        )
    return timedelta(seconds=seconds)


def truncated(promised_bytes: int, held_bytes: int) -> Unsound:
    """The file ends before its own header says so."""
    return Unsound(
        say(
            "The file is cut short: its header promises {promised} bytes, but it holds only {held}.",
            promised=promised_bytes,
            held=held_bytes,
        ),
        EXPORT_AGAIN,
    )
