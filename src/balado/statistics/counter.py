"""Who counts: given logs, then days, it gives the aggregates of each day. `LocalCounter` does it in this process."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import Protocol

from balado.statistics.content import breaks_off
from balado.statistics.map import map_files
from balado.statistics.model import FileReport, LogFile, MapReport
from balado.statistics.reduce import reduce_day
from balado.statistics.sources import ListedLog, fetch_all

SALT_BYTES = 32
_BATCH_BYTES = 512 << 20
_BATCH_LOGS = 2_000
_NOTHING = FileReport(0, 0, {})


@dataclass(frozen=True, slots=True)
class ToCount:
    """What is counted: files of `published` (`write_published`), on days that can be, in a folder of this run alone.

    `lists` are those that somebody gives (`write_lists`).
    """

    published: Path
    folder: Path
    first: date
    last: date
    lists: Path | None = None


class Counter(Protocol):
    """Counts once: new logs are read, then the days that they touch are counted, each from all logs that touch it."""

    def read(self, logs: Sequence[ListedLog]) -> list[FileReport]:
        """What is in these logs, in their order. Of one that is damaged or in no known format, nothing."""

    def count(self, days: Sequence[date], known: Mapping[ListedLog, AbstractSet[date]]) -> Iterable[tuple[date, Path]]:
        """The aggregates of each of these days, from what was read and from the known logs, by the days they touch."""


class LocalCounter:
    """Counts in this process, with one salt, which is gone with it."""

    def __init__(self, to_count: ToCount) -> None:
        salt = secrets.token_bytes(SALT_BYTES)

        def map_logs(files: Sequence[LogFile], to: Path) -> MapReport:
            return map_files(files, to_count.published, salt, to, to_count.lists)

        self._folder = to_count.folder
        self._mapped = MappedLogs(to_count.folder, map_logs)

    def read(self, logs: Sequence[ListedLog]) -> list[FileReport]:
        """What is in these logs; the hits of each day are kept. Copies of logs are removed at once."""
        return self._mapped.read(logs)

    def count(self, days: Sequence[date], known: Mapping[ListedLog, AbstractSet[date]]) -> Iterator[tuple[date, Path]]:
        """The aggregates of each day, in their order."""
        self.read(list(known))
        for day in days:
            path = self._folder / f"{day.isoformat()}.parquet"
            reduce_day(day, self._mapped.hits(day), path)
            yield day, path


class MappedLogs:
    """Logs that were read, each once, and the hits of each day, in a folder that is nobody else's.

    `map_logs` reads some of them and writes their hits below a folder.
    """

    def __init__(self, folder: Path, map_logs: Callable[[Sequence[LogFile], Path], MapReport]) -> None:
        self._folder = folder
        self._map_logs = map_logs
        self._reports: dict[ListedLog, FileReport] = {}
        self._names: dict[ListedLog, str] = {}
        self._hits: dict[date, list[Path]] = {}
        self._batches = self._files = 0

    def read(self, logs: Sequence[ListedLog]) -> list[FileReport]:
        """What is in these logs, in their order; those that were not read yet are read. Raises what fetching raises."""
        new = [log for log in logs if log not in self._reports]
        for batch in cut(new, _BATCH_BYTES, _BATCH_LOGS):
            self._read(batch)
        return [self._reports[log] for log in logs]

    def hits(self, day: date) -> Sequence[Path]:
        """The hits of a day, of all logs that were read."""
        return self._hits.get(day, ())

    def names(self, logs: Iterable[ListedLog], day: date) -> frozenset[str]:
        """Those of these logs, which were read, that touch a day: by the names that tell them apart in the hits."""
        return frozenset(self._names[log] for log in logs if day in self._reports[log].days)

    def _read(self, batch: Sequence[ListedLog]) -> None:
        self._batches += 1
        folder = self._folder / f"batch-{self._batches}"
        hits = folder / "hits"
        hits.mkdir(parents=True)
        try:
            files = [self._file(log, path) for log, path in zip(batch, fetch_all(batch, folder), strict=True)]
            report = self._map_logs(files, hits)
            reports = dict(zip(batch, _reports_of(files, report), strict=True))
            for file, log in zip(files, batch, strict=True):
                if log.path is None:
                    file.path.unlink()
        except BaseException:
            rmtree(folder)  # others may read the same logs yet: what was copied of them is not left to fill the disk
            raise
        self._reports |= reports
        self._names |= {log: file.name for log, file in zip(batch, files, strict=True)}
        for day, written in report.hits.items():
            self._hits.setdefault(day, []).extend(written)

    def _file(self, log: ListedLog, path: Path) -> LogFile:
        """A log under a name that no other has: two servers may call their logs the same."""
        self._files += 1
        return LogFile(f"{self._files}/{log.name}", path)


def _reports_of(files: Sequence[LogFile], report: MapReport) -> Iterator[FileReport]:
    unknown = {*report.unknown}
    for file in files:
        if file.name in unknown:
            yield FileReport(0, 0, {}, breaks_off(file.path))
        else:
            yield report.files.get(file.name, _NOTHING)


def cut(logs: Iterable[ListedLog], most_bytes: int, most_logs: int) -> Iterator[list[ListedLog]]:
    """The logs in parts, in their order: each of so many bytes at most, or of one log.

    What is copied of a part fits on a disk, and is removed before the next.
    """
    part: list[ListedLog] = []
    byte_size = 0
    for log in logs:
        if part and (byte_size + log.byte_size > most_bytes or len(part) == most_logs):
            yield part
            part, byte_size = [], 0
        part.append(log)
        byte_size += log.byte_size
    if part:
        yield part
