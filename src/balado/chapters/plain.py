"""Chapters as plain lines, `00:12:30 Title`, as people write them in notes and mp4chaps keeps them.

A link may follow in angle brackets, as Podlove exports it: `00:12:30.000 Title <https://example.org>`. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class PlainLine:
    """From which to before which character of a line its time stands, its title, and the address between brackets."""

    start: tuple[int, int]
    title: tuple[int, int]
    href: tuple[int, int] | None = None


def parts_of(line: str) -> PlainLine | None:
    """The parts of a line; None where it holds no chapter."""
    written = line.strip()
    found = _LINE.fullmatch(written) if not written.startswith("#") else None
    if found is None:
        return None
    before = len(line) - len(line.lstrip())
    time = next(name for name in ("round", "square", "bare") if found[name])
    begin = found.start("title") + len(found["title"]) - len(found["title"].lstrip())
    title, link = _title_and_link(found["title"])
    start = (before + found.start(time), before + found.end(time))
    href = None
    if link is not None:
        end = len(line.rstrip()) - 1
        href = (line.rindex("<", 0, end) + 1, end)
    return PlainLine(start, (before + begin, before + begin + len(title)), href)


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
