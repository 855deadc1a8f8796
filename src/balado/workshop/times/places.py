"""Where the times stand in files of chapters and captions. Pure.

What is found here is not trusted: whoever changes it reads the file again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from balado.transcripts.json_places import JsonValue, entries, root
from balado.workshop.times.shift import TIME


@dataclass(frozen=True, slots=True)
class TimePlace:
    """Where a time stands in a text, from one character to another; `is_start` of a chapter or of captions."""

    begin: int
    end: int
    is_start: bool = True


_LINE = re.compile(rf"^[^\S\n]*[(\[]?(?P<start>{TIME})", re.MULTILINE)
_COMMENT = re.compile(r"[^\S\n]*#")
_ARROW_LINE = re.compile(rf"^[ \t]*(?P<start>{TIME})[ \t]*-->[ \t]*(?P<end>{TIME})(?P<rest>[^\n]*)$", re.MULTILINE)
_INSIDE = re.compile(rf"<(?P<start>{TIME})>")
_NEXT_BLOCK = re.compile(r"\n[ \t\r]*\n")
_ELEMENT = re.compile(
    rf"""<!--.*?-->|<(?:\w[\w.-]*:)?chapter\s(?:[^<>"']|"[^"]*"|'[^']*')*?\bstart\s*=\s*["'](?P<start>{TIME})["']""",
    re.DOTALL,
)
_VALUE = re.compile(rf'"(?P<text>{TIME})"|(?P<number>[0-9]+(?:\.[0-9]+)?)(?![0-9.eE])')
_JSON_STARTS, _JSON_ENDS = ("startTime", "start"), ("endTime", "end")


def in_lines(text: str) -> Iterator[TimePlace]:
    """Those that lines begin with, `00:12:30 Title`; a line that begins with `#` is a comment."""
    for found in _LINE.finditer(text):
        if not _COMMENT.match(text, found.start()):
            yield TimePlace(*found.span("start"))


def in_captions(text: str) -> Iterator[TimePlace]:
    """Those of WebVTT and SubRip: of each caption, and inside its words (`<00:01:02.500>`)."""
    for found in _ARROW_LINE.finditer(text):
        yield TimePlace(*found.span("start"))
        yield TimePlace(*found.span("end"), is_start=False)
        behind = _NEXT_BLOCK.search(text, found.end())
        for inside in _INSIDE.finditer(text, found.end(), behind.start() if behind else len(text)):
            yield TimePlace(*inside.span("start"), is_start=False)


def in_elements(text: str) -> Iterator[TimePlace]:
    """Those of Podlove Simple Chapters, but for what stands in comments."""
    return (TimePlace(*found.span("start")) for found in _ELEMENT.finditer(text) if found["start"] is not None)


def in_chapters_json(text: str) -> Iterator[TimePlace]:
    """Those of JSON chapters: an object with `chapters`, or a bare list."""
    return _in_json(text, "chapters")


def in_segments_json(text: str) -> Iterator[TimePlace]:
    """Those of a JSON transcript."""
    return _in_json(text, "segments")


def _in_json(text: str, name: str) -> Iterator[TimePlace]:
    whole = root(text)
    lists = [whole] if isinstance(whole.value, list) else _named(text, whole, name)
    for entry in (one for listed in lists for one in entries(text, listed.at)):
        for value in entries(text, entry.at) if isinstance(entry.value, dict) else ():
            found = _VALUE.match(text, value.at) if value.key in (*_JSON_STARTS, *_JSON_ENDS) else None
            if found is not None:
                yield TimePlace(*found.span(found.lastgroup or 0), is_start=value.key in _JSON_STARTS)


def _named(text: str, whole: JsonValue, name: str) -> list[JsonValue]:
    if not isinstance(whole.value, dict):
        return []
    found = [one for one in entries(text, whole.at) if one.key == name and isinstance(one.value, list)]
    return found[-1:]


Places = Callable[[str], Iterator[TimePlace]]

OF_CHAPTERS: Mapping[str, Places] = {
    ".txt": in_lines,
    ".vtt": in_captions,
    ".json": in_chapters_json,
    ".xml": in_elements,
    ".psc": in_elements,
}
"""By the suffix of a file of chapters."""

OF_TRANSCRIPTS: Mapping[str, Places] = {".vtt": in_captions, ".srt": in_captions, ".json": in_segments_json}
"""By the suffix of a transcript; one that is plain text has no times."""
