"""The files that a served feed names, looked up in the store and inspected: for a record made anew."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

from balado.artifact import Kind
from balado.edition.open import Opened
from balado.errors import MediaError
from balado.facts import ImageFacts, MediaFacts
from balado.feed.document import Item
from balado.media.artwork import inspect_artwork
from balado.media.cache import InspectedPicture, InspectedRecording
from balado.media.embed import sound_sha256
from balado.media.inspect import inspect_recording
from balado.record.generation import Embedded, FileRecord, ObjectRecord
from balado.record.keys import MediaFolder, digits_of
from balado.show.model import Episode, Show
from balado.store.storage import Stored

_KINDS: Mapping[str, Kind] = {
    MediaFolder.AUDIO: Kind.AUDIO,
    MediaFolder.ARTWORK: Kind.ARTWORK,
    MediaFolder.TRANSCRIPTS: Kind.TRANSCRIPT,
    MediaFolder.CHAPTERS: Kind.CHAPTERS,
    MediaFolder.DOCUMENTS: Kind.DOCUMENT,
    MediaFolder.FILMS: Kind.FILM,
}

Found = TypeVar("Found")


@dataclass(slots=True)
class Search:
    """Looks for what the feed names, and remembers what it found."""

    opened: Opened
    show: Show
    episodes: dict[str, Episode]
    objects: dict[str, ObjectRecord] = field(default_factory=dict)
    media: dict[str, MediaFacts] = field(default_factory=dict)
    images: dict[str, ImageFacts] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def key_of(self, address: str | None) -> str | None:
        """The key of an object of ours; None for an address elsewhere."""
        base = f"{self.opened.url}/"
        return unquote(address.removeprefix(base)) if address is not None and address.startswith(base) else None

    def lookup(self, key: str) -> Stored | None:
        """What is stored under a key, noted as an object of the publication, or as missing."""
        stored = self.opened.target.public.head(key)
        if stored is None:
            self.missing.append(key)
            return None
        self._note(key, stored, stored.sha256 or self._fetched(key, stored, _sha256))
        return stored

    def lookup_ours(self, key: str) -> None:
        """Note what is stored under a key if it is named after what it holds: others name theirs otherwise."""
        stored = self.opened.target.public.head(key)
        if stored is not None:
            sha256 = stored.sha256 or self._fetched(key, stored, _sha256)
            if sha256.startswith(digits_of(key)):
                self._note(key, stored, sha256)

    def _note(self, key: str, stored: Stored, sha256: str) -> None:
        kind = _KINDS.get(key.partition("/")[0], Kind.DOCUMENT)
        self.objects[key] = ObjectRecord(
            key, kind, stored.byte_size, sha256, stored.content_type or "", stored.cache_control or ""
        )

    def recording(self, item: Item, episode: Episode | None) -> FileRecord | None:
        """The recording of an item: the author's own file where it is here and the very one, else what is published."""
        key = self.key_of(item.enclosure.url)
        stored = self.lookup(key) if key is not None else None
        if key is None or stored is None:
            if key is None:
                self.missing.append(item.enclosure.url)
            return None
        published = self.objects[key]
        name = self._name(episode.audio if episode is not None else None, episode, key)
        local = self._local_recording(episode)
        same = local is not None and local.sha256 == published.sha256
        if local is not None and (same or self._has_the_sound(episode, local, key, stored)):
            self.media[local.sha256] = local
            embedded = None if same else Embedded(published.sha256, published.byte_size)
            return FileRecord(name, local.sha256, key, embedded)
        facts = self._fetched(key, stored, lambda path: inspect_recording(path, key))
        self.media[facts.sha256] = facts
        return FileRecord(name, facts.sha256, key)

    def picture(self, address: str | None, name: str | None, episode: Episode | None) -> FileRecord | None:
        """A picture that the feed names; None where it names none of ours."""
        key = self.key_of(address)
        stored = self.lookup(key) if key is not None else None
        if key is None or stored is None:
            return None
        local = self._local_picture(name)
        if local is not None and local.sha256 == self.objects[key].sha256:
            facts = local
        else:
            facts = self._fetched(key, stored, lambda path: inspect_artwork(path, key))
        self.images[facts.sha256] = facts
        return FileRecord(name or self._name(None, episode, key), facts.sha256, key)

    def _has_the_sound(self, episode: Episode | None, local: MediaFacts, key: str, stored: Stored) -> bool:
        """Whether what is published is the recording that is here with other tags, to the last byte of its sound."""
        if episode is None or episode.audio is None or local.suffix != ".mp3" or not key.endswith(".mp3"):
            return False
        here = sound_sha256(self.opened.inspector.path(episode.audio), episode.audio)
        return here == self._fetched(key, stored, lambda path: sound_sha256(path, key))

    def _local_recording(self, episode: Episode | None) -> MediaFacts | None:
        if episode is None or episode.audio is None:
            return None
        try:
            found = self.opened.inspector.recording(episode.audio)
        except MediaError:
            return None  # the published one is there to be inspected
        return found.facts if isinstance(found, InspectedRecording) else None

    def _local_picture(self, name: str | None) -> ImageFacts | None:
        if name is None:
            return None
        try:
            found = self.opened.inspector.artwork(name)
        except MediaError:
            return None  # the same
        return found.facts if isinstance(found, InspectedPicture) else None

    def _name(self, written: str | None, episode: Episode | None, key: str) -> str:
        if written is not None:
            return written
        folder = episode.folder if episode is not None else f"episodes/{slug_of(key)}"
        return f"{folder}/{slug_of(key)}{PurePosixPath(key).suffix}"  # the feed does not tell the author's

    def _fetched(self, key: str, stored: Stored, use: Callable[[Path], Found]) -> Found:
        """The object on this disk for a moment."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / PurePosixPath(key).name
            with path.open("wb") as file:
                for piece in self.opened.target.public.read(key) or ():
                    file.write(piece)
            return use(path)


def slug_of(key: str) -> str:
    """The slug that a key was made of: `audio/01-a-0123456789abcdef.mp3` is of 01-a."""
    return PurePosixPath(key).stem.rpartition("-")[0]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
