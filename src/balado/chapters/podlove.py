"""Podlove Simple Chapters, alone or inside a feed (podlove.org/simple-chapters).

Elements are known by their name whatever their prefix: people cut the block out of a feed and lose the line that
declares it. A document type is refused, for all that it could bring is entities. Pure.
"""

from __future__ import annotations

from typing import NoReturn
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from balado.chapters.row import Row, Rows, blank, row_of
from balado.errors import reason_in_xml
from balado.message import Message, say
from balado.transcripts.flaw import Flaw, quoted

_BLOCK, _ENTRY = "chapters", "chapter"


class _DoctypeError(Exception):
    """The document has a type."""


class _Collector:
    """Listens to the parser and keeps the chapters, and the line of each block that has some."""

    def __init__(self) -> None:
        self.rows: list[Row | Flaw] = []
        self.blocks: dict[int, int] = {}
        self.blocks_seen = 0
        self._open: list[tuple[str, int]] = []
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.StartDoctypeDeclHandler = self._refuse

    @property
    def line(self) -> int:
        """Where the parser is."""
        return self._parser.CurrentLineNumber

    def read(self, text: str) -> None:
        """The whole document. Raises ExpatError, _DoctypeError."""
        self._parser.Parse(text, True)

    def _begin(self, name: str, values: dict[str, str]) -> None:
        local, line = name.rpartition(":")[2], self.line
        if local == _ENTRY and self._open and self._open[-1][0] == _BLOCK:
            self.blocks.setdefault(self.blocks_seen, self._open[-1][1])
            self.rows.append(_row(line, values))
        elif local == _BLOCK:
            self.blocks_seen += 1
        self._open.append((local, line))

    def _finish(self, _name: str) -> None:
        self._open.pop()

    def _refuse(self, *_: object) -> NoReturn:
        raise _DoctypeError


def psc_rows(text: str) -> Rows:
    """A row for each `chapter` of the one block of `chapters`."""
    collector = _Collector()
    try:
        collector.read(text)
    except _DoctypeError:
        what = say("The file declares a document type (“<!DOCTYPE”), which chapters have no need of.")
        return [Flaw(collector.line, what, say("Delete everything from “<!DOCTYPE” to its end."))]
    except ExpatError as error:
        return [_not_xml(error, text)]
    return [*collector.rows, *_objections(collector)]


def _objections(collector: _Collector) -> list[Flaw]:
    if not collector.blocks_seen:
        what = say("There is no element “psc:chapters” in the file.")
        return [Flaw(1, what, say("Export it again as Podlove Simple Chapters, or save the chapters as plain lines."))]
    second = list(collector.blocks.values())[1:2]
    what = say("Here begins a second list of chapters; a file holds those of one episode.")
    return [Flaw(line, what, say("Keep one block “psc:chapters”, delete the others.")) for line in second]


def _row(line: int, values: dict[str, str]) -> Row | Flaw:
    if blank(values.get("title")):
        time = quoted(values.get("start", ""))
        what = say("The chapter at {time} has no title.", time=time) if time else say("The chapter has no title.")
        return Flaw(line, what, say('Write it as title="…".'))
    start, href, image = values.get("start"), values.get("href"), values.get("image")
    return row_of(line, start=start and quoted(start), title=values["title"], href=href, picture=image)


def _not_xml(error: ExpatError, text: str) -> Flaw:
    lines = text.split("\n")
    shown = quoted(lines[error.lineno - 1]) if error.lineno <= len(lines) else ""
    return Flaw(error.lineno, _broken(shown, reason_in_xml(ErrorString(error.code))), _CLOSE_ALL)


_CLOSE_ALL = say("Close what is open, write & as &amp; and < as &lt;, or export the file again.")


def _broken(shown: str, reason: Message) -> Message:
    if not shown:
        return say("The XML ends too early ({reason}).", reason=reason)
    return say("The XML is broken at “{text}” ({reason}).", text=shown, reason=reason)
