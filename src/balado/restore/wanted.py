"""What can be brought back from the store: the author's own files, as a publication remembers them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from balado.errors import UsageError
from balado.message import say
from balado.record.generation import EpisodeRecord, EpisodeState, FileRecord, Generation
from balado.record.keys import masked


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file of the show and the object that holds it.

    `name` is its path in the show, `sha256` and `byte_size` are those of the object. `shown` is how the key may be
    named in any output. `is_authors` says that these are the very bytes the author had; a recording whose tags were
    written anew for publication is another file. `key` is empty where nothing that is published has its bytes.
    """

    name: str
    key: str
    shown: str
    sha256: str
    byte_size: int
    slug: str | None
    is_authors: bool = True


def wanted_files(generation: Generation, slugs: Collection[str] = ()) -> tuple[WantedFile, ...]:
    """The files of these episodes (of all, and the show's picture, when none is named), by name, each once.

    Raises UsageError for a slug that no live or scheduled episode has.
    """
    known = {record.slug for record in generation.episodes}
    for slug in slugs:
        if slug not in known:
            raise UsageError(say("There is no published episode `{slug}`. See `balado status`.", slug=slug))
    found = {} if slugs else {one.name: _of_file(generation, one, None) for one in generation.covers}
    for record in generation.episodes:
        if not slugs or record.slug in slugs:
            for one in _of_episode(generation, record):
                found.setdefault(one.name, one)
    return tuple(found[name] for name in sorted(found) if name)


def _of_episode(generation: Generation, record: EpisodeRecord) -> Iterator[WantedFile]:
    yield _of_file(generation, record.audio, record)
    if record.artwork is not None:
        yield _of_file(generation, record.artwork, record)
    for side in record.beside:
        if side.name:
            same = [stored for stored in generation.objects if stored.key in side.keys and stored.sha256 == side.sha256]
            key = same[0].key if same else ""
            yield _wanted(side.name, key, (side.sha256, same[0].byte_size if same else 0), record)


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
