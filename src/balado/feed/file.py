"""The document of a feed, from a file."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from balado.errors import UsageError, reason_of
from balado.feed.read_document import MOST_BYTES
from balado.message import say


def read_document(name: str | PathLike[str]) -> bytes:
    """The bytes of the file; of one that is longer than any feed, as many as show it. Raises UsageError."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a null in it
        reason = reason_of(error) if isinstance(error, OSError) else type(error).__name__
        raise UsageError(say("`{name}` cannot be read: {reason}.", name=fspath(name), reason=reason)) from error
