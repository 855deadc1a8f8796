"""Generations: the record of publications, one object each, never changed once written.

A generation names everything that is published, and what must be known to publish again without the recordings. Its
number and its bytes are a promise to later versions: `generation_file.py` writes and reads them. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from balado.artifact import Artifact, Kind, md5_of

if TYPE_CHECKING:
    from balado.record.listed_shows import ShowFeedRecord


class EpisodeState(StrEnum):
    """Where a published episode stands: in the feed, or stored and waiting for its date."""

    LIVE = "live"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Embedded:
    """What is published in place of a file: a recording with other tags, a picture that was turned upright."""

    sha256: str
    byte_size: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the show and the key under which it is published. `name` is its path in the source, when last seen.

    `embedded` is what stands under the key when that is not the very file.
    """

    name: str
    sha256: str
    key: str
    embedded: Embedded | None = None


@dataclass(frozen=True, slots=True)
class RemoteRecord:
    """A recording on another server, as the author tells it. `byte_size` is 0, `media_type` empty where not known."""

    url: str
    byte_size: int = 0
    media_type: str = ""


class SideKind(StrEnum):
    """What a file beside a recording is."""

    TRANSCRIPT = "transcript"
    CHAPTERS = "chapters"
    DOCUMENT = "document"
    FILM = "film"
    PICTURE = "picture"
    FORMS = "forms"


@dataclass(frozen=True, slots=True)
class SideRecord:
    """A file beside a recording, and the keys of what was made of it, in the order in which feeds name them.

    `name` and `sha256` are those of the author's file, empty for chapters that stand in no file. `maker` is the version
    of the code that made them: where it is the same, nothing need be made again.
    """

    kind: SideKind
    name: str
    sha256: str
    keys: tuple[str, ...]
    language: str | None = None
    maker: int = 0


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """What a generation knows of one episode. `item` is a digest of its item, to tell that something in it changed.

    `audio` is None while the recording is on another server, `remote`, which the text may still name later.
    """

    slug: str
    folder: str
    guid: str
    date: datetime
    state: EpisodeState
    audio: FileRecord | None
    artwork: FileRecord | None = None
    item: str = ""
    beside: tuple[SideRecord, ...] = ()
    remote: RemoteRecord | None = None

    @property
    def files(self) -> tuple[FileRecord, ...]:
        """The recording and the picture, as far as they are files of the show."""
        return tuple(file for file in (self.audio, self.artwork) if file is not None)

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of every object that belongs to it."""
        return (*(file.key for file in self.files), *(key for side in self.beside for key in side.keys))


@dataclass(frozen=True, slots=True)
class AnnouncedRecord:
    """A conference that the feed announces; there is no live episode yet. `turn` is when its status changes next."""

    slug: str
    folder: str
    guid: str
    start: datetime
    turn: datetime | None
    artwork: FileRecord | None = None
    beside: tuple[SideRecord, ...] = ()
    status: str = ""

    @property
    def files(self) -> tuple[FileRecord, ...]:
        """The picture, where there is one."""
        return () if self.artwork is None else (self.artwork,)

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of every object that belongs to it."""
        return (*(file.key for file in self.files), *(key for side in self.beside for key in side.keys))


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """An object that this generation needs in the public storage.

    `etag` is what the store called its bytes when they had been sent; empty where it was never told (a folder).
    """

    key: str
    kind: Kind
    byte_size: int
    sha256: str
    content_type: str
    cache_control: str
    etag: str = ""

    @classmethod
    def of(cls, artifact: Artifact) -> ObjectRecord:
        """The record of an artifact that is stored."""
        headers = artifact.content_type, artifact.cache_control
        return cls(artifact.key, artifact.kind, artifact.byte_size, artifact.sha256, *headers)


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """The feed of a generation: the digest names its copy in the state."""

    sha256: str
    byte_size: int


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A further document of the show: a feed of some of its episodes, or an archive. Its copy is kept like the feed's.

    `guids` are its items, `artwork` its picture where it has its own; `shrinks` says that they may become fewer (the
    newest of a number, an archive). `md5` is what most stores call its bytes, to notice others without reading them.
    """

    key: str
    guid: str
    sha256: str
    byte_size: int
    guids: tuple[str, ...]
    shrinks: bool = False
    md5: str = ""
    artwork: FileRecord | None = None


@dataclass(frozen=True, slots=True)
class SiteFileRecord:
    """A file of the site: a page, or what belongs to pages. Its copy is kept. `md5` is as that of a page record."""

    key: str
    sha256: str
    byte_size: int
    md5: str = ""

    @classmethod
    def of(cls, key: str, body: bytes) -> SiteFileRecord:
        """The record of a file of these bytes."""
        return cls(key, hashlib.sha256(body).hexdigest(), len(body), md5_of(body))


@dataclass(frozen=True, slots=True)
class PictureFormRecord:
    """A form of a picture that pages show, smaller or in another format; one `is_social` is for links elsewhere."""

    key: str
    media_type: str
    width_px: int
    height_px: int
    is_social: bool = False


@dataclass(frozen=True, slots=True)
class GoneRecord:
    """An episode that subscribers had and that left the feed with publication `number`. Its guid is never another's."""

    guid: str
    slug: str
    folder: str
    number: int


@dataclass(frozen=True, slots=True)
class FormerKey:
    """A key given once, to a recording that is no longer an episode's. None is ever given again."""

    guid: str
    sha256: str
    key: str
    embedded: Embedded | None = None


@dataclass(frozen=True, slots=True)
class Generation:
    """Publication number `number`.

    `source_digest` is None when the source held something that did not go out: such a publication is never taken for
    up to date without a look. `feed` is None while every episode is in the future. `media` and `images` hold the facts
    about files by sha256, as JSON holds them, also of files published before, and `files` those of what lies beside
    recordings; `former` is oldest first. `pages` are documents beside feed.xml. `place` is where all this is, as
    `publish.to` names it. `owner` is a random token of the run that wrote it.

    `site` are the files of its pages. `page_names` gives the name of an episode's page by guid, for ever, also of those
    that are gone, and `page_days` the day on which each of those went, as ISO 8601 writes it. `forms` are what was made
    of pictures for pages, by the digest of the author's file. `artwork` is None where the show's picture is on another
    server. `beside` are files of the show that are no episode's: pictures of other shapes than its cover. `shows` are
    those of a network, whose page is published as a show is. `store` is what a race of writers showed of the state:
    atomic or weak, empty when there was none. Of what it brings back `restores` is the number of the publication.
    `taken` are the guids taken down for good.
    """

    number: int
    created: datetime
    owner: str
    url: str
    show_guid: str
    source_digest: str | None
    next_due: datetime | None
    built: datetime
    feed: FeedRecord | None
    artwork: FileRecord | None
    episodes: tuple[EpisodeRecord, ...] = ()
    objects: tuple[ObjectRecord, ...] = ()
    media: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    images: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    former: tuple[FormerKey, ...] = ()
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    pages: tuple[PageRecord, ...] = ()
    announced: tuple[AnnouncedRecord, ...] = ()
    gone: tuple[GoneRecord, ...] = ()
    place: str = ""
    store: str = ""
    restores: int | None = None
    taken: tuple[str, ...] = ()
    site: tuple[SiteFileRecord, ...] = ()
    page_names: Mapping[str, str] = field(default_factory=dict)
    page_days: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[PictureFormRecord, ...]] = field(default_factory=dict)
    beside: tuple[SideRecord, ...] = ()
    shows: tuple[ShowFeedRecord, ...] = ()

    @property
    def further(self) -> Mapping[str, str]:
        """What is served beside feed.xml and media, further feeds and files of the site: the digest of each by key."""
        return {**{page.key: page.sha256 for page in self.pages}, **{file.key: file.sha256 for file in self.site}}

    @property
    def documents(self) -> tuple[str, ...]:
        """The digests of its feed, where it has one, of its further documents, and of the feeds that a network read."""
        return tuple(one.sha256 for one in (self.feed, *self.pages, *self.shows) if one is not None)

    @property
    def covers(self) -> tuple[FileRecord, ...]:
        """The pictures of the show and of its further feeds, as far as they are files of the show."""
        return tuple(file for file in (self.artwork, *(page.artwork for page in self.pages)) if file is not None)
