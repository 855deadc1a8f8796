"""Shows that are counted from the same logs: each alone, and together, in two worlds that must end the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from memory_storage import MemoryStorage

from balado.errors import BaladoError
from balado.statistics.collect import Collected, Counting, Tabulated, collect
from balado.statistics.group.log_group import GroupedShow, LogGroup
from balado.statistics.model import PublishedFile
from balado.statistics.published import write_published
from balado.statistics.sources import LogFolder
from balado.statistics.state import read_ledger

NOW = datetime(2026, 11, 9, 3, tzinfo=UTC)
FIRST_DAY = date(2026, 10, 25)


Found = TypeVar("Found")


@dataclass
class CountedShow:
    """A show that is counted: what it publishes, since when, and its state."""

    files: Sequence[PublishedFile]
    first_day: date = FIRST_DAY
    state: MemoryStorage = field(default_factory=MemoryStorage)
    is_published: bool = True

    def tabulate(self, path: Path) -> Tabulated | None:
        """The table of its files; None before it is published."""
        if not self.is_published:
            return None
        write_published(self.files, path)
        return Tabulated(self.first_day)

    def kept(self) -> dict[str, bytes]:
        """All of its state, to the last byte."""
        return {key: body for key, (body, _) in self.state.objects.items()}


@dataclass
class World:
    """Shows by name, and a folder of logs."""

    root: Path
    shows: dict[str, CountedShow]
    runs: int = 0
    seen: Callable[[Path], None] = lambda _folder: None
    """Is shown the folder of a run of several shows, before that is removed."""

    @property
    def logs(self) -> Path:
        folder = self.root / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def count_alone(self, name: str) -> Collected:
        """As `balado stats` does."""
        show = self.shows[name]
        return self._run(lambda folder: collect([LogFolder(self.logs)], read_ledger(show.state), counted(show, folder)))

    def count_together(self, *names: str) -> dict[str, Collected | BaladoError]:
        """As `balado network stats` does where all logs are every show's; what each show ends with."""
        return self._run(partial(self._together, names or tuple(self.shows)))

    def _together(self, names: Sequence[str], folder: Path) -> dict[str, Collected | BaladoError]:
        places = [str(self.logs)]
        found: dict[str, Collected | BaladoError] = {}
        with LogGroup({name: partial(opened, self.shows[name]) for name in names}, folder / "group") as group:
            for name in names:
                show, own = self.shows[name], folder / f"own-{name}"
                own.mkdir()
                with ExitStack() as ending:
                    ending.callback(shutil.rmtree, own)
                    counting = group.of(name).counting(counted(show, own), places, {})
                    sources = group.of(name).sources(places, {})
                    try:
                        found[name] = collect(sources, read_ledger(show.state), counting)
                    except BaladoError as error:
                        found[name] = error
            self.seen(folder)
        return found

    def _run(self, run: Callable[[Path], Found]) -> Found:
        self.runs += 1
        folder = self.root / f"run-{self.runs}"
        folder.mkdir()
        try:
            return run(folder)
        finally:
            shutil.rmtree(folder)


def opened(show: CountedShow) -> GroupedShow:
    return GroupedShow({}, show.tabulate)


def counted(show: CountedShow, folder: Path) -> Counting:
    def tabulate(path: Path) -> Tabulated:
        found = show.tabulate(path)
        assert found is not None
        return found

    return Counting(show.state, tabulate, folder, NOW)
