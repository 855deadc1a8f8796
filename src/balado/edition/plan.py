"""The plan: what a publication will do, decided before anything moves. Pure; `apply.py` carries it out.

in the generation before | here now            | so
-------------------------|---------------------|---------------------------------------------
key known                | same bytes or none  | nothing is sent
key known                | other bytes         | a new key is sent, the old object stays
key unknown              | the file            | sent
key unknown, or lost     | no file             | looked for in the store; refused when it is not there Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from balado.artifact import Artifact, md5_of
from balado.edition.contents import (
    Announcement,
    Contents,
    Picture,
    Placed,
    Recording,
    RenderedFeed,
    RenderedPage,
)
from balado.edition.pages.rendered import PackedFiles
from balado.edition.uploads import Upload, uploads_of
from balado.facts import FileFacts, ImageFacts, MediaFacts
from balado.record.changes import Change, changes_between, former_keys, gone_episodes, publish_the_same
from balado.record.generation import (
    AnnouncedRecord,
    EpisodeRecord,
    EpisodeState,
    FeedRecord,
    FileRecord,
    Generation,
    ObjectRecord,
    PageRecord,
    RemoteRecord,
)
from balado.show.elsewhere import RemoteAudio


@dataclass(frozen=True, slots=True)
class Run:
    """What is particular to this run: its time, its random token, the digest of the source if all of it goes out.

    `place` is where it publishes to, as `publish.to` names it. `clock` is the true time (None: `now`), which the
    record is dated by: what is not public yet by the clock is not shown, whatever a rehearsal makes of it.
    """

    now: datetime
    owner: str
    source_digest: str | None
    place: str = ""
    clock: datetime | None = None

    @property
    def public_until(self) -> datetime:
        """Episodes with a later date are not public."""
        return self.now if self.clock is None else min(self.now, self.clock)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a publication will do. `changed` False: nothing at all.

    `site` are the bytes of those files of the site that were made, by digest. `is_served` says that the previous
    generation is known to be served as a whole.
    """

    previous: Generation | None
    generation: Generation
    document: bytes | None
    pages: tuple[RenderedPage, ...]
    uploads: tuple[Upload, ...]
    changes: tuple[Change, ...]
    site: PackedFiles = field(default_factory=PackedFiles)
    is_served: bool = False

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""
        if self.previous is None or self.uploads:
            return True
        return not publish_the_same(self.generation, self.previous)

    @property
    def documents(self) -> Mapping[str, bytes]:
        """Every feed and page of the publication, by digest."""
        return self.site.joined(self.feeds)

    @property
    def feeds(self) -> Mapping[str, bytes]:
        """The feed and the further documents, by digest."""
        documents = {page.sha256: page.document for page in self.pages}
        if self.document is not None and self.generation.feed is not None:
            documents[self.generation.feed.sha256] = self.document
        return documents

    @property
    def byte_size(self) -> int:
        """How many bytes of media are to be sent."""
        return sum(upload.artifact.byte_size for upload in self.uploads)


def make_plan(contents: Contents, previous: Generation | None, run: Run, lost: Collection[str] = ()) -> Plan:
    """What has to be done so that the target holds these contents.

    `lost` are keys of the last publication that are gone from the target.
    """
    artifacts = uploads_of(contents, run.public_until)
    generation = _generation(contents, previous, run, artifacts, lost)
    known = {stored.key for stored in previous.objects if stored.key not in lost} if previous else set()
    uploads = tuple(upload for upload in artifacts if upload.artifact.key not in known)
    document = contents.feed.document if contents.feed else None
    changes = changes_between(previous, generation)
    return Plan(previous, generation, document, contents.pages, uploads, changes, contents.site.bodies)


def _generation(
    contents: Contents, previous: Generation | None, run: Run, artifacts: list[Upload], lost: Collection[str]
) -> Generation:
    show, placed, feed = contents.show, contents.placed, contents.feed
    made = (_record(place, feed) for place in placed)
    records = tuple(sorted([*made, *contents.kept], key=lambda record: record.slug))
    waiting = [record.date for record in records if record.state is EpisodeState.SCHEDULED]
    waiting += [one.turn for one in contents.announced if one.turn is not None]
    shown: list[Placed | Announcement] = [*placed, *contents.announced]
    covers = [show.artwork, *(one.artwork for one in shown)]
    pictures = [one for one in covers if one is not None] + [one.picture for one in show.further.values()]
    sides = [*show.beside, *(side for one in shown for side in one.sides)]
    before = {stored.key: stored for stored in previous.objects if stored.key not in lost} if previous else {}
    objects = {upload.artifact.key: _object_record(upload.artifact, before) for upload in artifacts}
    kept = _objects_of(contents.kept, previous)
    objects |= {key: stored for key, stored in kept.items() if key not in lost}
    recordings = [place.audio for place in placed if isinstance(place.audio, Recording)]
    media = {audio.facts.sha256: _as_json(audio.facts) for audio in recordings}
    images = {picture.facts.sha256: _as_json(picture.facts) for picture in pictures}
    images |= {side.record.sha256: _as_json(side.picture) for side in sides if side.picture is not None}
    return Generation(
        number=previous.number + 1 if previous else 1,
        created=run.clock or run.now,
        owner=run.owner,
        url=show.url,
        show_guid=show.guid,
        source_digest=run.source_digest,
        next_due=min(waiting, default=None),
        built=feed.built if feed else run.now if previous is None else previous.built,
        feed=FeedRecord(feed.sha256, len(feed.document)) if feed else None,
        artwork=_file_of(show.artwork, show.artwork_key),
        episodes=records,
        objects=tuple(objects[key] for key in sorted(objects)),
        media={**(previous.media if previous else {}), **media},
        images={**(previous.images if previous else {}), **images},
        former=former_keys(previous, records),
        files={
            **(previous.files if previous else {}),
            **{side.record.sha256: _as_json(side.facts) for side in sides if side.facts is not None},
        },
        pages=tuple(map(_page_record, contents.pages)),
        gone=gone_episodes(previous, records),
        place=run.place,
        store=previous.store if previous else "",
        taken=_still_taken(previous, {one.guid for one in records} | {one.episode.guid for one in contents.announced}),
        announced=tuple(sorted(map(_announced_record, contents.announced), key=lambda record: record.slug)),
        site=contents.site.files,
        page_names=contents.names.names,
        page_days=contents.names.days,
        forms=contents.forms,
        beside=tuple(side.record for side in show.beside),
    )


def _page_record(page: RenderedPage) -> PageRecord:
    return PageRecord(
        page.key,
        page.guid,
        page.sha256,
        len(page.document),
        page.guids,
        page.shrinks,
        md5_of(page.document),
        None if page.artwork is None else _file_record(page.artwork.picture, page.artwork.key),
    )


def _object_record(artifact: Artifact, before: Mapping[str, ObjectRecord]) -> ObjectRecord:
    """The record of an object, with the ETag that is known of these bytes."""
    record, known = ObjectRecord.of(artifact), before.get(artifact.key)
    return replace(record, etag=known.etag) if known is not None and known.sha256 == record.sha256 else record


def _record(place: Placed, feed: RenderedFeed | None) -> EpisodeRecord:
    episode = place.episode
    return EpisodeRecord(
        slug=episode.slug,
        folder=episode.folder,
        guid=episode.guid,
        date=place.date,
        state=place.state,
        audio=_file_of(place.audio, place.audio_key) if isinstance(place.audio, Recording) else None,
        artwork=_file_of(place.artwork, place.artwork_key),
        item=feed.items.get(episode.guid, "") if feed else "",
        beside=tuple(side.record for side in place.sides),
        remote=None if episode.remote is None else _remote_record(episode.remote),
    )


def _announced_record(announced: Announcement) -> AnnouncedRecord:
    return AnnouncedRecord(
        slug=announced.episode.slug,
        folder=announced.episode.folder,
        guid=announced.episode.guid,
        start=announced.start,
        turn=announced.turn,
        artwork=_file_of(announced.artwork, announced.artwork_key),
        beside=tuple(side.record for side in announced.sides),
        status=announced.status,
    )


def _file_record(file: Recording | Picture, key: str) -> FileRecord:
    return FileRecord(file.name, file.facts.sha256, key, file.embedded)


def _file_of(file: Recording | Picture | None, key: str | None) -> FileRecord | None:
    return None if file is None or key is None else _file_record(file, key)


def _remote_record(written: RemoteAudio) -> RemoteRecord:
    return RemoteRecord(written.url, written.known_length or 0, written.announced_type)


def _objects_of(records: Iterable[EpisodeRecord], previous: Generation | None) -> dict[str, ObjectRecord]:
    keys = {key for record in records for key in record.keys}
    return {stored.key: stored for stored in (previous.objects if previous else ()) if stored.key in keys}


def _as_json(facts: MediaFacts | ImageFacts | FileFacts) -> Mapping[str, object]:
    dumped: dict[str, object] = facts.model_dump(mode="json", exclude_defaults=True)
    return dumped


def _still_taken(previous: Generation | None, here: Collection[str]) -> tuple[str, ...]:
    """The guids taken down, but those that the guard was told to let through."""
    return tuple(guid for guid in (previous.taken if previous else ()) if guid not in here)
