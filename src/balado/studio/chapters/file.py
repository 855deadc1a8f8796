"""A file of chapters as a form has it: its rows, and the file with other rows in it, every other byte as it stands.

Plain lines and JSON are written; the other formats come out of programs, and are left to them. What comes of a change
is read again before it is given, as for feed.yaml and episode.md. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from balado.chapters.chapters import clock
from balado.chapters.plain import plain_rows
from balado.chapters.podcast_json import json_rows
from balado.chapters.row import Row, chapter_of
from balado.errors import Fault, Place
from balado.message import say
from balado.show.podcasting import Chapter
from balado.show.values.span import span
from balado.source.decode import named
from balado.source.folder import TextFile
from balado.source.keys.change import Content, KeyChanges
from balado.source.keys.items import planned
from balado.source.keys.lines import RawLines
from balado.source.keys.splice import Splice, in_order
from balado.source.keys.written import as_read, unfit
from balado.source.yaml.document import Tree
from balado.studio.chapters.cells import cells_of
from balado.studio.chapters.json_file import json_splices
from balado.studio.chapters.plain_file import plain_splices
from balado.transcripts.encoding import text_of
from balado.transcripts.flaw import Flaw

KEY = "chapters"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    ".txt": ("start", "title", "href"),
    ".json": ("start", "title", "end", "href", "picture", "listed"),
}
"""What a chapter can say in a file that a form may write, by the suffix of its name."""


def suffix_of(path: str) -> str:
    """How the name of a file ends, in small letters."""
    return path[path.rfind(".") :].lower()


def is_chapter_file(path: str) -> bool:
    """Whether a file is one of chapters that a form may write."""
    return suffix_of(path) in COLUMNS


def read_chapter_file(file: TextFile) -> Content | Fault:
    """Its chapters under the key `chapters`; its first fault where they cannot be told apart."""
    rows = _rows(file)
    if isinstance(rows, Fault):
        return rows
    cells: list[Tree] = [{**cells_of(row)} for row in rows]
    return Content({KEY: cells} if cells else {})


def changed_chapter_file(file: TextFile, changes: KeyChanges) -> bytes | Fault:
    """The bytes of the file with these chapters; a fault where that cannot be without touching what is not theirs."""
    rows = _rows(file)
    if isinstance(rows, Fault):
        return rows
    value: Any = changes.values.get((KEY,), ())
    if (KEY,) not in changes.values:
        return file.raw or b""
    if character := unfit(value):
        what = say("It holds an invisible character ({code}) that no feed can carry.", code=named(character))
        return Fault(Place(file.path, None, KEY), what, say("Write it without that character."))
    wanted = [_cleaned(one) for one in value or ()]
    old = [cells_of(row) for row in rows]
    if wanted == old:
        return file.raw or b""
    raw = _spliced(file, rows, old, wanted)
    if raw is None or _said(TextFile(file.path, raw)) != [*map(_timed, wanted)]:
        what = say("This cannot be changed by a form without touching lines around it.")
        return Fault(Place(file.path, None, KEY), what, say("Change it in the text of the file."))
    return raw


def faults_in_chapters(file: TextFile) -> tuple[Fault, ...]:
    """What is wrong with each chapter, by the number of its row."""
    rows = _rows(file)
    if isinstance(rows, Fault):
        return (rows,)
    found: list[Fault] = []
    for number, row in enumerate(rows):
        judged = chapter_of(row, file.path)
        if isinstance(judged, Chapter):
            continue
        for fault in judged:
            field = next((field for field, cell in row.cells.items() if cell.name == fault.place.key), "")
            key = f"{KEY}.{number}.{field}".rstrip(".")
            found.append(Fault(Place(file.path, fault.place.line, key), fault.what, fault.remedy, fault.severity))
    return tuple(found)


def chapters_in_file(file: TextFile) -> tuple[Chapter, ...]:
    """The chapters, in the order of the file; none where one of them is none."""
    rows = _rows(file)
    judged = [chapter_of(row, file.path) for row in rows] if not isinstance(rows, Fault) else []
    sound = tuple(one for one in judged if isinstance(one, Chapter))
    return sound if len(sound) == len(judged) else ()


def _cleaned(given: Any) -> dict[str, str]:
    read: Any = as_read(given)
    return {name: text for name, text in read.items() if text} if isinstance(read, Mapping) else {}


def _rows(file: TextFile) -> Sequence[Row] | Fault:
    text, faults = text_of(file.raw or b"", file.path)
    if text is None:
        return faults[0]
    if not text.strip():
        return ()
    found = [*(json_rows(text) if suffix_of(file.path) == ".json" else plain_rows(text))]
    flaw = next((one for one in found if isinstance(one, Flaw) and one.severity == "error"), None)
    return flaw.fault(file.path) if flaw is not None else [one for one in found if isinstance(one, Row)]


def _spliced(
    file: TextFile, rows: Sequence[Row], old: Sequence[dict[str, str]], wanted: Sequence[dict[str, str]]
) -> bytes | None:
    text, _ = text_of(file.raw or b"", file.path)
    try:
        lines = RawLines.of(file.raw or b"")
    except UnicodeDecodeError:  # UTF-16, which a form does not write
        return None
    if text != lines.unix:
        return None
    write = json_splices if suffix_of(file.path) == ".json" else plain_splices
    splices: list[Splice] | None = in_order(write(text, rows, planned(old, wanted), wanted))
    return lines.spliced(splices) if splices else None


def _said(file: TextFile) -> list[dict[str, str]] | None:
    rows = _rows(file)
    return None if isinstance(rows, Fault) else [_timed(cells_of(row)) for row in rows]


def _timed(cells: Mapping[str, str]) -> dict[str, str]:
    """The same with its times as clocks: JSON keeps seconds, however they were entered."""
    return {name: _clock(text) if name in ("start", "end") else text for name, text in cells.items()}


def _clock(text: str) -> str:
    try:
        return clock(span(text))
    except PydanticCustomError:
        return text
