"""What a publication holds: each episode in its place, with its media, the keys they have, and the feed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from balado.facts import Fingerprint, ImageFacts, MediaFacts
from balado.model import Episode
from balado.publish.generation import EpisodeRecord, EpisodeState, Generation
from balado.publish.keys import Pins, artwork_key, audio_key, picture_pins_of, pins_of


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that is on this disk, as it was when it was inspected."""

    path: Path
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Recording:
    """An episode's recording: its facts, and the file itself where it is here."""

    name: str
    facts: MediaFacts
    local: LocalFile | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A show's or an episode's picture: its facts, and the file itself where it is here."""

    name: str
    facts: ImageFacts
    local: LocalFile | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sound episode that may be published: complete, its media known."""

    episode: Episode
    audio: Recording
    artwork: Picture | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with its place: live or waiting, and the keys of its media."""

    episode: Episode
    date: datetime
    state: EpisodeState
    audio: Recording
    audio_key: str
    artwork: Picture | None
    artwork_key: str | None


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """What belongs to the show as a whole: its identity, its address and its picture under its key."""

    guid: str
    url: str
    artwork: Picture
    artwork_key: str


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    """The feed of the live episodes. `items` is a digest of each item by guid; `built` is its lastBuildDate."""

    document: bytes
    sha256: str
    built: datetime
    items: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a publication holds. `feed` is None while no episode is live.

    `kept` are the records of scheduled episodes that are faulty now: what is stored of them stays known.
    """

    show: ShowPlace
    placed: tuple[Placed, ...]
    feed: RenderedFeed | None
    kept: tuple[EpisodeRecord, ...] = ()


def place_show(guid: str, url: str, artwork: Picture, previous: Generation | None) -> ShowPlace:
    """The show with the key of its picture: the one it has, or a new one."""
    facts = artwork.facts
    pinned = picture_pins_of(previous).get((guid, facts.sha256))
    return ShowPlace(guid, url, artwork, pinned or artwork_key("cover", facts.sha256, facts.suffix))


def place_episodes(candidates: Iterable[Candidate], previous: Generation | None, now: datetime) -> tuple[Placed, ...]:
    """Each candidate in its place: live when its date has come, else scheduled; keys pinned where they were given."""
    pins, pictures = pins_of(previous), picture_pins_of(previous)
    return tuple(_placed(candidate, pins, pictures, now) for candidate in candidates)


def _placed(candidate: Candidate, pins: Pins, pictures: Pins, now: datetime) -> Placed:
    episode, audio, artwork = candidate.episode, candidate.audio, candidate.artwork
    if episode.date is None:
        raise ValueError(f"{episode.slug} has no date: it is no candidate")
    return Placed(
        episode=episode,
        date=episode.date,
        state=EpisodeState.LIVE if episode.date <= now else EpisodeState.SCHEDULED,
        audio=audio,
        audio_key=audio_key(episode.guid, episode.slug, audio.facts.sha256, audio.facts.suffix, pins),
        artwork=artwork,
        artwork_key=_picture_key(episode, artwork, pictures),
    )


def _picture_key(episode: Episode, artwork: Picture | None, pictures: Pins) -> str | None:
    if artwork is None:
        return None
    facts = artwork.facts
    return pictures.get((episode.guid, facts.sha256)) or artwork_key(episode.slug, facts.sha256, facts.suffix)
