"""Logs in a folder, and the state of a show with two episodes: counted in this process, or as a test says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from delivery_logs import Get, write_log
from memory_storage import MemoryStorage
from runs_in_process import Steps, WatchedStorage, World

from balado.statistics.collect import Collected, Counting, Tabulated, collect
from balado.statistics.counter import Counter, LocalCounter, ToCount
from balado.statistics.figures import Figures
from balado.statistics.model import PublishedFile, PublishedKind
from balado.statistics.published import write_published
from balado.statistics.query import figures_of
from balado.statistics.sources import LogFolder, LogSource
from balado.statistics.state import fetch_days, read_ledger

NOW = datetime(2026, 11, 9, 3, tzinfo=UTC)
FIRST_DAY = date(2026, 10, 25)
SUNDAY, MONDAY = "2026-11-01", "2026-11-02"
A, B = "audio/a.mp3", "audio/b.mp3"


def published(guid: str, key: str) -> PublishedFile:
    return PublishedFile(key, guid, PublishedKind.AUDIO, 10_000_000, 1_000_000, (key,), key)


@dataclass
class Place:
    """A folder of logs, and the state of a show with two episodes."""

    root: Path
    state: MemoryStorage = field(default_factory=MemoryStorage)
    counter: Callable[[ToCount], Counter] = LocalCounter
    runs: int = 0
    sources: Sequence[LogSource] = ()
    """Where the logs lie, unless in the folder `logs`."""

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def write(self, name: str, *requests: Get) -> None:
        write_log(self.logs / name, requests)

    def collect(self, steps: Steps | None = None) -> Collected:
        """Count in a new folder, which is gone afterwards; `steps` counts what is asked of the state, or ends it."""
        state = WatchedStorage(self.state, World(self.state, self.state, NOW), steps or Steps())
        self.logs.mkdir(exist_ok=True)
        self.runs += 1
        folder = self.root / f"run-{self.runs}"
        folder.mkdir()

        def tabulate(path: Path) -> Tabulated:
            write_published([published("a", A), published("b", B)], path)
            return Tabulated(FIRST_DAY)

        try:
            counting = Counting(state, tabulate, folder, NOW, self.counter)
            return collect(self.sources or [LogFolder(self.logs)], read_ledger(state), counting)
        finally:
            shutil.rmtree(folder)

    def figures(self) -> Figures:
        folder = self.root / "figures"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return figures_of(fetch_days(self.state, read_ledger(self.state).days, folder), folder)

    def downloads(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Downloads and listeners by day and episode."""
        return {(one.day.isoformat(), one.guid): (one.downloads, one.listeners) for one in self.figures().episodes}


def listeners(count: int, path: str, day: str, first: int = 1) -> list[Get]:
    return [Get(path, f"192.0.2.{number}", day) for number in range(first, first + count)]
