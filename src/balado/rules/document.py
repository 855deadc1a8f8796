"""The document as XML and RSS. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.errors import reason_in_xml
from balado.message import mark, say, size_text
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import MOST_NOTES_CHARS, FeedDocument
from balado.rules.tree import Element
from balado.rules.xml_flaws import Cure, XmlFlaw, cure_of, first_causes
from balado.show.namespaces import NAMESPACES

_FLAWS = {
    "malformed": mark("The document is not well-formed XML here: {words}."),
    "not-utf-8": mark("The document is not UTF-8 here."),
    "entities": mark("The document declares entities of its own; apps refuse them, for safety."),
}
_BAD_CHARACTER = re.compile(r"invalid (?:xml)?Char value|out of allowed range", re.IGNORECASE)


def _spot(document: FeedDocument, line: int) -> Element:
    return Element(document.root.name if document.root is not None else "", line)


def _is_character(flaw: XmlFlaw) -> bool:
    return flaw.kind == "malformed" and _BAD_CHARACTER.search(flaw.words) is not None


@rule("XML-001", "error", "all podcast20", say("Have it written anew by its program: every text escaped, in UTF-8."))
def not_well_formed(document: FeedDocument) -> Iterator[Finding]:
    """The document is not well-formed XML, or not in UTF-8.

    Why: an app whose parser stops there shows nothing of the feed, or only the episodes before it.
    Example: `<title>Questions & answers</title>`, where `&` must be `&amp;`.
    Remedy: let the program that makes the feed escape every text, and write UTF-8.
    Source: XML 1.0 (W3C), section 2.1; RSS 2.0.
    """
    if document.root is not None and document.root.name.lower() == "html":
        return  # a page, and no feed with faults: another rule says so
    seen: list[Cure] = []
    for flaw in first_causes(flaw for flaw in document.flaws if flaw.kind in _FLAWS and not _is_character(flaw)):
        cure = cure_of(flaw)
        if cure.remedy is None or cure not in seen:
            seen.append(cure)
            words = reason_in_xml(quoted(flaw.words.rstrip(".")))
            yield Finding(_spot(document, cure.line), say(_FLAWS[flaw.kind], words=words), cure.remedy)


@rule(
    "XML-005",
    "error",
    "all podcast20",
    say("Remove the invisible character; it often comes with text pasted from a PDF."),
)
def character_not_allowed(document: FeedDocument) -> Iterator[Finding]:
    """A text holds a character that XML 1.0 does not allow.

    Why: apps stop reading at that character, and everything behind it is lost to them.
    Example: a vertical tab (U+000B) pasted with a paragraph from a word processor.
    Remedy: delete the character at that place and type the words again.
    Source: XML 1.0 (W3C), section 2.2.
    """
    for flaw in document.flaws:
        if _is_character(flaw):
            what = say("XML does not allow a character that stands here ({words}).", words=quoted(flaw.words))
            yield Finding(_spot(document, flaw.line), what)


@rule("NET-007", "error", "own", say("Check that this is a feed; split a feed of that size into archives."))
def feed_too_large(document: FeedDocument) -> Iterator[Finding]:
    """The document is larger than any feed, so it was not read to its end.

    Why: apps stop reading long before; a document of that size is a mistake, or made to do harm.
    Example: a feed of 60 MB, or one with 400,000 elements.
    Remedy: check that it is a feed at all; a show with thousands of episodes keeps the older ones in archives.
    Source: our own safety; RFC 5005 for archives.
    """
    for flaw in document.flaws:
        if flaw.kind == "too-large":
            what = say("The document ({size}) is too large to be judged.", size=size_text(document.byte_size))
            yield Finding(_spot(document, flaw.line), what)
    channel = document.channel
    items = () if channel is None else (*channel.items, *channel.live_items)
    judged = 0
    for item in items:
        judged += item.notes_chars
        if judged > MOST_NOTES_CHARS:
            what = say("From here on the show notes were not looked into: there are more than of any show.")
            yield Finding(item.element, what, severity="warning")
            return


@rule(
    "XML-002",
    "error",
    "all podcast20",
    say('Give the address of an RSS feed: <rss version="2.0"> with one <channel>.'),
)
def not_rss_2(document: FeedDocument) -> Iterator[Finding]:
    """The document is not RSS 2.0 with exactly one channel.

    Why: podcast apps read nothing else; an Atom feed, a web page or two shows in one file are refused.
    Example: `<feed xmlns="http://www.w3.org/2005/Atom">`, or a page that says the feed has moved.
    Remedy: give the address of the RSS feed; one feed holds one show.
    Source: RSS 2.0; Apple, A Podcaster's Guide to RSS.
    """
    root = document.root
    if root is None:
        return
    if root.name != "rss":
        yield Finding(root, say("The document begins with <{name}>, not with <rss>.", name=quoted(root.name)))
        return
    version = root.attributes.get("version", "")
    if version.strip() != "2.0":
        what = say("The version of RSS is “{version}”, not 2.0.", version=quoted(version))
        yield Finding(root, what, say('Write <rss version="2.0">.'))
    channels = root.all("channel")
    if not channels:
        yield Finding(root, say("There is no <channel>: the feed says nothing of a show."))
    for further in channels[1:]:
        yield Finding(further, say("There is a second <channel>; apps read the first one only."))


@rule("XML-003", "error", "all podcast20", say("Write the namespace exactly: {space}"))
def namespace_misspelled(document: FeedDocument) -> Iterator[Finding]:
    """A namespace is written in another way than its owner writes it.

    Why: namespaces are compared letter by letter, so every tag of a misspelled one is passed over in silence.
    Example: `xmlns:itunes="https://www.itunes.com/dtds/podcast-1.0.dtd"`: Apple's begins with http. There is no 1.1.
    Remedy: copy the namespace from the platform's own page.
    Source: Namespaces in XML (W3C); Apple, A Podcaster's Guide to RSS; podcast namespace.
    """
    for one in document.misspelled:
        yield Finding(
            _spot(document, one.line),
            say("The namespace “{space}” is misspelled: its tags count for nothing.", space=quoted(one.space)),
            say("Write the namespace exactly: {space}", space=NAMESPACES[one.prefix]),
        )


@rule("XML-004", "warning", "rss", say("Write everything that is about the show before the first <item>."))
def channel_after_items(document: FeedDocument) -> Iterator[Finding]:
    """Something about the show stands behind its first episode.

    Why: some readers stop looking for the show's own tags at the first item.
    Example: `<itunes:image>` at the end of the channel.
    Remedy: move it in front of the items.
    Source: RSS Advisory Board, RSS Best Practices Profile; W3C feed validator, MisplacedItem.
    """
    channel = document.channel
    if channel is None:
        return
    seen = False
    for child in channel.element.children:
        if child.name in ("item", "podcast:liveItem"):
            seen = seen or child.name == "item"
        elif seen:
            yield Finding(child, say("<{name}> stands behind the first episode.", name=quoted(child.name)))
            return
