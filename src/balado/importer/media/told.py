"""What came of the other host's files, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from balado.importer.media.file import FetchedFile
from balado.message import Joined, Message, duration_text, say, size_text

_SAME = timedelta(seconds=2)
"""Players and encoders differ by so much."""


def fetched_told(fetched: FetchedFile) -> Message:
    """That a file came, with what the feed said of it where that is something else, and what was odd on the way."""
    told = tuple(_differences(fetched)) + (() if fetched.remark is None else (fetched.remark,))
    parts = Joined((size_text(fetched.byte_size), *told), "; ")
    return say("{path}: {told}", path=fetched.path, told=parts)


def _differences(fetched: FetchedFile) -> Iterator[Message]:
    wanted = fetched.wanted
    if wanted.byte_size and wanted.byte_size != fetched.byte_size:
        yield say("the feed says {size}", size=size_text(wanted.byte_size))
    length = fetched.verified.duration
    if wanted.duration and length is not None and abs(wanted.duration - length) > _SAME:
        yield say(
            "it plays for {duration}, the feed says {declared}",
            duration=duration_text(length),
            declared=duration_text(wanted.duration),
        )
