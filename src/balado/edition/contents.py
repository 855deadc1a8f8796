"""What a publication holds: each episode in its place, with its media, the keys they have, and the feed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from balado.artifact import Artifact, Spliced
from balado.edition.pages.rendered import PageNames, RenderedSite
from balado.facts import FileFacts, Fingerprint, ImageFacts, MediaFacts
from balado.record.generation import Embedded, EpisodeRecord, EpisodeState, PictureFormRecord, SideRecord
from balado.record.keys import Pins, artwork_key
from balado.show.conference import Live, live_status, next_turn
from balado.show.model import Episode
from balado.show.podcasting import Image


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that is on this disk, as it was when it was inspected."""

    path: Path
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """A recording or a picture: its facts, and the file itself where it is here.

    `embedded` is what is published in its place where that is not the very file, `body` that where it is at hand.
    """

    name: str
    facts: MediaFacts | ImageFacts
    local: LocalFile | None = None
    embedded: Embedded | None = None
    body: Spliced | bytes | None = None

    @property
    def byte_size(self) -> int:
        """The size of what is published."""
        return self.embedded.byte_size if self.embedded else self.facts.byte_size

    @property
    def sha256(self) -> str:
        """The digest of what is published."""
        return self.embedded.sha256 if self.embedded else self.facts.sha256

    @property
    def is_here(self) -> bool:
        """Whether what is published can be sent from here."""
        return self.local is not None and (self.embedded is None or self.body is not None)


@dataclass(frozen=True, slots=True)
class Recording(InspectedFile):
    """An episode's recording; another file is published in its place when its tags were written anew."""

    facts: MediaFacts
    body: Spliced | None = None

    @property
    def duration(self) -> timedelta:
        """How long it plays."""
        return self.facts.duration

    @property
    def identity(self) -> str:
        """What two recordings have in common that are the same."""
        return self.facts.sha256


@dataclass(frozen=True, slots=True)
class RemoteRecording:
    """An episode's recording on another server, by its author's word: nothing of it is published from here.

    `byte_size` is 0 and `duration` None where it is not known.
    """

    url: str
    byte_size: int
    media_type: str
    duration: timedelta | None

    @property
    def identity(self) -> str:
        """What two recordings have in common that are the same."""
        return self.url


Heard = Recording | RemoteRecording
"""What is heard of an episode: a file of the show, or a recording on another server."""


@dataclass(frozen=True, slots=True)
class Picture(InspectedFile):
    """A show's or an episode's picture; another is published in its place where it lay turned or told too much."""

    facts: ImageFacts
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """An object beside a recording. `here` False: the artifact has no body, and the store must have it."""

    artifact: Artifact
    here: bool = True


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a recording or the show, and what is published of it.

    `facts` are those of a document or a film, `picture` those of a picture.
    """

    record: SideRecord
    pieces: tuple[Piece, ...]
    facts: FileFacts | None = None
    picture: ImageFacts | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An episode that may be published, unless it is faulty: complete, its media known."""

    episode: Episode
    audio: Heard
    artwork: Picture | None = None
    sides: tuple[Attachment, ...] = ()

    @property
    def local(self) -> LocalFile | None:
        """The file of its recording, where that is here."""
        return self.audio.local if isinstance(self.audio, Recording) else None


@dataclass(frozen=True, slots=True)
class Announcement:
    """A conference with a stream, announced until it is a live episode. `turn` is when its status changes next.

    This is no `Placed` without a recording: an episode whose recording waits for its date is both at once, each with
    a time, a state and a record of its own, and what is held back as the one may stand as the other.
    """

    episode: Episode
    stream: Live
    start: datetime
    status: str
    turn: datetime | None
    artwork: Picture | None = None
    artwork_key: str | None = None
    sides: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with its place: live or waiting, and the keys of its media. A recording elsewhere has none."""

    episode: Episode
    date: datetime
    state: EpisodeState
    audio: Heard
    audio_key: str | None
    artwork: Picture | None
    artwork_key: str | None
    sides: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that recordings and pictures were given when they were first published."""

    recordings: Pins
    pictures: Pins


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture of a further feed, and the key that it has."""

    picture: Picture
    key: str


@dataclass(frozen=True, slots=True)
class PlacedShow:
    """What belongs to the show as a whole: its identity, its address and its picture under its key.

    `artwork` and its key are None where the picture is on another server.
    `further` are the pictures of further feeds that have their own, by name, `forms` what pages show of its picture,
    `beside` its pictures of other shapes, and `images` how the feed tells those, by path.
    """

    guid: str
    url: str
    artwork: Picture | None
    artwork_key: str | None
    further: Mapping[str, PlacedPicture] = field(default_factory=dict)
    forms: tuple[Piece, ...] = ()
    beside: tuple[Attachment, ...] = ()
    images: Mapping[str, Image] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    """The feed of the live episodes. `items` is a digest of each item by guid; `built` is its lastBuildDate."""

    document: bytes
    sha256: str
    built: datetime
    items: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A further document of the show, under its key: a feed of some episodes, or an archive."""

    key: str
    guid: str
    document: bytes
    sha256: str
    guids: tuple[str, ...]
    shrinks: bool = False
    artwork: PlacedPicture | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a publication holds. `feed` is None while no episode is live.

    `kept` are the records of scheduled episodes that are faulty now: what is stored of them stays known.
    """

    show: PlacedShow
    placed: tuple[Placed, ...]
    feed: RenderedFeed | None
    kept: tuple[EpisodeRecord, ...] = ()
    pages: tuple[RenderedPage, ...] = ()
    announced: tuple[Announcement, ...] = ()
    site: RenderedSite = field(default_factory=RenderedSite)
    names: PageNames = field(default_factory=PageNames)
    forms: Mapping[str, tuple[PictureFormRecord, ...]] = field(default_factory=dict)


def announcement_of(
    episode: Episode, artwork: Picture | None, sides: tuple[Attachment, ...], keys: Keys, now: datetime
) -> Announcement | None:
    """What is announced of an episode at that moment; None for one without a stream, a time or a title."""
    live, held = episode.live, episode.held
    if live is None or held is None or episode.title is None:
        return None
    return Announcement(
        episode=episode,
        stream=live,
        start=held.start,
        status=live_status(live, held, now),
        turn=next_turn(live, held, now),
        artwork=artwork,
        artwork_key=key_of_artwork(episode, artwork, keys),
        sides=sides,
    )


def key_of_artwork(episode: Episode, artwork: Picture | None, keys: Keys) -> str | None:
    """The key of an episode's own picture, where it has one."""
    return None if artwork is None else key_of_picture(episode.guid, episode.slug, artwork, keys)


def key_of_picture(guid: str, name: str, artwork: Picture, keys: Keys) -> str:
    """The key it was given at first, unless other bytes are published of it now."""
    pin = keys.pictures.get((guid, artwork.facts.sha256))
    if pin is not None and pin.embedded == artwork.embedded:
        return pin.key
    return artwork_key(name, artwork.sha256, artwork.facts.suffix)
