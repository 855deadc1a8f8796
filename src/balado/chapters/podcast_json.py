"""JSON chapters of the podcast namespace, and the list that the Podlove web player reads.

Sources: Podcastindex-org/podcast-namespace, chapters/jsonChapters.md; docs.podlove.org/podlove-web-player. Of the
version nothing is asked: all there are say the same. Pure.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from datetime import timedelta

from balado.chapters.row import Cell, Row, Rows, blank
from balado.errors import reason_in_json
from balado.message import say
from balado.transcripts.flaw import Flaw, quoted
from balado.transcripts.json_places import JsonValue, entries, line_at, line_counter, root

# What each format calls the fields of a chapter. Where a chapter uses two words for one, the first here counts.
_TIMES: Mapping[str, str] = {"startTime": "start", "start": "start", "endTime": "end", "end": "end"}
_TEXTS: Mapping[str, str] = {"title": "title", "url": "href", "href": "href", "img": "picture", "image": "picture"}
_LISTED = "toc"
_LOCATION = "location"
_LONGEST_SECONDS = 1e9
_EXAMPLE = '{"startTime": 750, "title": "Questions"}'


def json_rows(text: str) -> Rows:
    """A row for each chapter of an object with `chapters`, or of a bare list."""
    try:
        json.loads(text)
        return _rows(text)
    except json.JSONDecodeError as error:
        return [_not_json(error, text)]
    except (ValueError, RecursionError):
        what = say("The file holds numbers or lists that no list of chapters has any need of.")
        return [Flaw(1, what, say("Export it again as JSON chapters."))]


def list_of(text: str) -> JsonValue | None:
    """What holds the chapters in a text that `json.loads` accepts: the value of `chapters`, or the bare list."""
    whole = root(text)
    if not isinstance(whole.value, dict):
        return whole
    return next((one for one in [*entries(text, whole.at)][::-1] if one.key == "chapters"), None)


def _rows(text: str) -> Sequence[Row | Flaw]:
    ends = line_counter(text)
    listed = list_of(text)
    if listed is None:
        what = say("There is no list named “chapters” in the file.")
        return [
            Flaw(line_at(ends, root(text).at), what, say('Write the chapters between brackets: "chapters": [ … ].'))
        ]
    if not isinstance(listed.value, list):
        what = say("“{text}” is not a list of chapters.", text=_shown(listed.value))
        return [Flaw(line_at(ends, listed.at), what, say("Write them between square brackets: [ … ]."))]
    return [one for placed in entries(text, listed.at) for one in _row(text, placed, ends)]


def _row(text: str, placed: JsonValue, ends: array[int]) -> Sequence[Row | Flaw]:
    line = line_at(ends, placed.at)
    if not isinstance(placed.value, dict):
        what = say("“{text}” is not a chapter.", text=_shown(placed.value))
        return [Flaw(line, what, say("Write it like this: {example}", example=_EXAMPLE))]
    written = {one.key: one for one in entries(text, placed.at) if not blank(one.value)}
    cells: dict[str, Cell] = {}
    flaws: list[Flaw] = []
    for name, field in {**_TIMES, **_TEXTS, _LISTED: "listed"}.items():
        if name not in written or field in cells:
            continue
        value, at = written[name].value, line_at(ends, written[name].at)
        if name in _TEXTS and not isinstance(value, str):
            flaws.append(_no_text(name, value, at))
        else:
            cells[field] = Cell(_time(value) if name in _TIMES else _plain(value), at, name)
    return [*flaws, Row(line, cells, located=_LOCATION in written)]


def _time(value: object) -> timedelta | str:
    """The time; what is none as text, at which the model will object."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _LONGEST_SECONDS:
        return timedelta(milliseconds=round(value * 1000))
    return quoted(value) if isinstance(value, str) else _shown(value)


def _plain(value: object) -> bool | str:
    return value if isinstance(value, bool | str) else _shown(value)


def _shown(value: object) -> str:
    """The beginning of a value as its file writes it."""
    return quoted(json.dumps(value, ensure_ascii=False))


def _no_text(name: str, value: object, line: int) -> Flaw:
    what = say("“{name}” should be a text, but it is {text}.", name=name, text=_shown(value))
    return Flaw(line, what, say('Write it between quotation marks: "{name}": "…"', name=name))


def _not_json(error: json.JSONDecodeError, text: str) -> Flaw:
    lines = text.split("\n")
    shown = quoted(lines[error.lineno - 1])
    remedy = say("Look here and at the end of the line before: a comma between two chapters and none after the last.")
    reason = reason_in_json(error)
    if not shown:
        return Flaw(error.lineno, say("The JSON ends too early ({reason}).", reason=reason), remedy)
    return Flaw(error.lineno, say("The JSON is broken at “{text}” ({reason}).", text=shown, reason=reason), remedy)
