"""Files of chapters, as tests write them and as they want to see them read."""

from __future__ import annotations

import textwrap
from datetime import timedelta

from balado.chapters.read import read_chapters
from balado.show.podcasting import Chapter


def at(seconds: float, title: str | None = None) -> Chapter:
    """A chapter with nothing but its start, in seconds, and its title."""
    return Chapter(start=timedelta(milliseconds=round(seconds * 1000)), title=title)


def chapters_in(text: str, path: str) -> tuple[Chapter, ...]:
    """The chapters of a file without any fault."""
    chapters, faults = read_chapters(textwrap.dedent(text).encode(), path)
    assert faults == ()
    assert chapters is not None
    return chapters


def errors_in(text: str, path: str) -> list[tuple[int | None, str]]:
    """The line and the sentence of each error of a file that has some."""
    chapters, faults = read_chapters(textwrap.dedent(text).encode(), path)
    assert chapters is None
    return [(fault.place.line, str(fault.what)) for fault in faults if fault.severity == "error"]
