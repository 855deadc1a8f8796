"""What the last publication remembers of the media, for a checkout that does not hold them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from balado.artifact import Artifact
from balado.edition.contents import Keys, Picture, Piece, Recording
from balado.edition.pages.rendered import PageNames
from balado.facts import FileFacts, ImageFacts, MediaFacts
from balado.record.generation import (
    EpisodeRecord,
    EpisodeState,
    Generation,
    ObjectRecord,
    PictureFormRecord,
    SideKind,
    SideRecord,
)
from balado.record.keys import picture_pins_of, pins_of
from balado.show.model import Episode
from balado.source.public_place import PublishedShow
from balado.source.read import Identities


class Memory:
    """What the last publication knows of the media, for a checkout that does not hold them."""

    def __init__(self, previous: Generation | None) -> None:
        self._previous = previous
        self._by_guid = {record.guid: record for record in previous.episodes} if previous else {}
        self._announced = {record.guid for record in previous.announced} if previous else set()
        self._slugs = {record.slug: record for record in previous.episodes} if previous else {}
        self._objects = {stored.key: stored for stored in previous.objects} if previous else {}
        self._sides = _sides(previous)
        self.keys = Keys(pins_of(previous), picture_pins_of(previous))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was published yet."""
        return self._previous is None

    @property
    def published(self) -> Identities:
        """The guids of the show and of its episodes."""
        if self._previous is None:
            return Identities()
        show = PublishedShow(self._previous.show_guid, self._previous.url, self._previous.place)
        return Identities(show, {record.guid: record.folder for record in self._previous.episodes})

    @property
    def pages(self) -> PageNames:
        """The names of the episodes' pages, and when those went that are gone."""
        return PageNames() if self._previous is None else PageNames(self._previous.page_names, self._previous.page_days)

    def knows(self, episode: Episode) -> bool:
        """Whether this episode was published, scheduled or announced before."""
        return episode.guid in self._by_guid or episode.guid in self._announced

    def is_live(self, slug: str, guid: str | None) -> bool:
        """Whether subscribers have this episode, known by its guid or at least by its slug."""
        record = self._by_guid.get(guid or "") or self._slugs.get(slug)
        return record is not None and record.state is EpisodeState.LIVE

    def recording(self, guid: str, sha256: str | None) -> Recording | None:
        """The recording of an episode as it was published: the one it has, or (of a pointer) that very one."""
        if self._previous is None:
            return None
        record = self._by_guid.get(guid)
        now = record.audio if record is not None else None
        published = [former.sha256 for former in self._previous.former if former.guid == guid]
        if now is not None:
            published.append(now.sha256)
        wanted = [digest for digest in published if sha256 in (None, digest) and digest in self._previous.media]
        if not wanted:
            return None
        name = now.name if now is not None else ""
        facts = MediaFacts.model_validate(self._previous.media[wanted[-1]])
        return Recording(name, facts, embedded=self.keys.recordings[guid, wanted[-1]].embedded)

    def has_file(self, guid: str) -> bool:
        """Whether the recording of an episode is a file of the show, as it was published last."""
        record = self._by_guid.get(guid)
        return record is not None and record.audio is not None

    def supersedes(self, guid: str, url: str) -> bool:
        """Whether a file of the show was published in place of the recording at this address, and still is.

        A checkout without audio then goes on with that file, though the text still names the address.
        """
        record = self._by_guid.get(guid)
        if record is None or record.audio is None or record.remote is None:
            return False
        return record.remote.url == url

    def kept(self, held: Mapping[str, str | None]) -> tuple[EpisodeRecord, ...]:
        """The records of episodes that are held back now: what is stored of them stays known.

        `held` gives the guid of each by slug, None where it cannot be read: then the slug tells which it is.
        """
        guids = {guid for guid in held.values() if guid is not None}
        nameless = {slug for slug, guid in held.items() if guid is None}
        return tuple(
            record
            for record in (self._previous.episodes if self._previous else ())
            if record.guid in guids or record.slug in nameless
        )

    def object(self, key: str) -> ObjectRecord | None:
        """What was published under a key, where the last publication still names it."""
        return self._objects.get(key)

    def sides(self, guid: str, kind: SideKind) -> tuple[SideRecord, ...]:
        """The files of a kind beside the recording of an episode, as they were published."""
        return tuple(side for side in self._sides.get(guid, ()) if side.kind is kind)

    def key_of(self, guid: str, kind: SideKind, name: str, sha256: str) -> str | None:
        """The key that an object beside a recording has, by its digest, so that renaming a folder moves nothing.

        Of several files with the same bytes each keeps its own.
        """
        sides = sorted(self.sides(guid, kind), key=lambda side: _base(side.name) != _base(name))
        keys = (key for side in sides for key in side.keys)
        return next((key for key in keys if key in self._objects and self._objects[key].sha256 == sha256), None)

    def piece(self, key: str) -> Piece:
        """An object that the store has, by its record."""
        stored = self._objects[key]
        artifact = Artifact(
            stored.key, stored.kind, b"", stored.byte_size, stored.sha256, stored.content_type, stored.cache_control
        )
        return Piece(artifact, here=False)

    def file(self, guid: str, kind: SideKind, name: str, sha256: str | None) -> tuple[SideRecord, FileFacts] | None:
        """A file beside a recording as it was published: by its digest, or where that is not known by its name.

        The folder does not count: it may have been renamed since.
        """
        sides = self.sides(guid, kind)
        side = nearest(name, sides if sha256 is None else [one for one in sides if one.sha256 == sha256], sha256)
        facts = None if side is None else self.facts(side)
        return None if side is None or facts is None else (side, facts)

    def facts(self, side: SideRecord) -> FileFacts | None:
        """What the author's file was of which something was published."""
        facts = self._previous.files.get(side.sha256) if self._previous else None
        return None if facts is None else FileFacts.model_validate(facts)

    def forms(self, sha256: str) -> tuple[PictureFormRecord, ...]:
        """What was made of a picture for pages, by the digest of the author's file."""
        return self._previous.forms.get(sha256, ()) if self._previous is not None else ()

    def picture(self, sha256: str, name: str) -> Picture | None:
        """A picture that was published before, by its digest."""
        if self._previous is None or sha256 not in self._previous.images:
            return None
        facts = ImageFacts.model_validate(self._previous.images[sha256])
        made = (pin.embedded for (_guid, known), pin in self.keys.pictures.items() if known == sha256)
        return Picture(name, facts, embedded=next(made, None))


def nearest(name: str, sides: Sequence[SideRecord], sha256: str | None = None) -> SideRecord | None:
    """The file that is called like this one, wherever it lay: of several the one in folders that are called alike too.

    With a digest any of them is the file, and its name need not be the same.
    """

    def likeness(side: SideRecord) -> tuple[int, int]:
        own, other = name.split("/")[::-1], side.name.split("/")[::-1]
        alike = next((count for count, (a, b) in enumerate(zip(own, other, strict=False)) if a != b), len(own))
        return alike, -abs(len(own) - len(other))

    called = [side for side in sides if sha256 is not None or _base(side.name) == _base(name)]
    return max(called, key=likeness, default=None)


def _base(name: str) -> str:
    return name.rpartition("/")[2]


def _sides(previous: Generation | None) -> Mapping[str, tuple[SideRecord, ...]]:
    if previous is None:
        return {}
    announced = {record.guid: record.beside for record in previous.announced}
    announced[previous.show_guid] = previous.beside
    return announced | {record.guid: record.beside for record in previous.episodes}
