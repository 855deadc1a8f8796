"""Logs that several shows are counted from: listed once, read once, hashed for each show with a salt of its own.

Each show is counted and committed by itself, one after the other, as it would be alone; only what it needs of the logs
comes from here. Which logs are new to a show, and which days are counted, its own ledger tells: a log is read when the
first of the shows needs it, and a day is counted from exactly the logs that this show would be counted from alone. A
show whose files cannot be found out is left out, and reads the logs for itself, if it comes to that.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from balado.message import Message
from balado.statistics.collect import Counting, Tabulated
from balado.statistics.contents import ReadContents
from balado.statistics.counter import SALT_BYTES, Counter, LocalCounter, MappedLogs, ToCount
from balado.statistics.map import map_shows
from balado.statistics.model import FileReport, LogFile, MapReport
from balado.statistics.published import join_published
from balado.statistics.reduce import ShowHits, reduce_day, reduce_strangers
from balado.statistics.sources import ListedLog, LogSource, open_source
from balado.statistics.workspace import work_folder

_OF_STORE = ("endpoint", "region", "addressing")
_FEWEST = 2
"""Fewer shows share nothing."""


@dataclass(frozen=True, slots=True)
class GroupedShow:
    """A show of a group: its settings under `publish`, and what writes the table of its files (`tabulate`).

    That gives None for a show that was never published.
    """

    settings: Mapping[str, str]
    tabulate: Callable[[Path], Tabulated | None]


class LogGroup:
    """The shows of one network that are counted together, each by a function that opens it. Used with `with`.

    What is made on the way lies in a folder below `cache`, which is gone afterwards, and with it the salts.
    """

    def __init__(self, shows: Mapping[str, Callable[[], GroupedShow]], cache: Path | None) -> None:
        self._shows = shows
        self._cache = cache
        self._ending = ExitStack()
        self._folder: Path | None = None
        self._made: dict[tuple[object, ...], _SharedLogs] = {}

    def __enter__(self) -> LogGroup:
        return self

    def __exit__(self, *_error: object) -> None:
        self._ending.close()

    def of(self, show: str) -> LogsOfShow:
        """What the run of one of the shows gets of it."""
        return LogsOfShow(self, show)

    def logs_at(self, places: Sequence[str], settings: Mapping[str, str]) -> _SharedLogs:
        """The logs at these places, for all shows whose settings reach the same store. Raises as `open_source` does."""
        key = _key(places, settings)
        if key not in self._made:
            sources = [_ListedOnce(open_source(place, Path(), settings)) for place in places]
            folder = self._new_folder()
            shows = {name: self._with_key(opened, places, key) for name, opened in self._shows.items()}
            self._made[key] = _SharedLogs(sources, shows, folder)
        return self._made[key]

    def _new_folder(self) -> Path:
        if self._folder is None:
            self._folder = self._ending.enter_context(work_folder(self._cache))
        folder = self._folder / f"logs-{len(self._made)}"
        folder.mkdir()
        return folder

    @staticmethod
    def _with_key(
        opened: Callable[[], GroupedShow], places: Sequence[str], key: tuple[object, ...]
    ) -> Callable[[], GroupedShow | None]:
        def found() -> GroupedShow | None:
            show = opened()
            return show if _key(places, show.settings) == key else None

        return found


@dataclass(frozen=True, slots=True)
class LogsOfShow:
    """The logs of a group as the run of one show takes them, in place of its own."""

    group: LogGroup
    show: str

    def sources(self, places: Sequence[str], settings: Mapping[str, str]) -> Sequence[LogSource]:
        """The sources at these places. `settings` are those of the show. Raises as `open_source` does."""
        return self.group.logs_at(places, settings).sources

    def counting(self, counting: Counting, places: Sequence[str], settings: Mapping[str, str]) -> Counting:
        """The same count, from the logs that the group reads."""
        return self.group.logs_at(places, settings).counting(counting, self.show, settings)


@dataclass(frozen=True, slots=True)
class _Member:
    number: int
    settings: Mapping[str, str]
    tabulated: Tabulated


class _SharedLogs:
    """The logs at some places, and the shows that are counted from them: found out once the first needs a log."""

    def __init__(
        self, sources: Sequence[LogSource], shows: Mapping[str, Callable[[], GroupedShow | None]], folder: Path
    ) -> None:
        self.sources = sources
        self._shows = shows
        self._folder = folder
        self._contents = ReadContents(folder)
        self._members: dict[str, _Member] | None = None
        self._salts: list[bytes] = []
        self._lists: Path | None = None
        self._strangers: dict[tuple[date, frozenset[str]], Path] = {}
        self.mapped = MappedLogs(folder, self._map)

    def counting(self, counting: Counting, show: str, settings: Mapping[str, str]) -> Counting:
        """How a show is counted: of these logs, or alone where it could not be opened, or is another one by now."""

        def member() -> _Member | None:
            found = self._found(counting.lists).get(show)
            return found if found is not None and found.settings == settings else None

        def tabulated(path: Path) -> Tabulated:
            found = member()
            return counting.tabulate(path) if found is None else found.tabulated

        def counter(to_count: ToCount) -> Counter:
            found = member()
            return LocalCounter(to_count) if found is None else _ShowCounter(self, found.number, to_count.folder)

        return replace(counting, tabulate=tabulated, counter=counter, contents=self._contents)

    def strangers(self, day: date, logs: frozenset[str]) -> Path:
        """What the requests of a day in these logs are to those who did not publish what was asked for."""
        key = (day, logs)
        if key not in self._strangers:
            path = self._folder / f"strangers-{len(self._strangers)}.parquet"
            reduce_strangers(self.mapped.hits(day), logs, path)
            self._strangers[key] = path
        return self._strangers[key]

    def _map(self, files: Sequence[LogFile], to: Path) -> MapReport:
        return map_shows(files, self._folder / "published.json", self._salts, to, self._lists)

    def _found(self, lists: Path | None) -> Mapping[str, _Member]:
        if self._members is None:
            self._members = self._open_all()
            self._salts = [secrets.token_bytes(SALT_BYTES) for _ in range(len(self._members) + 1)]
            if lists is not None:
                self._lists = Path(shutil.copy(lists, self._folder / "lists.json"))
        return self._members

    def _open_all(self) -> dict[str, _Member]:
        """The shows that can be counted together, with the table of what they publish; none where it is but one."""
        members: dict[str, _Member] = {}
        tables: list[Path] = []
        for show, opened in self._shows.items():
            table = self._folder / f"published-{len(tables) + 1}.json"
            try:
                found = opened()
                tabulated = None if found is None else found.tabulate(table)
            except Exception:  # noqa: BLE001, S112 # whatever it is, the show's own run meets it, and tells it
                continue
            if found is not None and tabulated is not None:
                tables.append(table)
                members[show] = _Member(len(tables), found.settings, tabulated)
        if len(members) < _FEWEST:
            return {}
        join_published(tables, self._folder / "published.json")
        return members


class _ShowCounter:
    """Counts one of the shows from the logs that all of them share."""

    def __init__(self, logs: _SharedLogs, number: int, folder: Path) -> None:
        self._logs = logs
        self._number = number
        self._folder = folder
        self._asked: list[ListedLog] = []

    def read(self, logs: Sequence[ListedLog]) -> list[FileReport]:
        """What is in these logs; those that no other show needed before are read."""
        self._asked += logs
        return self._logs.mapped.read(logs)

    def count(self, days: Sequence[date], known: Mapping[ListedLog, AbstractSet[date]]) -> Iterator[tuple[date, Path]]:
        """The aggregates of each day, in their order, from the logs that this show asked for and from no other."""
        self.read(list(known))
        mapped = self._logs.mapped
        for day in days:
            path = self._folder / f"{day.isoformat()}.parquet"
            logs = mapped.names(self._asked, day)
            reduce_day(day, mapped.hits(day), path, ShowHits(self._number, logs, self._logs.strangers(day, logs)))
            yield day, path


class _ListedOnce:
    """The logs of a source, as they were when they were listed for the first show."""

    def __init__(self, source: LogSource) -> None:
        self._source = source
        self._listed: tuple[ListedLog, ...] | None = None
        self.address = source.address

    def list(self) -> Iterator[ListedLog]:
        """Every log that was there. Raises what listing raises, anew where it failed before."""
        if self._listed is None:
            self._listed = tuple(self._source.list())
        yield from self._listed

    @property
    def lost(self) -> Sequence[str]:
        """Links that led nowhere."""
        return self._source.lost

    @property
    def closed(self) -> Sequence[tuple[str, Message]]:
        """Subfolders that could not be looked into."""
        return self._source.closed

    def fetch(self, log: ListedLog, folder: Path, number: int) -> Path:
        """The file of a log, which its own source has."""
        return self._source.fetch(log, folder, number)


def _key(places: Sequence[str], settings: Mapping[str, str]) -> tuple[object, ...]:
    """What tells how logs are reached: the same for all shows whose logs are the same."""
    return (tuple(places), *(settings.get(name) for name in _OF_STORE))
