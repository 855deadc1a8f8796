"""What can be brought back from the store: the author's own files, as a publication remembers them. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from balado.errors import UsageError
from balado.media.hls.playlist import address_of
from balado.message import say
from balado.record.generation import (
    EpisodeRecord,
    EpisodeState,
    FileRecord,
    Generation,
    ObjectRecord,
    SideKind,
    SideRecord,
)
from balado.record.keys import masked


@dataclass(frozen=True, slots=True)
class Renamed:
    """What the author had where what is published names its files by their keys: a playlist.

    `names` gives the address that the author wrote by the last part of the key, `sha256` and `byte_size` are those of
    the author's file.
    """

    sha256: str
    byte_size: int
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file of the show and the object that holds it.

    `name` is its path in the show, `sha256` and `byte_size` are those of the object. `shown` is how the key may be
    named in any output. `is_authors` says that these are the very bytes the author had; a recording whose tags were
    written anew for publication is another file. `renamed` tells how the author's file is made of the object, where
    that can be. `key` is empty where nothing that is published has its bytes.
    """

    name: str
    key: str
    shown: str
    sha256: str
    byte_size: int
    slug: str | None
    is_authors: bool = True
    renamed: Renamed | None = None


def wanted_files(generation: Generation, slugs: Collection[str] = ()) -> tuple[WantedFile, ...]:
    """The files of these episodes (of all, and the show's pictures, when none is named), by name, each once.

    Raises UsageError for a slug that no live or scheduled episode has.
    """
    known = {record.slug for record in generation.episodes}
    for slug in slugs:
        if slug not in known:
            raise UsageError(say("There is no published episode `{slug}`. See `balado status`.", slug=slug))
    found = {} if slugs else {one.name: _of_file(generation, one, None) for one in generation.covers}
    objects = {stored.key: stored for stored in generation.objects}
    for side in () if slugs else generation.beside:
        found[side.name] = _of_side(side, objects, None)
    for record in generation.episodes:
        if not slugs or record.slug in slugs:
            for one in _of_episode(generation, record):
                found.setdefault(one.name, one)
    return tuple(found[name] for name in sorted(found) if name)


def _of_episode(generation: Generation, record: EpisodeRecord) -> Iterator[WantedFile]:
    for file in record.files:
        yield _of_file(generation, file, record)
    objects = {stored.key: stored for stored in generation.objects}
    for side in record.beside:
        if side.name:
            same = any(key in objects and objects[key].sha256 == side.sha256 for key in side.keys)
            if not same and side.kind is SideKind.FILM and side.keys[0] in objects:
                yield _playlist(side, objects[side.keys[0]], generation, record)
            else:
                yield _of_side(side, objects, record)


def _of_side(side: SideRecord, objects: Mapping[str, ObjectRecord], record: EpisodeRecord | None) -> WantedFile:
    same = [key for key in side.keys if key in objects and objects[key].sha256 == side.sha256]
    key = same[0] if same else ""
    return _wanted(side.name, key, (side.sha256, objects[key].byte_size if same else 0), record)


def _playlist(side: SideRecord, stored: ObjectRecord, generation: Generation, record: EpisodeRecord) -> WantedFile:
    """A playlist of a film, which names the files that lay beside it by their keys."""
    folder = posixpath.dirname(side.name)
    names = {
        quote(posixpath.basename(one.keys[0])): address_of(one.name, folder)
        for one in record.beside
        if one.kind is SideKind.FILM and one.name and one.keys
    }
    facts = generation.files.get(side.sha256, {})
    size = facts.get("byte_size", 0)
    wanted = _wanted(side.name, stored.key, (stored.sha256, stored.byte_size), record)
    return replace(wanted, renamed=Renamed(side.sha256, size if isinstance(size, int) else 0, names))


def _of_file(generation: Generation, file: FileRecord, record: EpisodeRecord | None) -> WantedFile:
    if file.embedded is not None:
        made = _wanted(file.name, file.key, (file.embedded.sha256, file.embedded.byte_size), record)
        return WantedFile(made.name, made.key, made.shown, made.sha256, made.byte_size, made.slug, is_authors=False)
    sizes = {stored.key: stored.byte_size for stored in generation.objects}
    return _wanted(file.name, file.key, (file.sha256, sizes.get(file.key, 0)), record)


def _wanted(name: str, key: str, content: tuple[str, int], record: EpisodeRecord | None) -> WantedFile:
    hidden = record is not None and record.state is EpisodeState.SCHEDULED
    shown = masked(key) if hidden and key else key
    return WantedFile(name, key, shown, *content, record.slug if record is not None else None)
