"""Files of the show by the paths under which logs name them: from all publications, since people keep old addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from balado.artifact import FEED_KEY, SITE_INDEX, Kind
from balado.errors import UsageError
from balado.facts import MediaFacts
from balado.media.hls.playlist import PLAYLIST_SUFFIX, Playlist, read_playlist
from balado.record.generation import FileRecord, FormerKey, Generation, SideKind
from balado.record.generation_file import number_of
from balado.record.history import read_numbered
from balado.record.keys import page_keys
from balado.statistics.model import PublishedFile, PublishedKind
from balado.statistics.streams import PlaylistOf, stream_parts
from balado.statistics.thresholds import ANY, audio_threshold, part_of
from balado.store.place import bucket_and_prefix
from balado.store.storage import Storage
from balado.store.target import Target

_EARLIEST = date(2001, 1, 1)
"""Before that no feed had recordings, whatever date an episode bears."""
_MARGIN = timedelta(days=1)
_KINDS = {
    Kind.AUDIO: PublishedKind.AUDIO,
    Kind.ARTWORK: PublishedKind.PICTURE,
    Kind.TRANSCRIPT: PublishedKind.TRANSCRIPT,
    Kind.CHAPTERS: PublishedKind.CHAPTERS,
    Kind.DOCUMENT: PublishedKind.DOCUMENT,
    Kind.FILM: PublishedKind.FILM,
    Kind.FEED: PublishedKind.FEED,
    Kind.PAGE: PublishedKind.PAGE,
}


@dataclass(frozen=True, slots=True)
class PublishedFiles:
    """The files of a show, and the first day (UTC) on which somebody can have asked for one."""

    files: tuple[PublishedFile, ...]
    first_day: date


def find_published(target: Target) -> PublishedFiles:
    """Every file that a publication ever named, of all publications whose record is kept. One request for each.

    The first day is the one before the oldest of these publications and of their episodes: records may be pruned, or
    made anew, and episodes keep their dates. Of the playlists of streams the public ones are read, one request each.
    """
    numbers = sorted(
        number for stored in target.state.list("generations/") if (number := number_of(stored.key)) is not None
    )
    generations = [found for number in numbers if (found := read_numbered(target, number)) is not None]
    files = published_files(generations, _playlists(target.public))
    return PublishedFiles(files, _first_day(generations))


def _first_day(generations: Iterable[Generation]) -> date:
    began = [moment for one in generations for moment in (one.created, *(episode.date for episode in one.episodes))]
    oldest = min(began, default=None)
    return _EARLIEST if oldest is None else max(_EARLIEST, oldest.astimezone(UTC).date() - _MARGIN)


def published_files(generations: Sequence[Generation], playlist_of: PlaylistOf) -> tuple[PublishedFile, ...]:
    """The files of these publications, which are in their order: what a newer one says of a key holds."""
    found: dict[str, PublishedFile] = {}
    paths: dict[str, dict[str, None]] = {}
    for generation in generations:
        for file in _files(generation, playlist_of):
            found[file.key] = file
            paths.setdefault(file.key, {}).update(dict.fromkeys(_paths(file.key, generation)))
    return tuple(replace(file, paths=tuple(paths[file.key])) for file in found.values())


def write_published(published: Iterable[PublishedFile], path: Path, podcast: str = "") -> None:
    """Write the table that `map_files` reads: JSON, one line for each path of each file; `podcast` is a further column.

    Where that is empty there is none: of one show it need not be told.
    """
    further = {"podcast": podcast} if podcast else {}
    rows = (
        {
            **further,
            "path": one,
            "key": file.key,
            "guid": file.guid,
            "kind": file.kind.value,
            "threshold_bytes": file.threshold_bytes,
            "recording": file.recording,
        }
        for file in published
        for one in file.paths
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def join_published(tables: Iterable[Path], to: Path) -> None:
    """Put the tables of several shows together: `owner` is the number of each, from 1 on, in their order."""
    with to.open("w", encoding="utf-8") as joined:
        for number, table in enumerate(tables, 1):
            for line in table.read_text(encoding="utf-8").splitlines():
                joined.write(f"{json.dumps({'owner': number, **json.loads(line)})}\n")


def _playlists(public: Storage) -> PlaylistOf:
    @cache
    def playlist_of(key: str) -> Playlist | None:
        found = public.get(key)
        return None if found is None else read_playlist(found[0])

    return playlist_of


def _files(generation: Generation, playlist_of: PlaylistOf) -> Iterator[PublishedFile]:
    guids = {key: episode.guid for episode in generation.episodes for key in episode.keys}
    guids |= {key: announced.guid for announced in generation.announced for key in announced.keys}
    yield _file(FEED_KEY, "", PublishedKind.FEED)
    yield from (_file(page.key, "", PublishedKind.FEED) for page in generation.pages)
    pages = {key: guid for guid, name in generation.page_names.items() for key in page_keys(name)}
    yield from (_file(site.key, pages.get(site.key, ""), PublishedKind.PAGE) for site in generation.site)
    for stored in generation.objects:
        kind = _KINDS.get(stored.kind, PublishedKind.OTHER)
        if not kind.is_recording:
            yield _file(stored.key, guids.get(stored.key, ""), kind, stored.byte_size)
    yield from _audio(generation)
    yield from _films(generation, playlist_of)


def _file(key: str, guid: str, kind: PublishedKind, byte_size: int = 0, threshold_bytes: int = ANY) -> PublishedFile:
    return PublishedFile(key, guid, kind, byte_size, threshold_bytes, (), key)


def _audio(generation: Generation) -> Iterator[PublishedFile]:
    """The recordings, also those that are no episode's any more."""
    sizes = {stored.key: stored.byte_size for stored in generation.objects}
    named: list[tuple[str, FormerKey | FileRecord]] = [(former.guid, former) for former in generation.former]
    named += [(episode.guid, episode.audio) for episode in generation.episodes if episode.audio is not None]
    for guid, recording in named:
        facts = _facts(generation, recording.sha256)
        if recording.embedded is not None:
            byte_size = recording.embedded.byte_size
        else:
            byte_size = facts.byte_size if facts is not None else sizes.get(recording.key, 0)
        threshold = audio_threshold(facts, byte_size)
        yield _file(recording.key, guid, PublishedKind.AUDIO, byte_size, threshold)


def _facts(generation: Generation, sha256: str) -> MediaFacts | None:
    found = generation.media.get(sha256)
    return None if found is None else MediaFacts.model_validate(found)


def _films(generation: Generation, playlist_of: PlaylistOf) -> Iterator[PublishedFile]:
    """The films, and the files of streams. A film that tells no length plays as long as its episode's recording."""
    sizes = {stored.key: stored.byte_size for stored in generation.objects}
    for episode in generation.episodes:
        facts = None if episode.audio is None else _facts(generation, episode.audio.sha256)
        films = [side for side in episode.beside if side.kind is SideKind.FILM]
        streams = [side.keys for side in films if side.keys[0].endswith(PLAYLIST_SUFFIX) and len(side.keys) > 1]
        parts = {key: part for keys in streams for key, part in stream_parts(keys, sizes, playlist_of).items()}
        for key in dict.fromkeys(key for side in films for key in side.keys):
            size = sizes.get(key, 0)
            if key.endswith(PLAYLIST_SUFFIX):
                yield _file(key, episode.guid, PublishedKind.OTHER, size)
            elif key in parts:
                part = parts[key]
                whole = _file(key, episode.guid, PublishedKind.FILM, size, part.threshold_bytes)
                yield replace(whole, recording=part.recording)
            else:
                threshold = part_of(size, None if facts is None else facts.duration)
                yield _file(key, episode.guid, PublishedKind.FILM, size, threshold)


def path_prefixes(url: str, place: str) -> tuple[str, ...]:
    """What the paths of a show's files begin with in logs, without slashes around it: at its address, in its bucket."""
    return tuple(dict.fromkeys((unquote(urlsplit(url).path).strip("/"), _bucket_prefix(place))))


def _paths(key: str, generation: Generation) -> Iterator[str]:
    """The paths of a key: below the public address, and below the bucket, which tells keys and not addresses."""
    for prefix in path_prefixes(generation.url, generation.place):
        yield f"{prefix}/{key}".lstrip("/")
        if key == SITE_INDEX:
            yield f"{prefix}/".lstrip("/")


def _bucket_prefix(place: str) -> str:
    try:
        return bucket_and_prefix(place)[1] if place else ""
    except UsageError:  # a folder, or a place as an earlier version wrote it
        return ""
