"""The tree of a document as it stands, for rules to judge: nothing is repaired, and every element knows its line.

Names have the prefixes of our tables, where the namespace is right to the letter (as apps compare it) or misspelled:
that is one finding, of its own rule, and no reason to miss every tag. An element of any other namespace is named
`{namespace}name`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from balado.rules.xml_flaws import MOST_FLAWS, XmlFlaw, made_readable
from balado.show.namespaces import NAMESPACES, PODCAST_ALIAS, prefix_meant

SPACES: Mapping[str, str] = {
    **{address: prefix for prefix, address in NAMESPACES.items()},
    PODCAST_ALIAS: "podcast",
}
"""Prefix by namespace."""

MOST_BYTES = 25_000_000
"""Longest document that is judged: five times what apps are known to read."""
MOST_ELEMENTS = 300_000
"""Most elements that are judged; a thousand episodes have some fifty thousand."""
_MOST_OF_A_LINE = 2_000
_PIECE_BYTES = 65_536
_DEEPEST = 100
"""No dialect goes beyond ten; the path of each element, and the way up from it, is as long as it is deep."""
_MOST_ATTRIBUTES = 100
"""lxml's time for the attributes of an element is the square of their number."""
_NONE: Mapping[str, str] = {}


@dataclass(slots=True, eq=False)
class Element:
    """An element. `text` is its own text as it stands, with the blanks around it; `number` counts those of its name."""

    name: str
    line: int
    parent: Element | None = None
    number: int = 1
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    text: str = ""
    _named: dict[str, list[Element]] | None = None
    _children: list[Element] | None = None

    def add(self, child: Element) -> None:
        """Put a child behind those that are there."""
        if self._named is None or self._children is None:
            self._named, self._children = {}, []
        same = self._named.setdefault(child.name, [])
        same.append(child)
        child.number = len(same)
        self._children.append(child)

    @property
    def children(self) -> Sequence[Element]:
        """Its own children, in the order of the document."""
        return self._children or ()

    def all(self, name: str) -> Sequence[Element]:
        """Its own children of that name."""
        return (self._named or {}).get(name, ())

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        found = self.all(name)
        return found[0] if found else None

    def value(self, name: str) -> str:
        """The text of the first child of that name without blanks around it; empty when there is none."""
        found = self.all(name)
        return found[0].text.strip() if found else ""

    def walk(self) -> Iterator[Element]:
        """Itself and everything below it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    @property
    def path(self) -> str:
        """Its XPath, with a number wherever several of a name stand side by side."""
        if self.parent is None:
            return f"/{self.name}"
        number = f"[{self.number}]" if len(self.parent.all(self.name)) > 1 else ""
        return f"{self.parent.path}/{self.name}{number}"


@dataclass(frozen=True, slots=True)
class Misspelled:
    """A namespace that is none, the line where it is first used, and the prefix of the one that is meant."""

    space: str
    line: int
    prefix: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read. `root` is None where nothing could be; `misspelled` are namespaces in use that mean another."""

    root: Element | None
    flaws: tuple[XmlFlaw, ...] = ()
    misspelled: tuple[Misspelled, ...] = ()


class _TooLargeError(Exception):
    """There are more elements than are judged."""


class _TooDeepError(Exception):
    """Elements stand in one another to no end; the line is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parse(document: bytes) -> Parsed:
    """The tree of a document. No entity is expanded, nothing is fetched; size, depth and number are bounded."""
    if len(document) > MOST_BYTES:
        return Parsed(None, (XmlFlaw("too-large", 1, str(len(document))),))
    ended, flaws = made_readable(document)
    if ended is None:
        return Parsed(None, tuple(flaws))
    builder = _Builder()
    try:
        errors = builder.build(ended)
    except _TooLargeError:
        return Parsed(None, (XmlFlaw("too-large", 1, str(MOST_ELEMENTS)),))
    except _TooDeepError as error:
        return Parsed(None, (*flaws, XmlFlaw("malformed", error.line, f"more than {_DEEPEST} elements in one another")))
    flaws += _malformed(errors[:MOST_FLAWS], document)
    if builder.root is None and not flaws:
        flaws.append(XmlFlaw("malformed", 1))
    return Parsed(builder.root, tuple(flaws), tuple(builder.misspelled.values()))


_ENDLESS = {"CData section not finished": (b"<![CDATA[", b"]]>"), "Comment not terminated": (b"<!--", b"-->")}
_NAMED_LINE = re.compile(r" line (\d+)")


def _malformed(errors: Sequence[tuple[int, str]], document: bytes) -> Iterator[XmlFlaw]:
    lines = document.split(b"\n") if errors else []
    for line, words in errors:
        found = _NAMED_LINE.search(words)
        named = int(found[1]) if found else line
        written = lines[named - 1][:_MOST_OF_A_LINE] if 0 < named <= len(lines) else b""
        yield _at_its_beginning(XmlFlaw("malformed", line, words, written.decode(errors="replace")), document)


def _at_its_beginning(flaw: XmlFlaw, document: bytes) -> XmlFlaw:
    """What has no end is found missing at the end of the document; it is to be mended where it begins."""
    for words, (beginning, end) in _ENDLESS.items():
        if flaw.words.startswith(words):
            at = document.find(beginning, document.rfind(end) + 1)
            return XmlFlaw(flaw.kind, document.count(b"\n", 0, at) + 1, words) if at >= 0 else flaw
    return flaw


class _Builder:
    """Makes elements of lxml's as they come, and lets go of those."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.misspelled: dict[str, Misspelled] = {}
        self._open: list[Element] = []
        self._names: dict[str, str] = {}
        self._left = MOST_ELEMENTS

    def build(self, document: bytes) -> list[tuple[int, str]]:
        """Read it all; gives what was wrong with the XML, by line."""
        parser = etree.XMLPullParser(
            events=("start", "end"),
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            attribute_defaults=False,
            huge_tree=False,
        )
        errors: list[tuple[int, str]] = []
        try:
            for start in range(0, len(document), _PIECE_BYTES):
                parser.feed(document[start : start + _PIECE_BYTES])
                self._take(parser)
            parser.close()
            self._take(parser)
        except etree.XMLSyntaxError as error:
            errors.append((error.lineno or 1, str(error.msg)))
        return [(entry.line, entry.message.strip()) for entry in parser.feed_error_log] or errors

    def _take(self, parser: etree.XMLPullParser) -> None:
        element: Any  # a comment's tag is a function, which the stubs do not know
        for event, element in parser.read_events():
            if isinstance(element.tag, str):
                (self._begin if event == "start" else self._end)(element)

    def _begin(self, element: Any) -> None:
        self._left -= 1
        if self._left < 0:
            raise _TooLargeError
        parent = self._open[-1] if self._open else None
        line = element.sourceline or 0
        if len(self._open) == _DEEPEST:
            raise _TooDeepError(line)
        made = Element(self._name(str(element.tag), element.prefix, line), line, parent)
        if len(element.attrib) > _MOST_ATTRIBUTES:
            raise _TooLargeError
        if element.attrib:
            made.attributes = {self._name(str(name), None, line): str(value) for name, value in element.attrib.items()}
        if parent is not None:
            parent.add(made)
        elif self.root is None:
            self.root = made
        self._open.append(made)

    def _end(self, element: Any) -> None:
        made = self._open.pop()
        tails = (child.tail or "" for child in element)
        made.text = "".join((element.text or "", *tails))
        element.clear(keep_tail=True)

    def _name(self, tag: str, prefix: str | None, line: int) -> str:
        known = self._names.get(tag)
        if known is None:
            known = self._names[tag] = self._spelled(tag, prefix, line)
        return known

    def _spelled(self, tag: str, prefix: str | None, line: int) -> str:
        if not tag.startswith("{"):
            return tag
        space, _, local = tag[1:].partition("}")
        known = SPACES.get(space)
        if known is None and (known := prefix_meant(space, prefix)) is not None:
            self.misspelled.setdefault(space, Misspelled(space, line, known))
        return f"{known}:{local}" if known else tag


def moment_of(text: str) -> datetime | None:
    """The moment of a date as RFC 2822 writes it, in its own zone; None where it is none, or out of every calendar."""
    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # raises OverflowError beyond the first and the last day
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment
