"""Episodes: their titles, identities, numbers and kinds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.message import say
from balado.rules.channel import has_markup, is_web_address
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel, ChannelItem
from balado.rules.tree import Element

_NUMBERED = re.compile(r"(?:#|ep(?:isode|\.)?|épisode|n°|no\.|s\d+ ?e)\s*\d+\b|\d{1,4}\s*[-–—:.]\s", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"\d{1,8}")
_WHOLE = re.compile(r"[1-9]\d{0,8}")
_KINDS = ("full", "trailer", "bonus")


def empty_tag(element: Element) -> Finding:
    """That a tag says nothing, which harms nobody."""
    return Finding(element, say("<{name}> is empty.", name=element.name), say("Leave the tag out."), "info")


@rule("ITM-001", "error", "all", say("Give the episode a title."))
def title_missing(item: ChannelItem) -> Iterator[Finding]:
    """An episode has no title.

    Why: no platform lists an episode without one.
    Example: an item with `<itunes:title>` alone, which only Apple reads.
    Remedy: write `<title>`.
    Source: Apple, A Podcaster's Guide to RSS; PSP-1; RSS 2.0.
    """
    if not item.element.value("title"):
        yield Finding(item.element.first("title") or item.element, say("The episode has no title."))


@rule("ITM-001", "error", "all", say("Write plain text."))
def title_with_html(item: ChannelItem) -> Iterator[Finding]:
    """The title of an episode holds HTML.

    Why: apps show the tags as they stand.
    Example: `<title>&lt;i&gt;At the lock&lt;/i&gt;</title>`.
    Remedy: write plain text.
    Source: Apple, A Podcaster's Guide to RSS; RSS Best Practices Profile.
    """
    title = item.element.first("title")
    if title is not None and has_markup(title.text):
        yield Finding(title, say("The title “{text}” holds HTML.", text=quoted(title.text)))


@rule(
    "ITM-002",
    "info",
    "apple",
    say("Write the title alone; the number goes into `episode`, the show has its own title."),
)
def title_with_number(item: ChannelItem) -> Iterator[Finding]:
    """The title of an episode begins with its number, or with the name of the show.

    Why: apps show both beside the title already; on a small screen nothing else is left of it.
    Example: “Ep. 12: At the lock”.
    Remedy: write the title alone, and the number in its own tag.
    Source: Apple, A Podcaster's Guide to RSS, title.
    """
    title = item.element.first("title")
    text = title.text.strip() if title is not None else ""
    show = item.channel.element.value("title")
    named = len(show) > 2 and len(text) > len(show) and text.lower().startswith(show.lower())
    if title is not None and (_NUMBERED.match(text) or named):
        yield Finding(title, say("The title “{text}” begins with a number or the name of the show.", text=quoted(text)))


@rule(
    "ITM-003",
    "error",
    "apple spotify psp1 podcast20",
    say("Give the episode a guid: a random one that never changes."),
)
def guid_missing(item: ChannelItem) -> Iterator[Finding]:
    """An episode has no identity (guid), or one so short that others have it too.

    Why: apps know an episode by its guid alone; without one they guess, and show it twice or not at all.
    Example: an item without `<guid>`, or with `<guid>12</guid>`.
    Remedy: give each episode a random guid once, and never change it.
    Source: Apple, A Podcaster's Guide to RSS, guid; PSP-1, guid; Podcast Index; W3C feed validator,
    NotSufficientlyUnique.
    """
    guid = item.element.first("guid")
    text = guid.text.strip() if guid is not None else ""
    if guid is None or not text:
        yield Finding(guid or item.element, say("The episode has no guid."))
    elif _SHORT_NUMBER.fullmatch(text):
        what = say("The guid “{text}” is so short that another feed may have it too.", text=text)
        yield Finding(guid, what, say("Leave it where it is published: a changed guid is worse."), "warning")


@rule("ITM-004", "error", "apple spotify psp1 rss", say("Give the newer episode a guid of its own."))
def guid_used_twice(channel: Channel) -> Iterator[Finding]:
    """Two episodes have one guid.

    Why: apps show only one of them, and which one is chance.
    Example: a folder copied with its guid, or a trailer that shares the guid of the episode.
    Remedy: give the newer one a guid of its own.
    Source: RSS 2.0, guid; Apple, A Podcaster's Guide to RSS; Spotify, podcast delivery specification.
    """
    first: dict[str, Element] = {}
    for item in channel.items:
        guid = item.element.first("guid")
        text = guid.text.strip() if guid is not None else ""
        if guid is None or not text:
            continue
        other = first.setdefault(text, item.element)
        if other is not item.element:
            title = quoted(other.value("title"))
            yield Finding(guid, say("The guid {guid} is that of “{title}” too.", guid=quoted(text), title=title))


@rule("ITM-006", "error", "rss", say('Write isPermaLink="false".'))
def guid_is_no_address(item: ChannelItem) -> Iterator[Finding]:
    """The feed says that the guid is a web address, which it is not.

    Why: without `isPermaLink="false"` a guid is taken for the address of the episode's page; apps open nothing.
    Example: `<guid>2f6e2a1c-7b1d-4c55-9a0e-4f0a9b1f3c02</guid>`.
    Remedy: write `isPermaLink="false"`; the guid itself stays as it is.
    Source: RSS 2.0, guid; W3C feed validator, InvalidHttpGUID.
    """
    guid = item.element.first("guid")
    if guid is None or not guid.text.strip():
        return
    if guid.attributes.get("isPermaLink", "true").strip().lower() != "false" and not is_web_address(guid.text):
        yield Finding(guid, say("The guid “{text}” is no web address.", text=quoted(guid.text)))


@rule("ITM-015", "error", "apple psp1 rss", say("Write a whole number of 1 or more, or leave it out."))
def number_not_whole(item: ChannelItem) -> Iterator[Finding]:
    """The number of an episode or of its season is no whole number of 1 or more.

    Why: Apple passes over the number, and a serial is then out of order.
    Example: `<itunes:episode>0</itunes:episode>`, or `1.5`.
    Remedy: write whole numbers; for numbers between others there is `podcast:episode`. An empty tag says nothing, and
    is advice.
    Source: Apple, A Podcaster's Guide to RSS, itunes:episode, itunes:season; W3C feed validator.
    """
    for name in ("itunes:episode", "itunes:season"):
        number = item.element.first(name)
        if number is None or _WHOLE.fullmatch(number.text.strip()):
            continue
        if not number.text.strip():
            yield empty_tag(number)
        else:
            yield Finding(number, say("“{text}” is no whole number of 1 or more.", text=quoted(number.text)))


def _kind(item: ChannelItem) -> str:
    return item.element.value("itunes:episodeType").lower() or "full"


@rule("ITM-016", "error", "apple psp1", say("Number it: <itunes:episode>."))
def serial_without_number(channel: Channel) -> Iterator[Finding]:
    """An episode of a serial show has no number.

    Why: Apple plays a serial in the order of its numbers; one without has no place in it.
    Example: `<itunes:type>serial</itunes:type>`, and an item without `<itunes:episode>`.
    Remedy: number every full episode.
    Source: Apple, A Podcaster's Guide to RSS, itunes:episode; PSP-1, itunes:episode.
    """
    if channel.element.value("itunes:type").lower() != "serial":
        return
    for item in channel.items:
        if _kind(item) == "full" and not item.element.value("itunes:episode"):
            yield Finding(item.element, say("The episode has no number, in a serial show."))


@rule("ITM-017", "warning", "apple", say("Give each episode of a season its own number."))
def number_used_twice(channel: Channel) -> Iterator[Finding]:
    """Two episodes have the same number in the same season.

    Why: apps sort a serial by these numbers; of two equal ones the order is chance.
    Example: episode 4 twice in season 1.
    Remedy: number them anew; the guid of neither changes.
    Source: Apple, A Podcaster's Guide to RSS, itunes:episode.
    """
    first: dict[tuple[str, str], Element] = {}
    for item in channel.items:
        number = item.element.first("itunes:episode")
        if number is None or not number.text.strip() or _kind(item) != "full":
            continue
        key = (item.element.value("itunes:season"), number.text.strip())
        other = first.setdefault(key, item.element)
        if other is not item.element:
            what = say("Number {number} is that of “{title}” too.", number=key[1], title=quoted(other.value("title")))
            yield Finding(number, what)


@rule("ITM-018", "error", "apple psp1 rss", say("Write full, trailer or bonus, in lower case."))
def episode_type_unknown(item: ChannelItem) -> Iterator[Finding]:
    """The kind of an episode is none that Apple knows.

    Why: Apple takes every other word for a full episode, trailers too. An empty tag, and a word with a capital letter,
    are read as meant by those whose behaviour is known: these are advice.
    Example: `<itunes:episodeType>teaser</itunes:episodeType>`.
    Remedy: write `full`, `trailer` or `bonus`.
    Source: Apple, A Podcaster's Guide to RSS, itunes:episodeType.
    """
    kind = item.element.first("itunes:episodeType")
    word = kind.text.strip() if kind is not None else "full"
    if kind is None or word in _KINDS:
        return
    if not word:
        yield empty_tag(kind)
    else:
        what = say("“{text}” is neither full, trailer nor bonus.", text=quoted(word))
        yield Finding(kind, what, severity="info" if word.lower() in _KINDS else None)
