"""A generation as an object in the state: its key, its bytes, and every format it was ever written in.

Since format 3 a record carries its own digest: the SHA-256 of the very JSON without it. Of records of earlier formats
only the grossest damage can be told. Pure.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import Message, say
from balado.record.generation import (
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
    PictureFormRecord,
    SideKind,
    SideRecord,
    SiteFileRecord,
)
from balado.record.keys import generation_key, number_of

FORMAT = 4
"""The newest format; every earlier one is read.

Format 1 knew recordings and pictures alone; what it does not say is empty. Formats 1 and 2 had no digest and no ETags.
Format 4 knows pages. It is written of shows that have, or had, some: an older Balado would forget them, and refuses it.
The record of any other show is still one of format 3.
"""
_WITHOUT_SITE = 3
_SEALED_SINCE = 3
_OF_SITE = ("site", "page_names", "page_days", "forms")
_DIGEST = "sha256"
_SEAL_BYTES = len(f'{{"{_DIGEST}":"",') + hashlib.sha256().digest_size * 2


class DamagedRecordError(RefusedError):
    """A record that is empty, or not as it was written."""


class NewerRecordError(RefusedError):
    """A record of a format that a later version brought."""


def write_generation(generation: Generation) -> Artifact:
    """The artifact of a generation: compact JSON in UTF-8, keys sorted, so that same record, same bytes."""
    document = asdict(replace(generation, site=()))
    document["site"] = [[one.key, one.sha256, one.byte_size, one.md5] for one in generation.site]  # there are thousands
    has_site = any(document[name] for name in _OF_SITE)
    for name in () if has_site else _OF_SITE:
        del document[name]
    for page in document["pages"]:
        if page["artwork"] is None:  # an older Balado reads the record of a show that does not use it
            del page["artwork"]
    body = _sealed(_dumped({"format": FORMAT if has_site else _WITHOUT_SITE, **document}))
    return Artifact.of_bytes(generation_key(generation.number), Kind.GENERATION, body, "application/json", NEVER)


def _sealed(plain: bytes) -> bytes:
    """The record with its digest, which stands first."""
    return f'{{"{_DIGEST}":"{hashlib.sha256(plain).hexdigest()}",'.encode() + plain[1:]


def _dumped(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a generation")


def read_generation(body: bytes, key: str) -> Generation:
    """The generation in these bytes.

    Raises NewerRecordError for one that only a later version can read, DamagedRecordError for one that nobody can: it
    is empty, not what was written, or another one than its key says.
    """
    if not body:
        raise DamagedRecordError(
            say(
                "The record of publications {key} is empty: an earlier version was killed while it wrote it. Nothing "
                "was changed. `balado recover` mends it.",
                key=key,
            )
        )
    try:
        return _read(body, key)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise DamagedRecordError(
            say(
                "The record of publications {key} is damaged ({reason}). Nothing was changed. Restore that object "
                "from a backup or an older version of the store, or have `balado recover` mend it.",
                key=key,
                reason=_reason(error),
            )
        ) from error


class _UnsoundError(ValueError):
    """Why a record is not the one that was written."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def _reason(error: Exception) -> Message:
    if isinstance(error, _UnsoundError):
        return error.why
    if isinstance(error, UnicodeDecodeError | json.JSONDecodeError | RecursionError):
        return say("it is no longer JSON")
    return say("something is missing in it, or is not what belongs there")


def _read(body: bytes, key: str) -> Generation:
    document = json.loads(body.decode())
    written_as = document["format"]
    if not isinstance(written_as, int) or written_as < 1:
        raise _UnsoundError(say("it says that its format is {format}", format=written_as))
    if written_as > FORMAT:
        raise NewerRecordError(
            say(
                "The record of publications {key} was written by a newer Balado (format {format}). Nothing was "
                "changed. Update Balado here: `pip install --upgrade balado`.",
                key=key,
                format=written_as,
            )
        )
    _check_digest(document, body)
    generation = _generation_of(document)
    if number_of(key) not in (None, generation.number):
        raise _UnsoundError(say("it says it is number {number}", number=generation.number))
    return generation


def _check_digest(document: dict[str, Any], body: bytes) -> None:
    """Raises ValueError where the record is not as it was written.

    JSON that was merely laid out anew is the same record. Bytes of the very length must be the very bytes, since JSON
    reads some that differ alike.
    """
    if document["format"] < _SEALED_SINCE:
        if _DIGEST in document:
            raise _UnsoundError(say("it has a digest, which its format had not"))
        return
    if _is_as_written(body):
        return
    written = _sealed(_dumped({name: value for name, value in document.items() if name != _DIGEST}))
    if len(body) == len(written) or document[_DIGEST] != json.loads(written)[_DIGEST]:
        raise _UnsoundError(say("it is not what was written: its digest is another"))


def _is_as_written(body: bytes) -> bool:
    """Whether these are the very bytes, by their own digest. None is copied: a record may be many megabytes."""
    digest = hashlib.sha256(b"{")
    digest.update(memoryview(body)[_SEAL_BYTES:])
    return body[:_SEAL_BYTES] == f'{{"{_DIGEST}":"{digest.hexdigest()}",'.encode()


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
        pages=tuple(map(_page_of, document.get("pages", ()))),
        gone=tuple(GoneRecord(**record) for record in document.get("gone", ())),
        place=document.get("place", ""),
        store=document.get("store", ""),
        restores=document.get("restores"),
        taken=tuple(document.get("taken", ())),
        announced=tuple(_announced_of(record) for record in document.get("announced", ())),
        site=tuple(SiteFileRecord(*record) for record in document.get("site", ())),
        page_names=document.get("page_names", {}),
        page_days=document.get("page_days", {}),
        forms={
            sha256: tuple(PictureFormRecord(**form) for form in forms)
            for sha256, forms in document.get("forms", {}).items()
        },
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


def _page_of(record: dict[str, Any]) -> PageRecord:
    artwork = _maybe_file_of(record.get("artwork"))
    return PageRecord(**{**record, "guids": tuple(record["guids"]), "artwork": artwork})


def _maybe_file_of(record: dict[str, Any] | None) -> FileRecord | None:
    return None if record is None else _file_of(record)


def _with_embedded(record: dict[str, Any]) -> dict[str, Any]:
    embedded = record.get("embedded")
    return {**record, "embedded": None if embedded is None else Embedded(**embedded)}


def _object_of(record: dict[str, Any]) -> ObjectRecord:
    return ObjectRecord(**{**record, "kind": Kind(record["kind"])})
