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
