"""Bytes become the tree of a feed, whatever is wrong with them; or are refused, with what they are instead. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from balado.errors import Fault, Place, SourceError
from balado.feed.read_balance import balanced
from balado.feed.read_log import Kind, Log, broken, wrong_encoding
from balado.feed.read_markup import repaired
from balado.feed.read_text import decode
from balado.feed.read_tree import EndlessDocumentError, HostileDocumentError, Node, tree_of
from balado.message import Message, say, size_text

MOST_BYTES = 50_000_000
"""Longest document that is read: ten times the largest feeds there are."""

_OTHER_FORMATS = {
    b"\x1f\x8b": say("The document is compressed (gzip): unpack it first."),
    b"PK\x03\x04": say("The document is compressed (ZIP): unpack it first."),
    b"ID3": say("This is a recording, not a feed."),
    b"%PDF": say("This is a PDF file, not a feed."),
    b"{": say("This is JSON, not a feed."),
    b"[": say("This is JSON, not a feed."),
}
_NAMED_LINE = re.compile(r" line (\d+)")
_ENCLOSURE = "{*}enclosure"
_LIMITS = frozenset({110, 114})
"""XML_ERR_NAME_TOO_LONG and XML_ERR_RESOURCE_LIMIT of libxml2, by number: lxml before 6.0.2 has no name for both."""


def root_of(document: bytes, url: str, log: Log, *, is_own: bool = False) -> Node:
    """The root of the document, under the names of our tables. Raises SourceError where nothing can be read.

    One of our own (`is_own`) may be of any size.
    """
    if not is_own:
        _refuse_size(len(document), url)
    for beginning, what in _OTHER_FORMATS.items():
        if document.lstrip().startswith(beginning):
            raise fault(url, what)
    text, wrongly_named = decode(document)
    if wrongly_named is not None:
        log.add_line(wrong_encoding, 1, wrongly_named)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise fault(url, say("The document is empty."))
    try:
        root = _parsed(repaired(text, log), log)
        tree = None if root is None else tree_of(root, is_own=is_own)
    except EndlessDocumentError as error:
        what = say("The document has more than {count} elements; feeds of up to so many are read.", count=error.most)
        raise fault(url, what) from None
    except HostileDocumentError:
        what = say("The document is built in a way that would fill the memory or read other files.")
        raise fault(url, what) from None
    if tree is None:
        raise fault(url, say("The document is no XML."))
    return tree


def fault(url: str, what: Message, remedy: Message | None = None, line: int | None = None) -> SourceError:
    """The error of a document that is no feed."""
    default = say("Give the address or the file of the show's RSS feed.")
    return SourceError.of([Fault(Place(url or "feed.xml", line), what, remedy or default)])


def _refuse_size(byte_size: int, url: str) -> None:
    if byte_size > MOST_BYTES:
        what = say(
            "The document is {size} long; feeds of up to {limit} are read.",
            size=size_text(byte_size),
            limit=size_text(MOST_BYTES),
        )
        raise fault(url, what)


def _parsed(text: str, log: Log) -> etree._Element | None:
    """The root, from the text as it is or, where that is broken, with its tags brought into order."""
    root, errors = _parsed_once(text)
    for kind, line, count in _kinds(errors):
        log.add_line(kind, line, "", count)
    if any(entry.level_name == "FATAL" for entry in errors):
        ordered, _ = _parsed_once(balanced(text))
        if root is None or (ordered is not None and _count_items(ordered) >= _count_items(root)):
            return ordered
    return root


def _count_items(root: etree._Element) -> int:
    """How many recordings stand where they belong: of two ways to mend a document, the one that finds more is right."""
    homes = [[_local(one) for one in enclosure.iterancestors()][:2] for enclosure in root.iter(_ENCLOSURE)]
    return sum(1 for home in homes if home in (["item", "channel"], ["item", "rss"]))


def _local(element: etree._Element) -> str:
    """The name alone: one that no namespace was declared for keeps its prefix, and is none that lxml takes apart."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _parsed_once(text: str) -> tuple[etree._Element | None, list[etree._LogEntry]]:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        attribute_defaults=False,
        huge_tree=False,
        strip_cdata=True,
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    errors = list(parser.error_log)
    if any(entry.type in _LIMITS for entry in errors):
        raise HostileDocumentError
    return root, errors


def _kinds(errors: Iterable[etree._LogEntry]) -> Iterator[tuple[Kind, int, int]]:
    found: dict[str, list[etree._LogEntry]] = {}
    for entry in errors:
        found.setdefault(entry.type_name, []).append(entry)
    return ((broken(same[0].message.strip()), _line_of(same[0]), len(same)) for same in found.values())


def _line_of(entry: etree._LogEntry) -> int:
    """Where it is to be mended: of a tag without its end, where that begins."""
    named = _NAMED_LINE.search(entry.message)
    return int(named[1]) if named else entry.line
