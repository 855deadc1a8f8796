"""Texts of any tag: escaped once, without blanks around them, not too long, and not twice where one counts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import chain
from unicodedata import bidirectional

from balado.message import say
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import NOTES, Channel, ChannelItem
from balado.rules.tree import Element
from balado.show.characters import unescaped

_SINGLE_IN_CHANNEL = (
    "title", "link", "description", "language", "copyright", "pubDate", "lastBuildDate", "generator", "image",
    "itunes:image", "itunes:explicit", "itunes:author", "itunes:owner", "itunes:type", "itunes:title",
    "itunes:block", "itunes:complete", "itunes:new-feed-url", "podcast:guid", "podcast:locked", "podcast:medium",
)  # fmt: skip
_SINGLE_IN_ITEM = (
    "title", "link", "description", "guid", "pubDate", "content:encoded", "itunes:image", "itunes:explicit",
    "itunes:duration", "itunes:episode", "itunes:season", "itunes:episodeType", "itunes:title", "itunes:author",
    "itunes:block",
)  # fmt: skip
_PLAIN = (
    "title", "link", "language", "copyright", "guid", "pubDate", "lastBuildDate", "itunes:author", "itunes:title",
    "itunes:explicit", "itunes:duration", "itunes:episode", "itunes:season", "itunes:episodeType", "itunes:type",
    "itunes:block", "itunes:complete", "itunes:new-feed-url", "podcast:guid", "podcast:locked", "podcast:medium",
)  # fmt: skip
_WORDS = ("title", "itunes:title", "itunes:author", "copyright")
_MOST_CHARS = 255
_SHOWN_ATTRIBUTES = ("title", "name", "text", "alt")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]*:\S+\s*", re.IGNORECASE)
_TAG = re.compile(r"<(?!!)/?[a-zA-Z][^<>]*>")
_TAGS_TO_SEE = re.compile(
    r"\A\s*<(p|div|ul|ol|h[1-6]|span|a|strong|em|b|i)\b[^<>]*>(?=[^\s<]).*\S</\1>"
    r"|(?<=\S)<br ?/?>|<br ?/?>(?=\S)|<br ?/?>.*<br ?/?>|</p>\s*<p>|<a href=[^<>]+>[^<]*</a>",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_HTML = re.compile(
    r"\b(?:html|xml|css|tags?|balises?|markup|markdown|entit(?:y|ies|és?)|escap|échapp)", re.IGNORECASE
)


def _holders(channel: Channel) -> Iterator[Element]:
    yield channel.element
    for item in chain(channel.items, channel.live_items):
        yield item.element


@rule("XML-006", "warning", "rss", say("Write plain characters; the program that makes the feed escapes them once."))
def escaped_twice(channel: Channel) -> Iterator[Finding]:
    """A text was escaped twice, so that people see `&amp;` or `&eacute;`.

    Why: apps undo one escaping, as they should, and show the other.
    Example: `<title>Eau &amp;amp; gaz</title>` is shown as “Eau &amp; gaz”.
    Remedy: write plain characters where the text is typed.
    Source: RSS Advisory Board, RSS Best Practices Profile, character data.
    """
    for element in channel.element.walk():
        for text in (element.text, *(element.attributes.get(name, "") for name in _SHOWN_ATTRIBUTES)):
            code = _left_escaped(text, marked_up=element.name in NOTES) if "&" in text else None
            if code is not None:
                yield Finding(element, say("“{text}” shows {code} as it stands.", text=quoted(text), code=code))


def _left_escaped(text: str, *, marked_up: bool) -> str | None:
    """What people see of HTML in a text, as apps show it; None where that is nothing, or what the text is about."""
    if not marked_up:
        return None if _ADDRESS.fullmatch(text) else _entity_in(text)
    shown = unescaped(_TAG.sub("", text))
    if _ABOUT_HTML.search(shown):
        return None
    tags = _TAGS_TO_SEE.search(shown) if "<" in shown else None
    found = _TAG.search(tags[0]) if tags else None
    return found[0] if found else _entity_in(shown)


def _entity_in(text: str) -> str | None:
    codes = (found[0] for found in _ENTITY.finditer(text))
    return next((code for code in codes if code[1] == "#" or code[1:] in html5), None)


@rule("XML-007", "warning", "apple psp1", say("Remove the blanks and line breaks around the value."))
def blanks_around(channel: Channel) -> Iterator[Finding]:
    """A value has blanks or line breaks before or behind it.

    Why: apps that compare values, or use them as addresses, take the blanks for a part of them.
    Example: a guid on a line of its own, between its tags.
    Remedy: write the value directly between the tags.
    Source: Apple, A Podcaster's Guide to RSS; PSP-1.
    """
    for holder in _holders(channel):
        for name in _PLAIN:
            for element in holder.all(name):
                if element.text != element.text.strip() and element.text.strip():
                    yield Finding(element, say("There are blanks around “{text}”.", text=quoted(element.text)))


@rule("XML-007", "warning", "apple psp1", say("Shorten it."))
def value_too_long(channel: Channel) -> Iterator[Finding]:
    """A value is longer than 255 characters, where no other limit is given for it.

    Why: Apple and PSP-1 promise no more room than that; what is longer is cut.
    Example: the first paragraph of the notes as the title.
    Remedy: shorten it; there is room in the description.
    Source: Apple, A Podcaster's Guide to RSS; PSP-1.
    """
    for holder in _holders(channel):
        for name in _WORDS:
            for element in holder.all(name):
                length = len(element.text.strip())
                if length > _MOST_CHARS:
                    yield Finding(
                        element, say("<{name}> has {count} characters; 255 are read.", name=name, count=length)
                    )


@rule("XML-007", "warning", "own", say("Delete the invisible mark, or end it within the same text."))
def direction_turned(channel: Channel) -> Iterator[Finding]:
    """A text holds an invisible mark that turns the direction of what stands behind it.

    Why: apps write titles into their own sentences; what is not turned back shows the rest of the line backwards.
    Example: a title copied from a web page with U+202E in it; an isolate (U+2067) that is never ended.
    Remedy: type the text anew. Hebrew and Arabic need none; pairs that are ended (U+2067, U+2069) are left alone.
    Source: Unicode Standard Annex 9, section 2; Unicode Technical Report 36, section 2.5.
    """
    for holder in _holders(channel):
        for element in holder.children:
            mark = _open_direction(element.text)
            if mark is not None:
                what = say("<{name}> holds {code}, which turns the direction.", name=element.name, code=mark)
                yield Finding(element, what)


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""All embeddings, overrides and isolates (Unicode Standard Annex 9, 2.1 to 2.4), which next to no text holds."""


def _open_direction(text: str) -> str | None:
    """The first mark that overrides the direction, or that nothing ends before the paragraph does; as `U+202E`."""
    if not _TURNING.search(text):
        return None
    waiting: list[str] = []
    for character in f"{text}\n":
        kind = bidirectional(character)
        if kind in ("LRO", "RLO"):
            return f"U+{ord(character):04X}"
        if kind in ("LRE", "RLE", "LRI", "RLI", "FSI"):
            waiting.append(character)
        elif waiting and kind in ("PDF", "PDI"):
            waiting.pop()
        elif waiting and kind == "B":
            return f"U+{ord(waiting[0]):04X}"
    return None


@rule("XML-008", "error", "rss", say("Keep one of them."))
def tag_of_show_twice(channel: Channel) -> Iterator[Finding]:
    """A tag of the show that counts once stands there twice.

    Why: of two titles or two identities each app takes another one.
    Example: two `<language>`, one of them left from a template.
    Remedy: keep one.
    Source: RSS 2.0; Apple, A Podcaster's Guide to RSS; podcast namespace.
    """
    yield from _twice(channel.element, _SINGLE_IN_CHANNEL)


@rule("XML-008", "error", "rss", say("Keep one of them."))
def tag_of_episode_twice(item: ChannelItem) -> Iterator[Finding]:
    """A tag of an episode that counts once stands there twice.

    Why: of two titles, dates or durations each app takes another one.
    Example: `<itunes:duration>` written by the host and by a plug-in.
    Remedy: keep one.
    Source: RSS 2.0; Apple, A Podcaster's Guide to RSS.
    """
    yield from _twice(item.element, _SINGLE_IN_ITEM)


def _twice(holder: Element, names: tuple[str, ...]) -> Iterator[Finding]:
    for name in names:
        found = holder.all(name)
        if len(found) > 1:
            yield Finding(found[1], say("<{name}> stands here {count} times.", name=name, count=len(found)))
