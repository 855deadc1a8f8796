"""A file that is on another server and wanted here; and what it is once it came. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from balado.errors import Place
from balado.message import Message

COVER = "cover"
"""What pictures are called in the folders of a show."""

IGNORED_PARTS = (".*.part", ".*.part.json")
"""What git leaves alone: files that are being fetched, and what is noted of them."""


class FileKind(StrEnum):
    """What a file is wanted for."""

    RECORDING = "recording"
    PICTURE = "picture"
    TRANSCRIPT = "transcript"
    CHAPTERS = "chapters"


@dataclass(frozen=True, slots=True)
class ElsewhereFile:
    """A file to be fetched to `stem` (a path in the show, without the end of its name, which the file itself tells).

    `place` is the line that names its address. What was declared of it is None where nothing was.
    """

    kind: FileKind
    url: str
    stem: str
    place: Place
    media_type: str = ""
    byte_size: int | None = None
    duration: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a file is: how its name ends, its type, how long it plays (None where it does not play)."""

    suffix: str
    media_type: str
    duration: timedelta | None = None


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that is there now, under its path in the show, and what it is. `remark` says what was odd on the way."""

    wanted: ElsewhereFile
    path: str
    byte_size: int
    verified: Verified
    remark: Message | None = None
