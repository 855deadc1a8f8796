"""A generation as JSON holds it, and back. What an earlier format does not say is empty.

What is known of recordings and pictures, which is half of a record, waits until somebody asks for it: a run with
nothing to do never does, and parsing is most of its work on a record. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from balado.artifact import Kind
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
    RemoteRecord,
    SideKind,
    SideRecord,
    SiteFileRecord,
)

if TYPE_CHECKING:
    from balado.record.listed_shows import ShowFeedRecord

OF_SITE = ("site", "page_names", "page_days", "forms")
"""The members that tell of pages. A show that never had any has none of them: an older Balado reads its record."""

_KINDS = {kind.value: kind for kind in Kind}
_STATES = {state.value: state for state in EpisodeState}
_BEFORE = b',"images":{'
_BEHIND = b',"next_due":'


def tells_of_elsewhere(document: Mapping[str, Any]) -> bool:
    """Whether a record tells of a recording on another server, or of a show's picture there."""
    return document["artwork"] is None or any("remote" in episode for episode in document["episodes"])


class UnparsedFacts(Mapping[str, Mapping[str, Any]]):
    """Facts by sha256, parsed when one is asked for. `members` are those of a JSON object; `name` is theirs in it."""

    def __init__(self, members: memoryview, name: str) -> None:
        self._members = members
        self._name = name

    @cached_property
    def _facts(self) -> Mapping[str, Mapping[str, Any]]:
        facts: Mapping[str, Mapping[str, Any]] = json.loads(b"{" + bytes(self._members) + b"}")[self._name]
        return facts

    def __getitem__(self, sha256: str) -> Mapping[str, Any]:
        return self._facts[sha256]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON of a record that is known to be as it was written: its members are sorted, nothing stands between them.

    No string is taken for what is looked for, since a quotation mark within one has a backslash before it, and no other
    object in a record has members of these names.
    """
    start = body.find(_BEFORE)
    end = body.rfind(_BEHIND)
    if not 0 < start < end:
        document: dict[str, Any] = json.loads(body.decode())
        return document
    view = memoryview(body)  # nothing is copied that may be many megabytes
    document = json.loads(str(view[:start], "utf-8") + str(view[end:], "utf-8"))
    facts = view[start + 1 : end]
    return {**document, "images": UnparsedFacts(facts, "images"), "media": UnparsedFacts(facts, "media")}


def document_of(generation: Generation) -> dict[str, Any]:
    """What JSON holds of a generation; its moments are still to be written."""
    document = asdict(replace(generation, media={}, images={}, site=()))
    document["site"] = [[one.key, one.sha256, one.byte_size, one.md5] for one in generation.site]  # there are thousands
    if not any(document[name] for name in OF_SITE):
        for name in OF_SITE:
            del document[name]
    for name in ("beside", "shows"):
        if not document[name]:  # an older Balado reads the record of a show that does not use it
            del document[name]
    for page in document["pages"]:
        if page["artwork"] is None:  # the same
            del page["artwork"]
    for episode in document["episodes"]:
        if episode["remote"] is None:  # the same
            del episode["remote"]
    return {**document, "media": dict(generation.media), "images": dict(generation.images)}


def generation_of(document: Mapping[str, Any]) -> Generation:
    """The generation of what JSON holds, of this format or an earlier one.

    Raises KeyError, TypeError, ValueError or AttributeError where something is missing in it or does not belong there.
    """
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
        artwork=_maybe_file_of(document["artwork"]),
        episodes=tuple(_episode_of(record) for record in document["episodes"]),
        objects=tuple(_object_of(record) for record in document["objects"]),
        media=document["media"],
        images=document["images"],
        former=tuple(map(_former_of, document["former"])),
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
        beside=_sides_of(document),
        shows=_shows_of(document["shows"]) if "shows" in document else (),
    )


def _shows_of(records: Iterable[Mapping[str, Any]]) -> tuple[ShowFeedRecord, ...]:
    from balado.record.listed_shows import ShowFeedRecord  # a run of a show needs none of it

    return tuple(ShowFeedRecord(**record) for record in records)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _episode_of(record: dict[str, Any]) -> EpisodeRecord:
    return EpisodeRecord(
        slug=record["slug"],
        folder=record["folder"],
        guid=record["guid"],
        date=datetime.fromisoformat(record["date"]),
        state=_STATES[record["state"]],
        audio=_maybe_file_of(record["audio"]),
        artwork=_maybe_file_of(record["artwork"]),
        item=record["item"],
        beside=_sides_of(record),
        remote=RemoteRecord(**record["remote"]) if "remote" in record else None,
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


def _sides_of(record: Mapping[str, Any]) -> tuple[SideRecord, ...]:
    return tuple(map(_side_of, record.get("beside", ())))


def _side_of(side: dict[str, Any]) -> SideRecord:
    return SideRecord(**{**side, "kind": SideKind(side["kind"]), "keys": tuple(side["keys"])})


def _file_of(record: dict[str, Any]) -> FileRecord:
    return FileRecord(record["name"], record["sha256"], record["key"], _embedded_of(record))


def _former_of(record: dict[str, Any]) -> FormerKey:
    return FormerKey(record["guid"], record["sha256"], record["key"], _embedded_of(record))


def _page_of(record: dict[str, Any]) -> PageRecord:
    artwork = _maybe_file_of(record.get("artwork"))
    return PageRecord(**{**record, "guids": tuple(record["guids"]), "artwork": artwork})


def _maybe_file_of(record: dict[str, Any] | None) -> FileRecord | None:
    return None if record is None else _file_of(record)


def _embedded_of(record: dict[str, Any]) -> Embedded | None:
    embedded = record.get("embedded")
    return None if embedded is None else Embedded(**embedded)


def _object_of(record: dict[str, Any]) -> ObjectRecord:
    return ObjectRecord(
        record["key"],
        _KINDS[record["kind"]],
        record["byte_size"],
        record["sha256"],
        record["content_type"],
        record["cache_control"],
        record.get("etag", ""),
    )
