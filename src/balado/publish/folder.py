"""A folder as storage. Every object appears whole or not at all, without locks, on any file system.

What an S3 store keeps beside an object (its type, its cache policy, its metadata, its digest) lies in a folder of
headers outside the public one. They are written before the object, under a name with the time of that very file:
whoever is killed, and however many write at once, an object is read with its own headers or with none.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from balado.artifact import Artifact
from balado.errors import RemoteError
from balado.message import Message, say
from balado.publish.folder_moves import LOCK, make_folder, move_if_free, move_over, sync_folder
from balado.publish.original import changed, is_unchanged, opened
from balado.publish.storage import Progress, Stored, digest_of, no_progress

_BLOCK_BYTES = 1 << 20
_INCOMING = ".incoming-"
_HEADERS = {"sha256", "content_type", "cache_control", "metadata"}
_LEFT_FOR_DEAD_NS = 24 * 3600 * 10**9


class FolderStorage:
    """Objects as files below a folder. `headers` is where their headers lie; None keeps none (private state)."""

    def __init__(self, folder: Path, headers: Path | None) -> None:
        self._folder = folder
        self._headers = headers

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
            return replace(self._stored(key, status), byte_size=byte_size, sha256=sha256)

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
            _write(artifact, incoming, progress)
            _sweep(incoming)
            self._write_headers(artifact, incoming)
            move_over(incoming, path)

    def put_if_absent(self, artifact: Artifact) -> bool:
        """Store an artifact only when its key is free: True when stored, False when taken."""
        path = self._path(artifact.key)
        with self._speaking_of(path), self._incoming(path) as incoming:
            _write(artifact, incoming, no_progress)
            self._write_headers(artifact, incoming)
            return move_if_free(incoming, path)

    def list(self, prefix: str) -> Iterator[Stored]:
        """Every object whose key begins with the prefix, in the order of keys; without digests and headers."""
        with self._speaking_of(self._folder):
            found = [
                (path.relative_to(self._folder).as_posix(), path)
                for path in self._folder.joinpath(*prefix.split("/")[:-1]).rglob("*")
                if path.is_file() and not path.name.startswith(_INCOMING) and path.name != LOCK
            ]
            stored = [_listed(key, path.stat()) for key, path in found if key.startswith(prefix)]
        return iter(sorted(stored, key=lambda one: one.key))

    def delete(self, key: str) -> None:
        """Remove an object and its headers. No error when it is not there."""
        path = self._path(key)
        with self._speaking_of(path):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
                sync_folder(path.parent)
            if self._headers is not None:
                for headers in self._headers.joinpath(f"{key}.d").glob("*.json"):
                    headers.unlink(missing_ok=True)

    def sweep(self, before: datetime) -> int:
        """Remove unfinished files that killed runs left before that moment; how many there were."""
        homes = [self._folder] if self._headers is None else [self._folder, self._headers.parent / "incoming"]
        count = 0
        with self._speaking_of(self._folder):
            for left in (left for home in homes for left in home.rglob(f"{_INCOMING}*")):
                if left.stat().st_mtime < before.timestamp():
                    left.unlink(missing_ok=True)
                    count += 1
        return count

    def _path(self, key: str) -> Path:
        parts = key.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\\" in key or ":" in key or not key.isprintable():
            raise ValueError(f"{key!r} is no key")
        return self._folder.joinpath(*parts)

    def _headers_path(self, key: str, status: os.stat_result) -> Path:
        if self._headers is None:
            raise ValueError("this storage keeps no headers")
        return self._headers / f"{key}.d" / f"{status.st_mtime_ns}-{status.st_size}.json"

    def _stored(self, key: str, status: os.stat_result) -> Stored:
        headers = self._read_headers(key, status)
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

    def _read_headers(self, key: str, status: os.stat_result) -> dict[str, Any]:
        if self._headers is None:
            return {}
        try:
            read = json.loads(self._headers_path(key, status).read_bytes())
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return {}
        return read if isinstance(read, dict) and read.keys() >= _HEADERS else {}

    def _write_headers(self, artifact: Artifact, incoming: Path) -> None:
        if self._headers is None:
            return
        headers = {
            "sha256": artifact.sha256,
            "content_type": artifact.content_type,
            "cache_control": artifact.cache_control,
            "metadata": dict(artifact.metadata),
        }
        path = self._headers_path(artifact.key, incoming.stat())
        with self._incoming(path) as written:
            written.write_text(json.dumps(headers), encoding="utf-8")
            written.replace(path)  # not synced: an object without its headers is one to be projected again

    @contextmanager
    def _incoming(self, path: Path) -> Iterator[Path]:
        """A file to write first, on the object's file system; gone afterwards in any case but a kill."""
        make_folder(path.parent)
        incoming = self._aside(path.parent) / f"{_INCOMING}{uuid4().hex}"
        try:
            yield incoming
        finally:
            with contextlib.suppress(FileNotFoundError):
                incoming.unlink()

    def _aside(self, home: Path) -> Path:
        """Where unfinished files lie: with the state, unless that is another file system."""
        if self._headers is None:
            return home
        aside = self._headers.parent / "incoming"
        aside.mkdir(parents=True, exist_ok=True)
        return aside if aside.stat().st_dev == home.stat().st_dev else home

    @contextmanager
    def _speaking_of(self, path: Path) -> Iterator[None]:
        """Make sentences of what the system says. They name the folder only: the name of an object may be secret."""
        try:
            yield
        except OSError as error:
            raise RemoteError(_sentence(error, path if path == self._folder else path.parent)) from None


def _sweep(incoming: Path) -> None:
    """Remove what killed runs left beside this file: more than a day older than it, by the files' own times."""
    newest = incoming.stat().st_mtime_ns
    for left in incoming.parent.glob(f"{_INCOMING}*"):
        with contextlib.suppress(FileNotFoundError):
            if newest - left.stat().st_mtime_ns > _LEFT_FOR_DEAD_NS:
                left.unlink()


def _write(artifact: Artifact, incoming: Path, progress: Progress) -> None:
    with incoming.open("xb") as file:
        if isinstance(artifact.body, bytes):
            file.write(artifact.body)
            progress(len(artifact.body))
        else:
            _copy(artifact, file.fileno(), progress)
        file.flush()
        os.fsync(file.fileno())


def _copy(artifact: Artifact, target: int, progress: Progress) -> None:
    """The bytes, proven on the way: a recording that is not the one that was inspected is never published."""
    digest = hashlib.sha256()
    block = memoryview(bytearray(_BLOCK_BYTES))
    with opened(artifact) as original:
        while count := original.readinto(block):
            digest.update(block[:count])
            _write_all(target, block[:count])
            progress(count)
    if digest.hexdigest() != artifact.sha256 or not is_unchanged(artifact):
        raise changed(artifact)


def _write_all(target: int, block: memoryview) -> None:
    while block:
        block = block[os.write(target, block) :]


def _sentence(error: OSError, path: Path) -> Message:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("The disk of {path} is full. Free some space, then publish again.", path=path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say("{path} cannot be written: {reason}. Check who owns that folder.", path=path, reason=error.strerror)
    return say("{path} cannot be used: {reason}.", path=path, reason=error.strerror or error)


def _listed(key: str, status: os.stat_result) -> Stored:
    return Stored(key, status.st_size, modified=datetime.fromtimestamp(status.st_mtime, UTC))
