"""The dialect in one table: each tag, where it stands, what of a Feed or an Item it says. Pure.

feedgen writes the plain RSS elements. What it has no word for, or gets wrong (dates, `explicit`, artwork that does not
end in `.jpg`, seasons, all of Podcasting 2.0), are rows here, which the extensions of `write.py` write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Generic, TypeVar

from balado.feed.document import Feed, Item
from balado.model import Category, Owner, Person
from balado.vocabulary import PERSON_ROLES

NAMESPACES: Mapping[str, str] = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}

Parent = TypeVar("Parent", Feed, Item)


@dataclass(frozen=True, slots=True)
class Element:
    """What one occurrence of a tag holds."""

    text: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[tuple[str, Element], ...] = ()


@dataclass(frozen=True, slots=True)
class Tag(Generic[Parent]):
    """One row: the prefixed name and the elements of that name in a parent, none when it has nothing to say."""

    name: str
    elements: Callable[[Parent], Iterable[Element]]


def _text(value: str | int | None) -> tuple[Element, ...]:
    return () if value is None else (Element(str(value)),)


def _truth(value: bool) -> Element:
    return Element("true" if value else "false")


def _yes(value: bool) -> tuple[Element, ...]:
    """Tags that only act when they say Yes are left out otherwise (Apple)."""
    return (Element("Yes"),) if value else ()


def _image(url: str | None) -> tuple[Element, ...]:
    return () if url is None else (Element(attributes={"href": url}),)


def _category(category: Category) -> Element:
    below = category.subcategory
    children = (("itunes:category", Element(attributes={"text": below})),) if below else ()
    return Element(attributes={"text": category.name}, children=children)


def _owner(owner: Owner | None) -> tuple[Element, ...]:
    if owner is None:
        return ()
    return (Element(children=(("itunes:name", Element(owner.name)), ("itunes:email", Element(owner.email)))),)


def _locked(feed: Feed) -> tuple[Element, ...]:
    attributes = {"owner": feed.owner.email} if feed.owner else {}
    return (Element("yes" if feed.locked else "no", attributes),)


def _person(person: Person) -> Element:
    attributes = {}
    if person.role is not None:
        attributes["role"] = person.role
        attributes["group"] = PERSON_ROLES[person.role]
    if person.picture is not None:
        attributes["img"] = person.picture
    if person.href is not None:
        attributes["href"] = person.href
    return Element(person.name, attributes)


def _season(item: Item) -> tuple[Element, ...]:
    if item.season is None or item.season_name is None:
        return ()
    return (Element(str(item.season), {"name": item.season_name}),)


CHANNEL: tuple[Tag[Feed], ...] = (
    Tag("lastBuildDate", lambda feed: _text(format_datetime(feed.built))),
    Tag("itunes:author", lambda feed: _text(feed.author)),
    Tag("itunes:owner", lambda feed: _owner(feed.owner)),
    Tag("itunes:image", lambda feed: _image(feed.image_url)),
    Tag("itunes:category", lambda feed: map(_category, feed.categories)),
    Tag("itunes:explicit", lambda feed: (_truth(feed.explicit),)),
    Tag("itunes:type", lambda feed: _text(feed.show_type)),
    Tag("itunes:title", lambda feed: _text(feed.short_title)),
    Tag("itunes:block", lambda feed: _yes(feed.block)),
    Tag("itunes:complete", lambda feed: _yes(feed.complete)),
    Tag("itunes:new-feed-url", lambda feed: _text(feed.new_feed_url)),
    Tag("itunes:applepodcastsverify", lambda feed: _text(feed.apple_verification)),
    Tag("podcast:guid", lambda feed: _text(feed.guid)),
    Tag("podcast:locked", _locked),
)

ITEM: tuple[Tag[Item], ...] = (
    Tag("pubDate", lambda item: _text(format_datetime(item.published))),
    Tag("itunes:title", lambda item: _text(item.short_title)),
    Tag("itunes:author", lambda item: _text(item.author)),
    Tag("itunes:duration", lambda item: _text(item.duration_s)),
    Tag("itunes:explicit", lambda item: (_truth(item.explicit),)),
    Tag("itunes:image", lambda item: _image(item.image_url)),
    Tag("itunes:season", lambda item: _text(item.season)),
    Tag("itunes:episode", lambda item: _text(item.episode)),
    Tag("itunes:episodeType", lambda item: _text(item.episode_type)),
    Tag("itunes:block", lambda item: _yes(item.block)),
    Tag("podcast:season", _season),
    Tag("podcast:episode", lambda item: _text(item.episode)),
    Tag("podcast:person", lambda item: map(_person, item.people)),
)
