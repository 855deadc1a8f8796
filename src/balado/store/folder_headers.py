"""What an S3 store keeps beside an object (type, cache policy, metadata, digest), for objects in a folder.

It lies outside the public folder, in one small folder for each key, under a name with the time and the size of the very
file that it belongs to. It is written before that file takes its place: whoever is killed, and however many write at
once, an object is read with its own headers or with none.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from balado.artifact import Artifact
from balado.store.folder_moves import keep_private

_NAMES = {"sha256", "content_type", "cache_control", "metadata"}
_SUFFIX = ".d"
_KEPT = 8
"""So many headers of one key are kept: its own, and those of writers that may be about to put theirs in its place."""

Incoming = Callable[[Path], AbstractContextManager[Path]]
"""Gives a file to write first, aside."""


class Headers:
    """The headers of the objects of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, key: str, status: os.stat_result) -> dict[str, Any]:
        """The headers of the file of that status; empty when it has none, or damaged ones."""
        return _read(self._path(key, status))

    def of_bytes(self, key: str, sha256: str) -> dict[str, Any]:
        """The headers of a file of those bytes that was copied, and so has another time; the last where it has several.

        An object is given its headers before its place: what they say of the same bytes was done before that.
        """
        for path in sorted(self._home(key).glob("*.json"), key=lambda one: (len(one.name), one.name), reverse=True):
            headers = _read(path)
            if headers.get("sha256") == sha256:
                return headers
        return {}

    def write(self, artifact: Artifact, status: os.stat_result, incoming: Incoming) -> None:
        """Write the headers of an artifact whose file has that status."""
        headers = {
            "sha256": artifact.sha256,
            "content_type": artifact.content_type,
            "cache_control": artifact.cache_control,
            "metadata": dict(artifact.metadata),
        }
        path = self._path(artifact.key, status)
        with incoming(path) as written:
            written.write_text(json.dumps(headers), encoding="utf-8")
            keep_private(written)
            try:
                written.replace(path)  # not synced: an object without its headers is one to be projected again
            except FileNotFoundError:  # the object was deleted meanwhile, and the folder of its headers with it
                path.parent.mkdir(parents=True, exist_ok=True)
                written.replace(path)

    def has(self, key: str, status: os.stat_result) -> bool:
        """Whether there are headers of the file of that status."""
        return self._path(key, status).is_file()

    def thin_out(self, key: str) -> None:
        """Delete the headers of files that were replaced: of each key a few are kept, however often it is written."""
        found = sorted(_times_of(self._home(key).glob("*.json")), reverse=True)
        for _, path in found[_KEPT:]:
            path.unlink(missing_ok=True)

    def delete(self, key: str) -> None:
        """Remove the headers of a key, and what bore its name. No error when there are none."""
        home = self._home(key)
        for path in home.glob("*.json"):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # not there, or somebody writes headers of the same key just now
            home.rmdir()

    def keys(self) -> Iterator[str]:
        """Every key that there are headers of, be its object there or not."""
        homes = sorted(self.folder.rglob(f"*{_SUFFIX}")) if self.folder.is_dir() else []
        return (self.key_of(home / "any") for home in homes)

    def key_of(self, path: Path) -> str:
        """The key that the headers in this file belong to."""
        return path.parent.relative_to(self.folder).as_posix().removesuffix(_SUFFIX)

    def _home(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _path(self, key: str, status: os.stat_result) -> Path:
        return self._home(key) / f"{status.st_mtime_ns}-{status.st_size}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return read if isinstance(read, dict) and read.keys() >= _NAMES else {}


def _times_of(paths: Iterator[Path]) -> Iterator[tuple[int, Path]]:
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            yield path.stat().st_mtime_ns, path
