"""The plan: what a publication will do, decided before anything moves. Pure; `apply.py` carries it out.

in the generation before | here now            | so
-------------------------|---------------------|---------------------------------------------
key known                | same bytes or none  | nothing is sent
key known                | other bytes         | a new key is sent, the old object stays
key unknown              | the file            | sent
key unknown, or lost     | no file             | looked for in the store; refused when it is not there
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from balado.artifact import FOREVER, Artifact, Kind
from balado.facts import ImageFacts, MediaFacts
from balado.publish.contents import Contents, Picture, Placed, Recording, RenderedFeed
from balado.publish.generation import (
    EpisodeRecord,
    EpisodeState,
    FeedRecord,
    FileRecord,
    FormerKey,
    Generation,
    ObjectRecord,
)
from balado.publish.keys import masked, pins_of


@dataclass(frozen=True, slots=True)
class Run:
    """What is particular to this run: its time, its random token, the digest of the source if all of it goes out."""

    now: datetime
    owner: str
    source_digest: str | None


@dataclass(frozen=True, slots=True)
class Upload:
    """An object to send. `shown` is how it may be named in any output.

    `must_be_there` says that its file is not here: the store has it, or the publication is refused.
    """

    artifact: Artifact
    shown: str
    must_be_there: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to an episode: `goes-live`, `scheduled`, `new-audio`, `updated`, `leaves`."""

    kind: str
    slug: str
    guid: str
    date: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a publication will do. `changed` False: nothing at all."""

    previous: Generation | None
    generation: Generation
    document: bytes | None
    uploads: tuple[Upload, ...]
    changes: tuple[Change, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""
        if self.previous is None or self.uploads:
            return True
        return not self.generation.publishes_the_same_as(self.previous)

    @property
    def byte_size(self) -> int:
        """How many bytes of media are to be sent."""
        return sum(upload.artifact.byte_size for upload in self.uploads)


def make_plan(contents: Contents, previous: Generation | None, run: Run, lost: Collection[str] = ()) -> Plan:
    """What has to be done so that the target holds these contents.

    `lost` are keys of the last publication that are gone from the target.
    """
    artifacts = _artifacts_of(contents)
    generation = _generation(contents, previous, run, artifacts)
    known = {stored.key for stored in previous.objects if stored.key not in lost} if previous else set()
    uploads = tuple(upload for upload in artifacts if upload.artifact.key not in known)
    document = contents.feed.document if contents.feed else None
    return Plan(previous, generation, document, uploads, _changes(previous, generation))


def _artifacts_of(contents: Contents) -> list[Upload]:
    found: dict[str, Upload] = {}
    cover = _media_artifact(Kind.ARTWORK, contents.show.artwork_key, contents.show.artwork)
    found[cover.key] = Upload(cover, cover.key, must_be_there=contents.show.artwork.local is None)
    for place in contents.placed:
        hidden = place.state is EpisodeState.SCHEDULED
        media: list[tuple[Kind, str, Recording | Picture]] = [(Kind.AUDIO, place.audio_key, place.audio)]
        if place.artwork is not None and place.artwork_key is not None:
            media.append((Kind.ARTWORK, place.artwork_key, place.artwork))
        for kind, key, file in media:
            shown = masked(key) if hidden else key
            found[key] = Upload(_media_artifact(kind, key, file), shown, must_be_there=file.local is None)
    return [found[key] for key in sorted(found)]


def _media_artifact(kind: Kind, key: str, file: Recording | Picture) -> Artifact:
    facts = file.facts
    return Artifact(
        key=key,
        kind=kind,
        body=file.local.path if file.local else b"",
        byte_size=facts.byte_size,
        sha256=facts.sha256,
        content_type=facts.media_type,
        cache_control=FOREVER,
        fingerprint=file.local.fingerprint if file.local else None,
    )


def _generation(contents: Contents, previous: Generation | None, run: Run, artifacts: list[Upload]) -> Generation:
    show, placed, feed = contents.show, contents.placed, contents.feed
    made = (_record(place, feed) for place in placed)
    records = tuple(sorted([*made, *contents.kept], key=lambda record: record.slug))
    waiting = [record.date for record in records if record.state is EpisodeState.SCHEDULED]
    pictures = [show.artwork, *(place.artwork for place in placed if place.artwork is not None)]
    objects = {upload.artifact.key: ObjectRecord.of(upload.artifact) for upload in artifacts}
    objects |= _objects_of(contents.kept, previous)
    media = {place.audio.facts.sha256: _as_json(place.audio.facts) for place in placed}
    images = {picture.facts.sha256: _as_json(picture.facts) for picture in pictures}
    return Generation(
        number=previous.number + 1 if previous else 1,
        created=run.now,
        owner=run.owner,
        url=show.url,
        show_guid=show.guid,
        source_digest=run.source_digest,
        next_due=min(waiting, default=None),
        built=feed.built if feed else run.now if previous is None else previous.built,
        feed=FeedRecord(feed.sha256, len(feed.document)) if feed else None,
        artwork=FileRecord(show.artwork.name, show.artwork.facts.sha256, show.artwork_key),
        episodes=records,
        objects=tuple(objects[key] for key in sorted(objects)),
        media={**(previous.media if previous else {}), **media},
        images={**(previous.images if previous else {}), **images},
        former=_former(previous, records),
    )


def _record(place: Placed, feed: RenderedFeed | None) -> EpisodeRecord:
    episode = place.episode
    picture = None
    if place.artwork is not None and place.artwork_key is not None:
        picture = FileRecord(place.artwork.name, place.artwork.facts.sha256, place.artwork_key)
    return EpisodeRecord(
        slug=episode.slug,
        folder=episode.folder,
        guid=episode.guid,
        date=place.date,
        state=place.state,
        audio=FileRecord(place.audio.name, place.audio.facts.sha256, place.audio_key),
        artwork=picture,
        item=feed.items.get(episode.guid, "") if feed else "",
    )


def _objects_of(records: Iterable[EpisodeRecord], previous: Generation | None) -> dict[str, ObjectRecord]:
    keys = {file.key for record in records for file in (record.audio, record.artwork) if file is not None}
    return {stored.key: stored for stored in (previous.objects if previous else ()) if stored.key in keys}


def _as_json(facts: MediaFacts | ImageFacts) -> Mapping[str, object]:
    dumped: dict[str, object] = facts.model_dump(mode="json", exclude_defaults=True)
    return dumped


def _former(previous: Generation | None, records: tuple[EpisodeRecord, ...]) -> tuple[FormerKey, ...]:
    now_used = {(record.guid, record.audio.sha256) for record in records}
    return tuple(
        FormerKey(guid, sha256, key)
        for (guid, sha256), key in pins_of(previous).items()
        if (guid, sha256) not in now_used
    )


def _changes(previous: Generation | None, generation: Generation) -> tuple[Change, ...]:
    before = {record.guid: record for record in previous.episodes} if previous else {}
    after = {record.guid for record in generation.episodes}
    changes = [_change(before.get(record.guid), record) for record in generation.episodes]
    changes += [
        Change("leaves", record.slug, record.guid, record.date)
        for record in before.values()
        if record.guid not in after and record.state is EpisodeState.LIVE
    ]
    return tuple(change for change in changes if change is not None)


def _change(before: EpisodeRecord | None, after: EpisodeRecord) -> Change | None:
    kind = None
    if after.state is EpisodeState.SCHEDULED:
        if before is None or before != after:
            kind = "scheduled"
    elif before is None or before.state is EpisodeState.SCHEDULED:
        kind = "goes-live"
    elif before.audio.sha256 != after.audio.sha256:
        kind = "new-audio"
    elif replace(before, slug="", folder="", audio=after.audio) != replace(after, slug="", folder=""):
        kind = "updated"
    return Change(kind, after.slug, after.guid, after.date) if kind else None
