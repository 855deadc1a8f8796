"""Chapters as plain lines, `00:12:30 Title`, as people write them in notes and mp4chaps keeps them.

A link may follow in angle brackets, as Podlove exports it: `00:12:30.000 Title <https://example.org>`. Pure.
"""

from __future__ import annotations

import re

from balado.chapters.row import Row, Rows, row_of
from balado.message import say
from balado.transcripts.flaw import Flaw, quoted

_TIME = r"[0-9]{1,9}(?::[0-9]{1,9}){1,2}(?:[.,][0-9]{1,9})?"
_SIGN = "[-\u2010-\u2015\u2212.,:;|\u00b7\u2022]"
_LINE = re.compile(
    rf"(?:\((?P<round>{_TIME})\)|\[(?P<square>{_TIME})\]|(?P<bare>{_TIME}))"
    rf"(?:\s*{_SIGN}(?=\s)|{_SIGN}(?=[^\W\d])|(?=\s|$))(?P<title>.*)"
)
_LINK = re.compile(r"<(?P<href>[A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>$")


def plain_rows(text: str) -> Rows:
    """A row for each line that holds a chapter; blank lines and those that begin with `#` hold none."""
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip()
        if written and not written.startswith("#"):
            yield _row(number, written)


def _row(number: int, written: str) -> Row | Flaw:
    found = _LINE.fullmatch(written)
    if found is None:
        return Flaw(
            number,
            say("“{text}” does not begin with a time.", text=quoted(written)),
            say("Write the time, a blank and the title: 00:12:30 The title. A line of your own begins with “#”."),
        )
    time = found["round"] or found["square"] or found["bare"]
    title, href = _title_and_link(found["title"])
    if not title:
        return untitled(number, time)
    return row_of(number, start=time, title=title, href=href)


def _title_and_link(written: str) -> tuple[str, str | None]:
    stripped = written.strip()
    opening = stripped.rfind("<")
    link = _LINK.fullmatch(stripped, opening) if opening >= 0 else None
    return (stripped, None) if link is None else (stripped[:opening].strip(), link["href"].strip())


def untitled(line: int, time: str) -> Flaw:
    """A chapter without a title, in a format that has nothing else to show."""
    return Flaw(
        line,
        say("The chapter at {time} has no title.", time=quoted(time)),
        say("Write its title behind the time, for example: {time} Questions.", time=quoted(time)),
    )
