"""A file of chapters, in any of the formats that people have them in, to chapters or to all its faults. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from balado.artifact import CHAPTER_SUFFIXES
from balado.chapters.plain import plain_rows
from balado.chapters.podcast_json import json_rows
from balado.chapters.podlove import psc_rows
from balado.chapters.row import Row, Rows, chapter_of
from balado.chapters.vtt import vtt_rows
from balado.errors import Fault, Place
from balado.message import say, say_many, size_text
from balado.show.podcasting import Chapter
from balado.transcripts.encoding import text_of
from balado.transcripts.flaw import Flaw

_READERS: Mapping[str, Callable[[str], Rows]] = {
    ".json": json_rows,
    ".txt": plain_rows,
    ".vtt": vtt_rows,
    ".xml": psc_rows,
    ".psc": psc_rows,
}

_LARGEST_BYTES = 1_000_000
_REPORTED_MAX = 100
_MOST_CHAPTERS = 5_000
"""Far beyond what any app lists; a transcript under the wrong name has more lines."""


def read_chapters(raw: bytes, path: str) -> tuple[tuple[Chapter, ...] | None, tuple[Fault, ...]]:
    """The chapters in the order of the file, and every fault at its line; None when one of them is an error.

    The suffix of `path` (of `CHAPTER_SUFFIXES`) says what the file is. It is UTF-8, or UTF-16 with a byte order mark,
    of at most 1 MB. Never raises.
    """
    reader = _READERS.get(_suffix(path))
    if reader is None:
        return None, (_unknown_format(path),)
    if len(raw) > _LARGEST_BYTES:
        return None, (_too_large(path, len(raw)),)
    text, faults = text_of(raw, path)
    if text is None:
        return None, faults
    # A file that is altogether blank is only empty, whatever its format asks for.
    chapters, found = _concluded(reader(text) if text.strip() else (), path)
    faults = tuple(sorted((*faults, *found), key=lambda fault: fault.order))
    if any(fault.severity == "error" for fault in faults):
        return None, faults
    return (chapters, faults) if chapters else ((), (*faults, _empty(path)))


def chapter_lines(raw: bytes, path: str) -> tuple[int, ...]:
    """The line of each of the chapters that `read_chapters` gives of the same file."""
    text, _ = text_of(raw, path)
    return tuple(row.line for row in _READERS[_suffix(path)](text or "") if isinstance(row, Row))


def _suffix(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _concluded(rows: Rows, path: str) -> tuple[tuple[Chapter, ...], Sequence[Fault]]:
    """The chapters and the faults of these rows. After a hundred faults reading stops."""
    chapters: list[Chapter] = []
    faults: list[Fault] = []
    located: list[int] = []
    for row in rows:
        if len(faults) >= _REPORTED_MAX:
            return (), [*faults, _too_many(path, row.line, len(faults))]
        if len(chapters) >= _MOST_CHAPTERS:
            return (), [_endless(path, row.line)]
        if isinstance(row, Flaw):
            faults.append(row.fault(path))
            continue
        if row.located:
            located.append(row.line)
        chapter = chapter_of(row, path)
        if isinstance(chapter, Chapter):
            chapters.append(chapter)
        else:
            faults.extend(chapter)
    return tuple(chapters), [*faults, *([_locations(path, located)] if located else [])]


def _too_many(path: str, line: int, count: int) -> Fault:
    return Fault(
        Place(path, line),
        say("Reading stopped here, after {count} faults; there may be more.", count=count),
        say("Correct the ones above first: one of them may be the cause of the others."),
    )


def _endless(path: str, line: int) -> Fault:
    return Fault(
        Place(path, line),
        say("Reading stopped here, after {count} chapters.", count=_MOST_CHAPTERS),
        say("Check that it is the right file: an episode has some ten chapters, a transcript has a file of its own."),
    )


def _unknown_format(path: str) -> Fault:
    return Fault(
        Place(path),
        say("“{name}” is no file of chapters that we can read.", name=path.rpartition("/")[2]),
        say("Write its name with one of these endings: {suffixes}.", suffixes=", ".join(CHAPTER_SUFFIXES)),
    )


def _too_large(path: str, byte_size: int) -> Fault:
    return Fault(
        Place(path),
        say("This file is {size}; chapters take a few kilobytes.", size=size_text(byte_size)),
        say("Check that it is the right file: at most {limit} are read.", limit=size_text(_LARGEST_BYTES)),
    )


def _empty(path: str) -> Fault:
    return Fault(
        Place(path),
        say("There is no chapter in this file."),
        say("Write the chapters, for example “00:12:30 Questions”, or delete the file."),
        severity="warning",
    )


def _locations(path: str, lines: Sequence[int]) -> Fault:
    return Fault(
        Place(path, lines[0]),
        say_many(
            "The place on the map of a chapter is left out.",
            "The places on the map of {count} chapters are left out.",
            len(lines),
        ),
        say("Nothing is to be done: no podcast app shows them."),
        severity="warning",
    )
