"""Where logs lie: a folder, or a bucket. What is there is listed; a log is fetched only when it is read.

A folder gives its own files. Of a bucket each log is copied into a folder of the run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Protocol

from balado.errors import RemoteError, UsageError, reason_of
from balado.message import Message, say
from balado.store.download import download
from balado.store.place import is_bucket
from balado.store.storage import Storage
from balado.store.target import TargetSettings, open_target

_PARALLEL = 8


@dataclass(frozen=True, slots=True)
class ListedLog:
    """A log that is there. `name` is its path, or key, below its source.

    `version` changes when the file is written again: in a bucket the ETag, in a folder the time of the last change.
    `path` is the file of one in a folder.
    """

    name: str
    byte_size: int
    version: str
    source: LogSource
    path: Path | None = None


class LogSource(Protocol):
    """A place that holds logs. Every method may raise RemoteError or UsageError."""

    @property
    def address(self) -> str:
        """How a person would name this place. Holds no secret."""

    def list(self) -> Iterator[ListedLog]:
        """Every log that is there and not empty, in the order of names. Reads none."""

    @property
    def lost(self) -> Sequence[str]:
        """The paths of links among the logs that lead nowhere, once they were listed."""

    @property
    def closed(self) -> Sequence[tuple[str, Message]]:
        """The paths of subfolders that cannot be looked into, with why, once the logs were listed."""

    def fetch(self, log: ListedLog, folder: Path, number: int) -> Path:
        """The file of a log; where it had to be copied, a new one in `folder`, known there by its number."""


class LogFolder:
    """Logs in a folder and its subfolders. On another machine it is the folder of that path there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address = str(folder)
        self.lost: list[str] = []
        self.closed: list[tuple[str, Message]] = []

    def list(self) -> Iterator[ListedLog]:
        """Every file, but hidden ones. `lost` are links whose file is gone, and those that lead in a circle."""
        self.lost, self.closed = [], []
        for path in sorted(self._visible()):
            try:
                status = path.stat()
            except OSError:
                if path.is_symlink():
                    self.lost.append(_told(path))
                elif path.exists():
                    raise
                continue  # where it is no link, it was rotated away just now
            if S_ISREG(status.st_mode) and status.st_size:
                name = _told(path.relative_to(self._folder))
                yield ListedLog(name, status.st_size, str(status.st_mtime_ns), self, path)

    def _visible(self) -> Iterator[Path]:
        """Everything that is no folder, but what is hidden."""
        for folder, below, names in os.walk(self._folder, onerror=self._note_closed):
            below[:] = [name for name in below if not name.startswith(".")]
            yield from (Path(folder, name) for name in names if not name.startswith("."))

    def _note_closed(self, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # one that was removed just now
            self.closed.append((_told(Path(error.filename)), reason_of(error)))

    def fetch(self, log: ListedLog, folder: Path, number: int) -> Path:
        """The file itself. Raises RemoteError where it cannot be opened: days counted without it would be too small."""
        path = log.path or self._folder / log.name
        try:
            path.open("rb").close()
        except OSError as error:
            what = say(
                "The log {path} cannot be opened: {reason}. Nothing was counted: let it be read, and run it again.",
                path=str(path),
                reason=reason_of(error),
            )
            raise RemoteError(what) from error
        return path


def _told(name: Path) -> str:
    """A name below a folder, as text: its bytes may be none."""
    return os.fsencode(name.as_posix()).decode(errors="backslashreplace")


class LogBucket:
    """Logs in a bucket, below a prefix, which these settings name.

    To another machine go the settings, which hold no key: it has keys of its own.
    """

    def __init__(self, storage: Storage, settings: TargetSettings) -> None:
        self._storage = storage
        self._settings = settings
        self.address = storage.address
        self.lost: Sequence[str] = ()
        self.closed: Sequence[tuple[str, Message]] = ()

    def __reduce__(self) -> tuple[Callable[[TargetSettings], LogBucket], tuple[TargetSettings]]:
        return _opened, (self._settings,)

    def list(self) -> Iterator[ListedLog]:
        """Every object that is no mark of a folder."""
        for stored in self._storage.list(""):
            if stored.byte_size and not stored.key.endswith("/"):
                yield ListedLog(stored.key, stored.byte_size, stored.etag, self)

    def fetch(self, log: ListedLog, folder: Path, number: int) -> Path:
        """A copy of the object, under the end of its name: of that a compressed log may be known.

        Raises RemoteError when it is gone, or when its bytes break off every time.
        """
        path = folder / f"{number}-{Path(log.name).name[-100:]}"
        if download(self._storage, log.name, log.byte_size, path):
            return path
        raise RemoteError(
            say("The log {name} in {place} is gone, or being written. Try again later.", name=log.name,
                place=self.address)
        )  # fmt: skip


def open_source(place: str, root: Path, settings: Mapping[str, str]) -> LogSource:
    """The logs at a place: a folder, from the current one, or `s3://bucket/prefix`.

    `settings` are those of the show under `publish`: a bucket of logs is reached like the one the show is published to.
    Raises UsageError for a folder that is not there, and for what is neither.
    """
    if is_bucket(place):
        reached = TargetSettings(
            to=place,
            root=root,
            endpoint=settings.get("endpoint"),
            region=settings.get("region"),
            addressing=settings.get("addressing", "auto"),
        )
        return _opened(reached)
    folder = Path(place)
    if folder.is_file():
        raise UsageError(say("{path} is a file. Name the folder that it lies in: all logs there are read.", path=place))
    if not folder.is_dir():
        raise UsageError(say("There is no folder of logs {path}. Name a folder, or s3://bucket/prefix.", path=place))
    return LogFolder(folder)


def _opened(settings: TargetSettings) -> LogBucket:
    return LogBucket(open_target(settings).public, settings)


def fetch_all(logs: Sequence[ListedLog], folder: Path) -> list[Path]:
    """The files of these logs, in their order; several are copied at once."""
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="fetch") as pool:
        return list(pool.map(lambda log, number: log.source.fetch(log, folder, number), logs, range(len(logs))))
