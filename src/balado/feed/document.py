"""Feed and Item: what is published, resolved. Absolute addresses, final guids, no None where RSS wants a value.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from balado.feed.notes.render import RenderedNotes
from balado.show.elsewhere import CHAPTERS_TYPE
from balado.show.extra import Extra
from balado.show.model import Category, Episode, EpisodeType, Owner, Person, ShowType
from balado.show.podcasting import (
    AlternateEnclosure,
    Chapter,
    Chat,
    ContentLink,
    Funding,
    Image,
    License,
    Location,
    RemoteItem,
    ServiceBlock,
    SocialInteract,
    Soundbite,
    Trailer,
    TranscriptLink,
    Txt,
    UpdateFrequency,
    Value,
)


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document under its public address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class AttachmentLinks:
    """What is published beside a recording, under its public address.

    `images` are the pictures of other shapes that are files of the show, by path. `drafted` says that a machine wrote
    the first draft of a transcript.
    """

    chapters: tuple[Chapter, ...] = ()
    chapters_url: str | None = None
    transcripts: tuple[TranscriptLink, ...] = ()
    alternates: tuple[AlternateEnclosure, ...] = ()
    documents: tuple[LinkedDocument, ...] = ()
    images: Mapping[str, Image] = field(default_factory=dict)
    drafted: bool = False
    chapters_type: str = CHAPTERS_TYPE


@dataclass(frozen=True, slots=True)
class FeedAddresses:
    """Where the feed lives, and the show's picture: its address, and its size where that is known.

    `images` are its pictures of other shapes that are files of the show, by path.
    """

    feed_url: str
    picture: Image
    images: Mapping[str, Image] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The one main file of an item."""

    url: str
    byte_size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class ReadyEpisode:
    """An episode that goes into the feed: its title is there, and what is heard of it has its address.

    That is its recording, or the stream of a conference that is announced or on air: then `status` is pending, live
    or ended, `date` the start, and neither size nor duration is known (0). Of a recording on another server nobody may
    know the duration (None). `picture` is None where the episode has none of its own, `notes` where they are not
    rendered yet. `page` is the address of its page among those of the show.
    """

    episode: Episode
    date: datetime
    enclosure: Enclosure
    duration_s: float | None = 0
    status: str | None = None
    picture: Image | None = None
    attached: AttachmentLinks = AttachmentLinks()
    notes: RenderedNotes | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One published episode. `html` is the restricted HTML of the show notes.

    `duration_s` are whole seconds, 0 where nobody knows, as is the length of an enclosure.
    """

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
    episode_order: str | None = None
    episode_display: str | None = None
    block: bool = False
    people: tuple[Person, ...] = ()
    locations: tuple[Location, ...] = ()
    license: License | None = None
    funding: tuple[Funding, ...] = ()
    transcripts: tuple[TranscriptLink, ...] = ()
    chapters_url: str | None = None
    chapters: tuple[Chapter, ...] = ()
    soundbites: tuple[Soundbite, ...] = ()
    alternates: tuple[AlternateEnclosure, ...] = ()
    content_links: tuple[ContentLink, ...] = ()
    social: tuple[SocialInteract, ...] = ()
    chat: Chat | None = None
    txt: tuple[Txt, ...] = ()
    value: tuple[Value, ...] = ()
    images: tuple[Image, ...] = ()
    extra: tuple[Extra, ...] = ()
    chapters_type: str = CHAPTERS_TYPE


@dataclass(frozen=True, slots=True)
class LiveItem:
    """A conference that is announced or on air. Its item's date is its start, its enclosure the stream."""

    status: str
    start: datetime
    end: datetime | None
    item: Item


@dataclass(frozen=True, slots=True)
class Paging:
    """Where the other documents of an archived feed are (RFC 5005). `current` is the newest document."""

    current: str | None = None
    previous: str | None = None
    next: str | None = None


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
    medium: str | None = None
    people: tuple[Person, ...] = ()
    locations: tuple[Location, ...] = ()
    license: License | None = None
    funding: tuple[Funding, ...] = ()
    trailers: tuple[Trailer, ...] = ()
    update_frequency: UpdateFrequency | None = None
    service_blocks: tuple[ServiceBlock, ...] = ()
    social: tuple[SocialInteract, ...] = ()
    chat: Chat | None = None
    txt: tuple[Txt, ...] = ()
    podroll: tuple[RemoteItem, ...] = ()
    remote_items: tuple[RemoteItem, ...] = ()
    publisher: RemoteItem | None = None
    value: tuple[Value, ...] = ()
    uses_podping: bool = False
    hubs: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    live: tuple[LiveItem, ...] = ()
    paging: Paging = Paging()
    is_archive: bool = False
    extra: tuple[Extra, ...] = ()
