"""A file of chapters, in any of the formats that people have them in, to chapters or to all its faults. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from balado.errors import Fault, Place
from balado.message import say, say_many, size_text
from balado.podcasting import Chapter
from balado.sidecar.chapter_row import Row, Rows, chapter_of
from balado.sidecar.chapters import without_plain_ends
from balado.sidecar.encoding import text_of
from balado.sidecar.flaw import Flaw
from balado.sidecar.json_chapters import json_rows
from balado.sidecar.plain_chapters import plain_rows
from balado.sidecar.psc_chapters import psc_rows
from balado.sidecar.vtt_chapters import vtt_rows

_READERS: Mapping[str, Callable[[str], Rows]] = {
    ".json": json_rows,
    ".txt": plain_rows,
    ".vtt": vtt_rows,
    ".xml": psc_rows,
    ".psc": psc_rows,
}

CHAPTER_SUFFIXES = tuple(_READERS)
"""The endings of the names of chapter files: JSON chapters, plain lines, WebVTT, Podlove Simple Chapters."""

_LARGEST_BYTES = 1_000_000
_REPORTED_MAX = 100


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
    if not text.strip():
        return (), (*faults, _empty(path))
    chapters, found = _concluded([*reader(text)], path)
    faults = _limited((*faults, *found), path)
    if any(fault.severity == "error" for fault in faults):
        return None, faults
    if not chapters:
        return (), (*faults, _empty(path))
    return without_plain_ends(chapters) if reader is vtt_rows else chapters, faults


def _suffix(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _concluded(rows: Sequence[Row | Flaw], path: str) -> tuple[tuple[Chapter, ...], tuple[Fault, ...]]:
    chapters: list[Chapter] = []
    faults: list[Fault] = []
    for row in rows:
        if isinstance(row, Flaw):
            faults.append(Fault(Place(path, row.line), row.what, row.remedy))
            continue
        chapter = chapter_of(row, path)
        if isinstance(chapter, Chapter):
            chapters.append(chapter)
        else:
            faults.extend(chapter)
    located = [row.line for row in rows if isinstance(row, Row) and row.located]
    return tuple(chapters), (*faults, *([_locations(path, located)] if located else []))


def _limited(faults: Sequence[Fault], path: str) -> tuple[Fault, ...]:
    """The faults by line; of very many the first hundred, errors before warnings."""
    if len(faults) <= _REPORTED_MAX:
        return tuple(sorted(faults, key=lambda fault: fault.order))
    first = sorted(faults, key=lambda fault: (fault.severity, fault.order))[:_REPORTED_MAX]
    left = len(faults) - _REPORTED_MAX
    more = Fault(
        Place(path, first[-1].place.line),
        say_many("There is {count} more fault.", "There are {count} more faults.", left),
        say("Correct the ones above first: one of them may be the cause of the others."),
        severity=first[-1].severity,
    )
    return (*sorted(first, key=lambda fault: fault.order), more)


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
