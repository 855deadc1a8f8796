"""Feed and Item: what is published, resolved. Absolute addresses, final guids, no None where RSS wants a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from balado.facts import MediaFacts
from balado.model import Category, Episode, EpisodeType, Owner, Person, ShowType


@dataclass(frozen=True, slots=True)
class ReadyEpisode:
    """An episode that goes into the feed: complete (title and date are there), its recording known and addressed.

    `enclosure_url` and `image_url` are absolute; `image_url` is None where the episode has no picture of its own.
    """

    episode: Episode
    facts: MediaFacts
    enclosure_url: str
    image_url: str | None = None


@dataclass(frozen=True, slots=True)
class FeedAddresses:
    """Where the feed lives: its own address and that of the show's picture."""

    feed_url: str
    image_url: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The one main file of an item."""

    url: str
    byte_size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Item:
    """One published episode. `html` is the restricted HTML of the show notes, `duration_s` whole seconds."""

    guid: str
    title: str
    published: datetime
    enclosure: Enclosure
    duration_s: int
    html: str
    explicit: bool
    episode_type: EpisodeType
    link: str | None = None
    image_url: str | None = None
    short_title: str | None = None
    author: str | None = None
    summary: str | None = None
    season: int | None = None
    season_name: str | None = None
    episode: int | None = None
    block: bool = False
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A whole feed, newest item first. `built` is when its content last changed."""

    guid: str
    title: str
    description: str
    link: str
    feed_url: str
    language: str
    image_url: str
    author: str
    categories: tuple[Category, ...]
    explicit: bool
    show_type: ShowType
    locked: bool
    built: datetime
    items: tuple[Item, ...]
    owner: Owner | None = None
    copyright: str | None = None
    short_title: str | None = None
    block: bool = False
    complete: bool = False
    new_feed_url: str | None = None
    apple_verification: str | None = None
