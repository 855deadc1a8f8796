"""Generations: the record of publications, one object each, never changed once written. Pure.

A generation names everything that is published, and what must be known to publish again without the recordings. Its
number and its bytes are a promise to later versions: a change of format reads the old one too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import say

FORMAT = 1


class EpisodeState(StrEnum):
    """Where a published episode stands: in the feed, or stored and waiting for its date."""

    LIVE = "live"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the show and the key under which it is published. `name` is its path in the source, when last seen."""

    name: str
    sha256: str
    key: str


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """What a generation knows of one episode. `item` is a digest of its item, to tell that something in it changed."""

    slug: str
    folder: str
    guid: str
    date: datetime
    state: EpisodeState
    audio: FileRecord
    artwork: FileRecord | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """An object that this generation needs in the public storage."""

    key: str
    kind: Kind
    byte_size: int
    sha256: str
    content_type: str
    cache_control: str

    @classmethod
    def of(cls, artifact: Artifact) -> ObjectRecord:
        """The record of an artifact that is stored."""
        return cls(
            artifact.key,
            artifact.kind,
            artifact.byte_size,
            artifact.sha256,
            artifact.content_type,
            artifact.cache_control,
        )


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """The feed of a generation: the digest names its copy in the state."""

    sha256: str
    byte_size: int


@dataclass(frozen=True, slots=True)
class FormerKey:
    """A key given once, to a recording that is no longer an episode's. None is ever given again."""

    guid: str
    sha256: str
    key: str


@dataclass(frozen=True, slots=True)
class Generation:
    """Publication number `number`.

    `source_digest` is None when the source held something that did not go out: such a publication is never taken for
    up to date without a look. `feed` is None while every episode is in the future. `media` and `images` hold the facts
    about files by sha256, as JSON holds them, also of files published before; `former` is oldest first. `owner` is
    a random token of the run that wrote it.
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
    artwork: FileRecord
    episodes: tuple[EpisodeRecord, ...] = ()
    objects: tuple[ObjectRecord, ...] = ()
    media: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    images: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    former: tuple[FormerKey, ...] = ()

    def publishes_the_same_as(self, other: Generation) -> bool:
        """Whether nothing a listener or the next run could notice differs between the two."""
        return _content(self) == _content(other)


def _content(generation: Generation) -> Generation:
    return replace(generation, number=0, created=generation.built, owner="", source_digest=None)


def generation_key(number: int) -> str:
    """The key of a generation in the state."""
    return f"generations/{number}.json"


def feed_copy_key(sha256: str) -> str:
    """The key of a feed's copy in the state."""
    return f"feeds/{sha256}.xml.gz"


def number_of(key: str) -> int | None:
    """The number in a generation's key; None for any other key."""
    name = key.removeprefix("generations/").removesuffix(".json")
    return int(name) if key == f"generations/{name}.json" and name.isascii() and name.isdigit() else None


def write_generation(generation: Generation) -> Artifact:
    """The artifact of a generation: compact JSON in UTF-8, keys sorted, so that same record, same bytes."""
    document = {"format": FORMAT, **asdict(generation)}
    body = json.dumps(document, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Artifact.of_bytes(
        generation_key(generation.number), Kind.GENERATION, body.encode(), "application/json", NEVER
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a generation")


def read_generation(body: bytes, key: str) -> Generation:
    """The generation in these bytes. Raises RefusedError for one that this version cannot read."""
    if not body:
        raise RefusedError(
            say(
                "The record of publications {key} is empty: another run is writing it this moment, or was killed while "
                "it did. If no other run is going on, delete that object, then publish again.",
                key=key,
            )
        )
    try:
        document = json.loads(body)
        written_as = document["format"]
        if written_as == FORMAT:
            return _generation_of(document)
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError(
            say(
                "The record of publications {key} is damaged ({reason}). Nothing was changed. Restore that object "
                "from a backup or an older version of the store.",
                key=key,
                reason=repr(error),
            )
        ) from error
    raise RefusedError(
        say(
            "The record of publications {key} was written by a newer Balado (format {format}). Nothing was changed. "
            "Update Balado here: pip install --upgrade balado.",
            key=key,
            format=written_as,
        )
    )


def _generation_of(document: dict[str, Any]) -> Generation:
    return Generation(
        number=document["number"],
        created=datetime.fromisoformat(document["created"]),
        owner=document["owner"],
        url=document["url"],
        show_guid=document["show_guid"],
        source_digest=document["source_digest"],
        next_due=_moment(document["next_due"]),
        built=datetime.fromisoformat(document["built"]),
        feed=None if document["feed"] is None else FeedRecord(**document["feed"]),
        artwork=FileRecord(**document["artwork"]),
        episodes=tuple(_episode_of(record) for record in document["episodes"]),
        objects=tuple(_object_of(record) for record in document["objects"]),
        media=document["media"],
        images=document["images"],
        former=tuple(FormerKey(**record) for record in document["former"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _episode_of(record: dict[str, Any]) -> EpisodeRecord:
    artwork = record["artwork"]
    return EpisodeRecord(
        slug=record["slug"],
        folder=record["folder"],
        guid=record["guid"],
        date=datetime.fromisoformat(record["date"]),
        state=EpisodeState(record["state"]),
        audio=FileRecord(**record["audio"]),
        artwork=None if artwork is None else FileRecord(**artwork),
        item=record["item"],
    )


def _object_of(record: dict[str, Any]) -> ObjectRecord:
    return ObjectRecord(**{**record, "kind": Kind(record["kind"])})
