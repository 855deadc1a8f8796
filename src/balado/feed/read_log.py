"""What a reader could not place, said once for each kind and tag. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from balado.errors import reason_in_xml
from balado.feed.read_tree import Node
from balado.message import Message, say, say_many

_MOST_CHARS = 200
_MOST_FINDINGS = 500

Kind = Callable[[int], Message]
"""What is wrong, for the number of times that it is."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something in a document that has no place in a `Feed`: where it first stands, what is the matter, its text.

    `path` is in the manner of XPath: `/rss/channel/item[3]/itunes:duration`.
    """

    line: int
    path: str
    what: Message
    text: str


@dataclass(slots=True)
class _Finding:
    line: int
    path: str
    text: str
    count: int = 0


@dataclass(slots=True)
class Log:
    """Collects while a document is read: the same of the same tag is one finding with a count."""

    guid_mark: str = ""
    """What stands in guids for characters that are none; empty where all are."""
    _found: dict[tuple[Kind, str], _Finding] = field(default_factory=dict)

    def add(self, kind: Kind, node: Node, below: str = "", text: str | None = None) -> None:
        """Note this of a node, or of what stands `below` it (`/@url`). Its text is quoted unless another is given."""
        key = (kind, node.trail + below)
        if key not in self._found:
            if len(self._found) >= _MOST_FINDINGS:
                self.add_line(further, node.line)
                return
            quoted = node.text if text is None else text
            self._found[key] = _Finding(node.line, node.path + below, quoted[:_MOST_CHARS])
        self._found[key].count += 1

    def add_lost(self, kind: Kind, node: Node, title: str) -> None:
        """Note an episode that is left out. Each is named, however many there are: a show may depend on it."""
        self._found.setdefault((kind, node.path), _Finding(node.line, node.path, title[:_MOST_CHARS])).count += 1

    def add_line(self, kind: Kind, line: int, text: str = "", count: int = 1) -> None:
        """Note this of a line, which is of no tag."""
        finding = self._found.setdefault((kind, ""), _Finding(line, "/", text[:_MOST_CHARS]))
        finding.count += count

    def unplaced(self) -> Iterator[Unplaced]:
        """Everything noted, in the order of the document."""
        found = sorted(self._found.items(), key=lambda entry: (entry[1].line, entry[1].path))
        return (Unplaced(one.line, one.path, kind(one.count), one.text) for (kind, _), one in found)


def unknown(count: int) -> Message:
    """A tag or an attribute that no field is for."""
    return say_many(
        "Balado has no place for this, and does not keep it.",
        "Balado has no place for this, and does not keep it. It stands {count} times in the feed.",
        count,
    )


def became_text(count: int) -> Message:
    """An element in which text and tags are mixed."""
    return say_many(
        "Text and tags are mixed here: it is kept, with the tags as text.",
        "Text and tags are mixed in {count} of these: they are kept, with the tags as text.",
        count,
    )


def not_understood(count: int) -> Message:
    """A value in no form that is known."""
    return say_many(
        "This value cannot be understood, and is left out.",
        "{count} values of this tag cannot be understood, and are left out.",
        count,
    )


def missing(count: int) -> Message:
    """A tag without the part that it is about."""
    return say_many(
        "This is empty, and its tag says nothing without it: the tag is left out.",
        "This is empty in {count} tags, which say nothing without it: they are left out.",
        count,
    )


def repeated(count: int) -> Message:
    """A further one, where one alone has a place."""
    return say_many(
        "There is another one of these before, which counts: this one is left out.",
        "Only the first of these counts: {count} are left out.",
        count,
    )


def other_words(count: int) -> Message:
    """A further text about the same, when there is one place for it."""
    return say_many(
        "The same is said in other words by another tag, which counts: this text is left out.",
        "The same is said in other words by another tag, which counts: {count} of these texts are left out.",
        count,
    )


def no_recording(_count: int) -> Message:
    """An item without enclosure."""
    return say("This episode names no recording (enclosure): apps do not show it.")


def no_stream(_count: int) -> Message:
    """A stream that does not say what it is for."""
    return say("This stream has no address, status or beginning that is understood, and is left out.")


def out_of_place(count: int) -> Message:
    """An item inside something that holds none."""
    return say_many(
        "This episode stands inside another tag, where apps do not look for it; it was read all the same.",
        "{count} episodes stand inside another tag, where apps do not look for them; they were read all the same.",
        count,
    )


def told_twice(count: int) -> Message:
    """An item that is there already."""
    return say_many(
        "The very same episode stands before this one: the second is left out.",
        "{count} episodes stand in the feed more than once: each is taken once.",
        count,
    )


def same_guid(count: int) -> Message:
    """A guid that another episode has."""
    return say_many(
        "An older episode has the same guid, and apps show one of the two: this one gets the address of its recording.",
        "{count} episodes have the guid of an older one, and apps show one of them: they get the addresses of their "
        "recordings.",
        count,
    )


def unreadable_guid(count: int) -> Message:
    """A guid with a character that is none."""
    return say_many(
        "A character stands in this guid that no feed may contain, and each app makes something else of it: the "
        "episode gets the address of its recording.",
        "A character stands in {count} guids that no feed may contain, and each app makes something else of them: the "
        "episodes get the addresses of their recordings.",
        count,
    )


def became_rendition(count: int) -> Message:
    """A further enclosure."""
    return say_many(
        "RSS knows one enclosure for each episode: this further one becomes another rendition (alternates).",
        "RSS knows one enclosure for each episode: {count} further ones become other renditions (alternates).",
        count,
    )


def no_date(count: int) -> Message:
    """An item without a date."""
    return say_many(
        "This episode has no date: it is taken to be of 1 January 1970. Give it its date.",
        "{count} episodes have no date: they are taken to be of 1 January 1970. Give them their dates.",
        count,
    )


def further(count: int) -> Message:
    """More than anybody wants to read of."""
    return say_many(
        "{count} more thing like these is not listed.", "{count} more things like these are not listed.", count
    )


def wrong_encoding(_count: int) -> Message:
    """A document in another encoding than the one it names."""
    return say("The document is not in the encoding that it names; it was read as what it is.")


def bare_sign(count: int) -> Message:
    """`&` or `<` alone, which XML wants as `&amp;` and `&lt;`."""
    return say_many(
        "An “&” or “<” stands here that should be written “&amp;” or “&lt;”; it was read as meant.",
        "{count} “&” or “<” in the document should be written “&amp;” or “&lt;”; they were read as meant.",
        count,
    )


def unknown_entity(count: int) -> Message:
    """`&name;` with a name that neither XML nor HTML knows."""
    return say_many(
        "This stands for no character that is known; it was read as it stands.",
        "{count} names in the document stand for no character that is known; they were read as they stand.",
        count,
    )


def bad_character(count: int) -> Message:
    """A character that cannot stand in XML."""
    return say_many(
        "A character stands here that no feed may contain; it was left out.",
        "{count} characters that no feed may contain were left out.",
        count,
    )


def endless_section(count: int) -> Message:
    """CDATA without its end."""
    return say_many(
        "This text (CDATA) has no end, and the next episodes would stand in it: it ends with its tag.",
        "{count} texts (CDATA) have no end, and the next episodes would stand in them: they end with their tags.",
        count,
    )


def before_the_feed(_count: int) -> Message:
    """Text in front of the XML."""
    return say("Text stands in front of the feed; it was skipped. Some apps do not read such a feed at all.")


def declarations(_count: int) -> Message:
    """A document type with declarations of its own."""
    return say("The document declares names of its own (DOCTYPE); Balado does not follow such declarations.")


def broken(reason: str) -> Kind:
    """XML that is not well-formed, in the words of the parser."""
    return _Broken(reason)


@dataclass(frozen=True, slots=True)
class _Broken:
    reason: str

    def __call__(self, count: int) -> Message:
        return say_many(
            "The XML is broken here ({reason}); what could be saved was read.",
            "The XML is broken in {count} places, first here ({reason}); what could be saved was read.",
            count,
            reason=reason_in_xml(self.reason),
        )
