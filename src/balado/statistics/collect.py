"""Count what is new in the logs, exactly once, and keep of it what tells of nobody.

A day is always counted as a whole, from every log that touches it, with a salt that exists in memory only, another one
each time: so the order in which logs come, and how often, makes no difference, and nothing has to be kept by which a
listener could be known again. What it costs is that a day's logs must still be there when more of it comes.
Where one is gone, the day stays as it was counted, and what came late counts for nothing, which is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from balado.message import Message
from balado.statistics.contents import ReadContents
from balado.statistics.counter import Counter, LocalCounter, ToCount
from balado.statistics.known import NewLog, SortedLogs, sort_logs
from balado.statistics.ledger import CountedDay, Ledger, ReadLog
from balado.statistics.model import FileReport, LogFormat
from balado.statistics.sources import LogSource
from balado.statistics.state import commit, store_day
from balado.statistics.taken import IsNamed, cover_paths
from balado.store.storage import Storage

_AHEAD = timedelta(days=1)
"""So far the clock of a server may be ahead of this one's."""


@dataclass(frozen=True, slots=True)
class Tabulated:
    """The first day (UTC) on which somebody can have asked for a file; which paths name an episode taken down.

    What is published now is never one that was taken down: an episode may have the name that another had.
    """

    first_day: date
    is_named: IsNamed | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """Where a run counts: the state of the show, a folder of its own, what time it is.

    `tabulate` writes the table of the show's files (`write_published`) and tells what else is known of them: only a
    run that reads logs needs it, and who counts: this process, unless `counter` gives another. `lists` are those that
    somebody gives (`write_lists`). `contents` are those of the logs, where several counts share them.
    """

    state: Storage
    tabulate: Callable[[Path], Tabulated]
    folder: Path
    now: datetime
    counter: Callable[[ToCount], Counter] = LocalCounter
    lists: Path | None = None
    contents: ReadContents | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run did. `read` logs were read for the first time; `unknown` are in no format that is read.

    `damaged` are the compressed ones that break off, `unopened` those that cannot be opened, with why, `empty` the
    places where no log lies. `days` were counted, `late` tells how many requests of which day came when it could not be
    counted again.
    """

    ledger: Ledger
    read: int = 0
    unknown: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    unopened: tuple[tuple[str, Message], ...] = ()
    days: tuple[date, ...] = ()
    late: Mapping[date, int] = field(default_factory=dict)


def collect(sources: Iterable[LogSource], ledger: Ledger, counting: Counting) -> Collected:
    """Count the days of which these places hold new logs, and store what comes of it. Reads no log where none is new.

    Raises RefusedError when another run counted meanwhile, RemoteError when a place or the state cannot be reached:
    then everything is as it was before.
    """
    by_place = [(source.address, list(source.list())) for source in sources]
    empty = tuple(address for address, logs in by_place if not logs)
    listed = [log for _, logs in by_place for log in logs]
    read = [log for log in ledger.logs if log.tried_formats in (0, len(LogFormat))]
    found = sort_logs(listed, read, counting.contents or ReadContents(counting.folder))
    closed = {day for log in found.gone for day in log.days} | ledger.closed
    late = {day for _, log in found.known for day in log.late} - closed
    is_new = found.new or late
    done = _Count(found, closed, late, counting).run(ledger) if is_new else _renamed(found, ledger, counting)
    unopened = tuple((str(log.path), reason) for log, reason in found.unopened)
    return replace(done, empty=empty, unopened=unopened)


def _renamed(found: SortedLogs, ledger: Ledger, counting: Counting) -> Collected:
    """Nothing to count; names under which logs lie now are kept, so that the next run knows them at once."""
    logs = _ordered((*(log for _, log in found.known), *found.gone))
    if logs == ledger.logs:
        return Collected(ledger)
    renamed = replace(ledger, number=ledger.number + 1, logs=logs)
    commit(counting.state, renamed, counting.now)
    return Collected(renamed)


def _ordered(logs: Iterable[ReadLog]) -> tuple[ReadLog, ...]:
    return tuple(sorted(logs, key=lambda log: (log.name, log.version, log.byte_size)))


class _Count:
    """One count: of the new logs, and of those that were read before and touch the same days."""

    def __init__(self, found: SortedLogs, closed: set[date], late: set[date], counting: Counting) -> None:
        self._found = found
        self._closed = closed
        self._late = late
        self._counting = counting
        published = counting.folder / "published.json"
        tabulated = counting.tabulate(published)
        self._first, self._is_named = tabulated.first_day, tabulated.is_named
        self._last = counting.now.astimezone(UTC).date() + _AHEAD
        self._counter = counting.counter(ToCount(published, counting.folder, self._first, self._last, counting.lists))

    def run(self, ledger: Ledger) -> Collected:
        reports = self._counter.read([new.listed for new in self._found.new])
        read = [self._read(new, report) for new, report in zip(self._found.new, reports, strict=True)]
        days = ({day for log in read for day in log.days} | self._late) - self._closed
        touching = {listed: log.days.keys() for listed, log in self._found.known if days & log.days.keys()}
        counted = {day: self._store(day, path) for day, path in self._counter.count(sorted(days), touching)}
        known = [_without_late(log, days) for _, log in self._found.known]
        before = {one.day: one for one in ledger.days}
        made = Ledger(
            ledger.number + 1,
            _ordered((*known, *read, *self._found.gone)),
            tuple(one for _, one in sorted({**before, **counted}.items())),
            ledger.closed,
        )
        commit(self._counting.state, made, self._counting.now)
        unread = [(log.name, report.is_damaged) for log, report in zip(read, reports, strict=True) if log.tried_formats]
        return Collected(
            made,
            len(read),
            tuple(name for name, is_damaged in unread if not is_damaged),
            tuple(name for name, is_damaged in unread if is_damaged),
            days=tuple(sorted(counted)),
            late=_added(log.late for log in read),
        )

    def _read(self, new: NewLog, report: FileReport) -> ReadLog:
        """What the ledger says of a new log. Of those it goes on from, what was counted before did not come late."""
        before = _added(log.days for log in new.continues)
        dated = {day: count for day, count in report.days.items() if self._first <= day <= self._last}
        late = {day: count for day in self._closed & dated.keys() if (count := dated[day] - before.get(day, 0)) > 0}
        listed, content = new.listed, new.content
        return ReadLog(
            listed.name,
            listed.byte_size,
            listed.version,
            content.byte_size if content else 0,
            content.sha256 if content else "",
            dated,
            _added([late, *(_without_late(log, dated.keys() - self._closed).late for log in new.continues)]),
            report.unreadable,
            sum(report.days.values()) - sum(dated.values()),
            0 if report.lines else len(LogFormat),
        )

    def _store(self, day: date, path: Path) -> CountedDay:
        if self._is_named is not None:
            is_named = self._is_named
            cover_paths(path, lambda path, is_published: not is_published and is_named(path, is_published))
        return store_day(self._counting.state, day, path)


def _without_late(log: ReadLog, days: set[date]) -> ReadLog:
    """A log that was read before, when these days were counted from it anew."""
    late = {day: count for day, count in log.late.items() if day not in days}
    return log if late == log.late else replace(log, late=late)


def _added(counts: Iterable[Mapping[date, int]]) -> dict[date, int]:
    found: dict[date, int] = {}
    for one in counts:
        for day, count in one.items():
            found[day] = found.get(day, 0) + count
    return found
