"""A generation as an object in the state: its key, its bytes, and every format it was ever written in. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import say
from balado.publish.generation import (
    AnnouncedRecord,
    Embedded,
    EpisodeRecord,
    EpisodeState,
    FeedRecord,
    FileRecord,
    FormerKey,
    Generation,
    GoneRecord,
    ObjectRecord,
    PageRecord,
    SideKind,
    SideRecord,
)

FORMAT = 2
_READABLE = (1, FORMAT)
"""Format 1 knew recordings and pictures alone; what it does not say is empty."""


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
        if written_as in _READABLE:
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
        artwork=_file_of(document["artwork"]),
        episodes=tuple(_episode_of(record) for record in document["episodes"]),
        objects=tuple(_object_of(record) for record in document["objects"]),
        media=document["media"],
        images=document["images"],
        former=tuple(FormerKey(**_with_embedded(record)) for record in document["former"]),
        files=document.get("files", {}),
        pages=tuple(PageRecord(**{**page, "guids": tuple(page["guids"])}) for page in document.get("pages", ())),
        gone=tuple(GoneRecord(**record) for record in document.get("gone", ())),
        place=document.get("place", ""),
        store=document.get("store", ""),
        restores=document.get("restores"),
        taken=tuple(document.get("taken", ())),
        announced=tuple(_announced_of(record) for record in document.get("announced", ())),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _episode_of(record: dict[str, Any]) -> EpisodeRecord:
    return EpisodeRecord(
        slug=record["slug"],
        folder=record["folder"],
        guid=record["guid"],
        date=datetime.fromisoformat(record["date"]),
        state=EpisodeState(record["state"]),
        audio=_file_of(record["audio"]),
        artwork=_maybe_file_of(record["artwork"]),
        item=record["item"],
        beside=_sides_of(record),
    )


def _announced_of(record: dict[str, Any]) -> AnnouncedRecord:
    return AnnouncedRecord(
        slug=record["slug"],
        folder=record["folder"],
        guid=record["guid"],
        start=datetime.fromisoformat(record["start"]),
        turn=_moment(record["turn"]),
        artwork=_maybe_file_of(record["artwork"]),
        beside=_sides_of(record),
        status=record.get("status", ""),
    )


def _sides_of(record: dict[str, Any]) -> tuple[SideRecord, ...]:
    return tuple(
        SideRecord(**{**side, "kind": SideKind(side["kind"]), "keys": tuple(side["keys"])})
        for side in record.get("beside", ())
    )


def _file_of(record: dict[str, Any]) -> FileRecord:
    return FileRecord(**_with_embedded(record))


def _maybe_file_of(record: dict[str, Any] | None) -> FileRecord | None:
    return None if record is None else _file_of(record)


def _with_embedded(record: dict[str, Any]) -> dict[str, Any]:
    embedded = record.get("embedded")
    return {**record, "embedded": None if embedded is None else Embedded(**embedded)}


def _object_of(record: dict[str, Any]) -> ObjectRecord:
    return ObjectRecord(**{**record, "kind": Kind(record["kind"])})
