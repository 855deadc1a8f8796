"""Limits of the platforms that only the resolved feed can show. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from balado.errors import Fault, Place
from balado.feed.addresses import is_publishable
from balado.feed.document import Feed, Item
from balado.message import say

PlaceOf = Callable[[str | None, str], Place]
"""Where the author wrote a key: of the episode with this guid, or (None) of the show."""

_NOTES_ADVISED_BYTES = 4_000
_NOTES_MOST_CHARACTERS = 10_000


def judge_feed(feed: Feed, place: PlaceOf) -> tuple[Fault, ...]:
    """The faults of the feed as a whole: an address that apps refuse, guids and recordings that stand twice."""
    return (*_address(feed, place), *_guids(feed, place), *_recordings(feed, place))


def _address(feed: Feed, place: PlaceOf) -> Iterator[Fault]:
    if not is_publishable(feed.feed_url):
        yield Fault(
            place(None, "publish.url"),
            say("{url} is no address that apps accept.", url=feed.feed_url),
            say("Give the public https address of the place, in ASCII."),
        )


def _guids(feed: Feed, place: PlaceOf) -> Iterator[Fault]:
    for guid, count in Counter(item.guid for item in feed.items).items():
        if count > 1:
            yield Fault(
                place(guid, "guid"),
                say("The guid {guid} stands for {count} episodes.", guid=guid, count=count),
                say("Give the newer episode a guid of its own."),
            )


def _recordings(feed: Feed, place: PlaceOf) -> Iterator[Fault]:
    """Apple passes over a second item with one enclosure. Its address stays unsaid: it may be of a coming episode."""
    older: dict[str, Item] = {}
    for item in reversed(feed.items):
        first = older.setdefault(item.enclosure.url, item)
        if first is not item:
            yield Fault(
                place(item.guid, ""),
                say("Its recording is that of “{title}” too; Apple shows only one of the two.", title=first.title),
                say("Give each episode a recording of its own."),
                severity="warning",
            )


def judge_item(item: Item, place: PlaceOf) -> tuple[Fault, ...]:
    """The faults of one item: notes too long for Apple (4,000 bytes advised, 10,000 characters at most)."""
    byte_size, characters = len(item.html.encode()), len(item.html)
    if characters > _NOTES_MOST_CHARACTERS:
        return (
            Fault(
                place(item.guid, "notes"),
                say("The show notes have {count} characters as HTML; Apple takes 10,000.", count=characters),
                say("Shorten them, or put the rest on the episode's page and link it."),
            ),
        )
    if byte_size > _NOTES_ADVISED_BYTES:
        return (
            Fault(
                place(item.guid, "notes"),
                say("The show notes have {count} bytes as HTML; some apps cut them after 4,000.", count=byte_size),
                say("Put what matters first, or shorten them (an accented letter counts two)."),
                severity="warning",
            ),
        )
    return ()
