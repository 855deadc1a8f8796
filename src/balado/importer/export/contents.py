"""What goes into an export: each file with where its bytes come from; nothing that stands in two places goes twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from balado.artifact import FEED_KEY
from balado.errors import RemoteError
from balado.importer.export.parts import PUBLIC, RECORD, SOURCE
from balado.importer.names import STATE_FILE
from balado.message import say
from balado.record.copies import read_copy, read_feed_copy, read_site_copy
from balado.record.generation import Generation, ObjectRecord
from balado.restore.wanted import wanted_files
from balado.source.folder import Scan
from balado.source.own_paths import own_paths
from balado.store.storage import digest_of
from balado.store.target import Target

_BLOCK_BYTES = 1 << 20
_FEED_TYPE, _TEXT_TYPE = "application/rss+xml", ""


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """A file that goes into an export: `read` gives its bytes in pieces, `sha256` says what they must be, if known.

    `source` are the paths in the show's folder of files with these very bytes.
    """

    path: str
    read: Callable[[], Iterator[bytes]]
    byte_size: int
    sha256: str = ""
    media_type: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """The files of the show's own in its folder: their sizes by path, and the paths of those with a digest."""

    root: Path
    sizes: Mapping[str, int]
    by_digest: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def own_files(root: Path, scan: Scan, generation: Generation | None) -> LocalFiles:
    """Look at what belongs to the show here. Those that may be published as they are get their digest."""
    own = (*own_paths(scan), *([STATE_FILE] if (root / STATE_FILE).is_file() else []))
    sizes = {path: (root / path).stat().st_size for one in own for path in _files_below(root, one)}
    published = {one.byte_size for one in generation.objects} if generation is not None else set()
    by_digest: dict[str, tuple[str, ...]] = {}
    for path, byte_size in sizes.items():
        if byte_size in published:
            _, digest = digest_of(_reader(root / path)())
            by_digest[digest] = (*by_digest.get(digest, ()), path)
    return LocalFiles(root, sizes, by_digest)


def _files_below(root: Path, name: str, above: tuple[Path, ...] = ()) -> Iterator[str]:
    """A file, or those below a folder that an author sees: no hidden ones, and none that a link leads out to.

    `above` are the folders that it was reached through: a link to one of them has no end.
    """
    real = (root / name).resolve()
    if not real.is_relative_to(root.resolve()) or real in above:
        return
    if real.is_file():
        yield name
    elif real.is_dir():
        for one in sorted(path.name for path in real.iterdir()):
            if not one.startswith("."):
                yield from _files_below(root, f"{name}/{one}", (*above, real))


def entries(files: LocalFiles, target: Target, generation: Generation | None) -> Iterator[ExportEntry]:
    """Every file of the export: what is published, what is only here, and the record of publications."""
    there: set[str] = set()
    if generation is not None:
        lost, here = _lost_files(files, generation), dict(files.by_digest)
        objects = [
            _of_object(one, target, _Twins(files.root, here.pop(one.sha256, ()), lost.get(one.key, ())))
            for one in generation.objects
        ]
        there = {path for one in objects for path in one.source}
        yield from objects
        yield from _documents(target, generation)
        yield from _record(target)
    for path in sorted(files.sizes.keys() - there):
        yield ExportEntry(f"{SOURCE}/{path}", _reader(files.root / path), files.sizes[path], source=(path,))


def _lost_files(files: LocalFiles, generation: Generation) -> dict[str, tuple[str, ...]]:
    """The author's files that are not here, by the key under which their very bytes are published."""
    found: dict[str, tuple[str, ...]] = {}
    for one in wanted_files(generation):
        if one.is_authors and one.key and one.renamed is None and one.name not in files.sizes:
            found[one.key] = (*found.get(one.key, ()), one.name)
    return found


@dataclass(frozen=True, slots=True)
class _Twins:
    """The author's files with the bytes of an object: those that are here, and those that are in the store alone."""

    root: Path
    here: tuple[str, ...]
    lost: tuple[str, ...]


def _of_object(one: ObjectRecord, target: Target, twins: _Twins) -> ExportEntry:
    """A published file; from this disk where its bytes are here."""
    read = _reader(twins.root / twins.here[0]) if twins.here else _read_from(target.public.read, one.key)
    source = (*twins.here, *twins.lost)
    return ExportEntry(f"{PUBLIC}/{one.key}", read, one.byte_size, one.sha256, one.content_type, source)


def _documents(target: Target, generation: Generation) -> Iterator[ExportEntry]:
    """Feeds and pages, as the record keeps them."""
    if generation.feed is not None:
        yield _kept(FEED_KEY, read_feed_copy(target, generation), _FEED_TYPE)
    for page in generation.pages:
        yield _kept(page.key, read_copy(target, generation, page.sha256), _FEED_TYPE)
    for file in generation.site:
        yield _kept(file.key, read_site_copy(target, generation, file.sha256), _TEXT_TYPE)


def _kept(key: str, body: bytes, media_type: str) -> ExportEntry:
    return ExportEntry(
        f"{PUBLIC}/{key}", lambda: iter((body,)), len(body), hashlib.sha256(body).hexdigest(), media_type
    )


def _record(target: Target) -> Iterator[ExportEntry]:
    for stored in target.state.list(""):
        yield ExportEntry(f"{RECORD}/{stored.key}", _read_from(target.state.read, stored.key), stored.byte_size)


def _read_from(read: Callable[[str], Iterator[bytes] | None], key: str) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        found = read(key)
        if found is None:
            raise RemoteError(
                say("{key} is gone from the store. Run `balado publish --repair`, then export again.", key=key)
            )
        yield from found

    return pieces


def _reader(path: Path) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                yield block

    return pieces
