"""Bringing files back from the store into the folder of the show: whole, verified, never over anything else."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from balado.errors import Fault, Place, RemoteError
from balado.events import Event, Progress, Watch
from balado.media.hls.playlist import read_playlist
from balado.media.pointer import read_pointer
from balado.message import Message, say, size_text
from balado.restore.wanted import Renamed, WantedFile
from balado.store.storage import ATTEMPTS, Storage

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of it: how many files were brought, how many were there already, and what could not be done."""

    brought: int
    already_here: int
    faults: tuple[Fault, ...]


def pull(files: Iterable[WantedFile], root: Path, storage: Storage, watch: Watch) -> Pulled:
    """Bring these files into the show's folder. A file that is there with other bytes stays, and is told."""
    brought, here, faults = 0, 0, list[Fault]()
    for file in files:
        path = root / PurePosixPath(file.name)
        reason = _obstacle(file, path, root)
        if reason is not None:
            faults.append(Fault(Place(file.name), *reason, file.slug))
        elif _is_there(file, path) or not file.key:
            here += 1
            watch.progress(file.byte_size)
        else:
            try:
                _bring(file, path, storage, watch.progress)
            except _NotHis:
                faults.append(Fault(Place(file.name), *_MADE_ALONE, file.slug))
                continue
            brought += 1
            message = say("{name} is here ({size})", name=file.name, size=size_text(file.byte_size))
            watch.announce(Event("pulled", message, {"file": file.name, "bytes": file.byte_size}))
    return Pulled(brought, here, tuple(faults))


def _obstacle(file: WantedFile, path: Path, root: Path) -> tuple[Message, Message] | None:
    """Why the file is not brought; None when it may be."""
    inside = path.resolve().is_relative_to(root.resolve()) and not PurePosixPath(file.name).is_absolute()
    if not inside or ".." in PurePosixPath(file.name).parts:
        return say("This path leads out of the show's folder."), say("Bring that file back by hand.")
    if not file.key and path.exists():
        return None
    if not file.key:
        return _MADE_ALONE
    if not path.exists() or _is_there(file, path):
        return None
    pointer = read_pointer(path)
    if pointer is not None and (pointer.sha256 == (file.renamed or file).sha256 or not file.is_authors):
        return None
    return (
        say("There is another file of that name here; it stays."),
        say("Move it away if you want the published one, then run the command again."),
    )


def _is_there(file: WantedFile, path: Path) -> bool:
    own = file.renamed or file
    if not path.is_file() or path.stat().st_size != own.byte_size:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest() == own.sha256


_MADE_ALONE = (
    say("Only what was made of this file is published, not the file itself."),
    say("Bring it back from a backup; the next publication knows it all the same."),
)


class _NotHis(Exception):  # noqa: N818 - it never leaves this module
    """What is published cannot be made the author's file again."""


def _rename_back(renamed: Renamed, path: Path) -> None:
    """Make the author's playlist of the one that is published. Raises _NotHis where another one comes of it."""
    playlist = read_playlist(path.read_bytes())
    body = b"" if playlist is None else playlist.renamed(lambda name: renamed.names.get(name, name))
    if hashlib.sha256(body).hexdigest() != renamed.sha256:
        raise _NotHis
    path.write_bytes(body)


def _bring(file: WantedFile, path: Path, storage: Storage, progress: Progress) -> None:
    """The file, written aside and moved into its place when all of it is proven."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".pull-")
    try:
        with os.fdopen(handle, "wb") as target:
            digest = _Received(target, progress)
            _receive(file, digest, storage)
        if digest.hexdigest() != file.sha256:
            raise RemoteError(
                say(
                    "{key} at {place} is not what was published under that name. Nothing was changed here. Run "
                    "`balado check` to see what else was replaced there.",
                    key=file.shown,
                    place=storage.address,
                )
            )
        if file.renamed is not None:
            _rename_back(file.renamed, Path(aside))
        Path(aside).chmod(0o644)  # what mkstemp makes is for its owner alone
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)


class _Received:
    """A file that is being received, and the digest of what there is of it."""

    def __init__(self, target: BinaryIO, progress: Progress) -> None:
        self._target = target
        self._progress = progress
        self._digest = hashlib.sha256()
        self.byte_size = 0

    def add(self, piece: bytes) -> None:
        self._target.write(piece)
        self._digest.update(piece)
        self.byte_size += len(piece)
        self._progress(len(piece))

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def _receive(file: WantedFile, received: _Received, storage: Storage) -> None:
    """All the bytes; where the line breaks, going on from there, as long as something arrives."""
    for attempt in range(ATTEMPTS):
        before = received.byte_size
        try:
            pieces = storage.read(file.key, before)
            if pieces is None:
                raise _gone(file, storage)
            for piece in pieces:
                received.add(piece)
        except RemoteError:
            if attempt == ATTEMPTS - 1 or received.byte_size == before:
                raise
        if received.byte_size >= file.byte_size:
            return


def _gone(file: WantedFile, storage: Storage) -> RemoteError:
    return RemoteError(
        say(
            "{key} is gone from {place}. Bring {name} back from a backup; publishing it then sends it again.",
            key=file.shown,
            place=storage.address,
            name=file.name,
        )
    )
