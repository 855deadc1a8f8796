"""A folder as storage. Every object appears whole or not at all, without locks, on any file system.

What an S3 store keeps beside an object lies in a folder of headers outside the public one: `folder_headers.py`.

A folder without headers is the state, which is for its owner's eyes only. What a web server shows is guarded against
its lists of files: an empty index.html in each folder below the public one, since a scheduled recording is public under
a name that nobody can guess, and a list would tell it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from balado.artifact import Artifact
from balado.errors import RemoteError
from balado.events import Progress, no_progress
from balado.store.folder_headers import Headers
from balado.store.folder_moves import (
    LOCK,
    incoming_name,
    is_incoming,
    keep_private,
    make_folder,
    move_if_free,
    move_over,
    remove_incoming,
    sweep_beside,
    sync_folder,
)
from balado.store.storage import MOST_AT_ONCE, Stored, digest_of

_BLOCK_BYTES = 1 << 20
_INDEX = "index.html"
_GLANCE_BYTES = 256 << 20


class FolderStorage:
    """Objects as files below a folder. `headers` is where their headers lie; None keeps none (private state)."""

    is_remote = False
    needs_trial = False
    place = ""

    def __init__(self, folder: Path, headers: Path | None) -> None:
        self._folder = folder
        self._headers = None if headers is None else Headers(headers)
        self._private = folder if headers is None else headers.parent

    @property
    def address(self) -> str:
        """The folder."""
        return str(self._folder)

    def head(self, key: str) -> Stored | None:
        """What is stored under a key; None when nothing is."""
        path = self._path(key)
        with self._speaking_of(path):
            try:
                status = path.stat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            return self._stored(key, status)

    def get(self, key: str) -> tuple[bytes, Stored] | None:
        """The bytes of a small object and what `head` would say; None when nothing is there."""
        path = self._path(key)
        with self._speaking_of(path):
            try:
                with path.open("rb") as file:
                    status = os.fstat(file.fileno())
                    return file.read(), self._stored(key, status)
            except (FileNotFoundError, NotADirectoryError):
                return None

    def examine(self, key: str) -> Stored | None:
        """What is stored under a key, with the size and the digest of the very bytes there."""
        path = self._path(key)
        with self._speaking_of(path):
            try:
                with path.open("rb") as file:
                    status = os.fstat(file.fileno())
                    byte_size, sha256 = digest_of(iter(lambda: file.read(_BLOCK_BYTES), b""))
            except (FileNotFoundError, NotADirectoryError):
                return None
            return replace(self._stored(key, status, sha256), byte_size=byte_size, sha256=sha256)

    def read(self, key: str, start: int = 0) -> Iterator[bytes] | None:
        """The bytes of an object from the one numbered `start` on, in pieces; None when nothing is there."""
        path = self._path(key)
        with self._speaking_of(path):
            try:
                file = path.open("rb")
            except (FileNotFoundError, NotADirectoryError):
                return None
        return self._pieces(path, file, start)

    def _pieces(self, path: Path, file: BinaryIO, start: int) -> Iterator[bytes]:
        with self._speaking_of(path), file:
            file.seek(start)
            while piece := file.read(_BLOCK_BYTES):
                yield piece

    def put(self, artifact: Artifact, progress: Progress = no_progress) -> None:
        """Store an artifact over whatever was there: written aside, proven, then moved into its place in one step."""
        path = self._path(artifact.key)
        with self._speaking_of(path), self._incoming(path) as incoming:
            self._write(artifact, incoming, progress)
            sweep_beside(incoming)
            status = incoming.stat()
            move_over(incoming, path)
            self._settle_headers(artifact, status)

    def put_if_absent(self, artifact: Artifact) -> bool:
        """Store an artifact only when its key is free: True when stored, False when taken."""
        path = self._path(artifact.key)
        with self._speaking_of(path), self._incoming(path) as incoming:
            self._write(artifact, incoming, no_progress)
            return move_if_free(incoming, path)

    def list(self, prefix: str) -> Iterator[Stored]:
        """Every object whose key begins with the prefix, in the order of keys; without digests and headers."""
        with self._speaking_of(self._folder):
            found = [
                (path.relative_to(self._folder).as_posix(), path)
                for path in self._folder.joinpath(*prefix.split("/")[:-1]).rglob("*")
                if path.is_file() and path.name != LOCK and not is_incoming(path) and not self._is_index(path)
            ]
            stored = [_listed(key, path.stat()) for key, path in found if key.startswith(prefix)]
        return iter(sorted(stored, key=lambda one: one.key))

    def glance(self, keys: Sequence[str]) -> dict[str, Stored | None]:
        """What is stored under as many of these keys as is told in a moment.

        A file without headers was changed, or restored from a backup: its bytes are read.
        """
        told: dict[str, Stored | None] = {}
        read_bytes = 0
        for key in keys[:MOST_AT_ONCE]:
            stored = self.head(key)
            if stored is not None and stored.sha256 is None:
                if read_bytes > _GLANCE_BYTES:
                    break
                stored = self.examine(key)
                read_bytes += stored.byte_size if stored is not None else 0
            told[key] = stored
        return told

    def delete(self, key: str) -> None:
        """Remove an object and its headers. No error when it is not there."""
        path = self._path(key)
        with self._speaking_of(path):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
                sync_folder(path.parent)
            if self._headers is not None:
                self._headers.delete(key)

    def sweep(self, before: datetime, ours: Callable[[str], bool]) -> int:
        """Remove unfinished files that killed runs left before that moment; their names are ours alone."""
        with self._speaking_of(self._folder):
            return remove_incoming(self._homes, lambda _key, begun: begun < before)

    def abandon(self, doomed: Callable[[str, datetime], bool]) -> int:
        """Remove what was begun under such keys and never became an object; how many pieces there were."""
        with self._speaking_of(self._folder):
            for key in list(self._headers.keys()) if self._headers is not None else []:
                if self._headers is not None and doomed(key, datetime.now(UTC)) and not self._path(key).exists():
                    self._headers.delete(key)
            return remove_incoming(self._homes, lambda key, begun: not key or doomed(key, begun))

    @property
    def _homes(self) -> tuple[Path, ...]:
        """Where unfinished files may lie."""
        return (self._folder,) if self._headers is None else (self._folder, self._private / "incoming")

    def _path(self, key: str) -> Path:
        parts = key.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\\" in key or ":" in key or not key.isprintable():
            raise ValueError(f"{key!r} is no key")
        return self._folder.joinpath(*parts)

    def _stored(self, key: str, status: os.stat_result, sha256: str = "") -> Stored:
        headers = {} if self._headers is None else self._headers.read(key, status)
        if self._headers is not None and not headers and sha256:
            headers = self._headers.of_bytes(key, sha256)
        if not headers:
            return Stored(key, status.st_size)
        return Stored(
            key,
            status.st_size,
            headers["sha256"],
            headers["content_type"],
            headers["cache_control"],
            headers["metadata"],
        )

    def _write(self, artifact: Artifact, incoming: Path, progress: Progress) -> None:
        from balado.store.original import write_whole  # not where nothing is written

        write_whole(artifact, incoming, progress)
        if self._headers is not None:
            self._headers.write(artifact, incoming.stat(), self._incoming)
        else:
            keep_private(incoming)

    def _settle_headers(self, artifact: Artifact, status: os.stat_result) -> None:
        """The object is in its place: of the headers before it few are kept, and its own are there in any case."""
        if self._headers is None:
            return
        self._headers.thin_out(artifact.key)
        if not self._headers.has(artifact.key, status):  # thinned out by others while this run was held up
            self._headers.write(artifact, status, self._incoming)

    @contextmanager
    def _incoming(self, path: Path) -> Iterator[Path]:
        """A file to write first, on the object's file system; gone afterwards in any case but a kill."""
        self._make_home(path.parent)
        incoming = self._aside(path.parent) / incoming_name(self._key_of(path))
        try:
            yield incoming
        finally:
            with contextlib.suppress(FileNotFoundError):
                incoming.unlink()

    def _key_of(self, path: Path) -> str:
        """The key of an object's file, or of that of its headers."""
        if self._headers is not None and path.is_relative_to(self._headers.folder):
            return self._headers.key_of(path)
        return path.relative_to(self._folder).as_posix()

    def _aside(self, home: Path) -> Path:
        """Where unfinished files lie: with the state, unless that is another file system."""
        if self._headers is None:
            return home
        aside = self._private / "incoming"
        self._make_home(aside)
        return aside if aside.stat().st_dev == home.stat().st_dev else home

    def _make_home(self, home: Path) -> None:
        """A folder for files: of the state for nobody else's eyes, of the public without a list of its files."""
        make_folder(home)
        if self._headers is not None and home.is_relative_to(self._folder):
            if home != self._folder:
                with contextlib.suppress(FileExistsError):
                    home.joinpath(_INDEX).open("xb").close()
            return
        if home != self._private:
            keep_private(self._private / home.relative_to(self._private).parts[0])
        if self._headers is not None and not self._folder.is_relative_to(self._private):
            keep_private(self._private)

    def _is_index(self, path: Path) -> bool:
        return path.name == _INDEX and path.parent != self._folder and path.stat().st_size == 0

    @contextmanager
    def _speaking_of(self, path: Path) -> Iterator[None]:
        """Make sentences of what the system says. They name the folder only: the name of an object may be secret."""
        try:
            yield
        except OSError as error:
            from balado.store.folder_faults import told

            raise RemoteError(told(error, path if path == self._folder else path.parent)) from None


def _listed(key: str, status: os.stat_result) -> Stored:
    return Stored(key, status.st_size, modified=datetime.fromtimestamp(status.st_mtime, UTC))
