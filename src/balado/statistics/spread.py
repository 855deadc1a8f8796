"""A count that other machines do: logs are sent out as tasks, and the aggregates of days come back.

What is a task follows from the salt. All requests of a day must be hashed with one salt, or a listener would be
several; and whoever has it can find out, by trying all addresses there are, whose requests were counted. A salt that is
sent out lies in the memory of a scheduler that others run, perhaps in its swap, and on the wire unless somebody has set
up TLS; nobody can show afterwards that it is gone. One that never leaves the process that made it needs no such care.
So a day is counted by one task, from all of its logs, which makes the salt and forgets it. The price: no day is spread
over several machines. Who has more requests a day than one counts in a night is better served by an engine that holds
the logs already (page `scale` of the manual).

Which days a log touches is known when it was read. So new logs are counted first, in parts as they are listed, and the
days of which a part held everything are done: all of them, where the parts are one. The logs of the others are sent
once more, by day, with those that were read before. A task may be done twice, or by two workers at once: nothing is
stored before all are done, and that the caller does alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path

from balado.errors import RemoteError
from balado.message import say
from balado.statistics.count_task import CountedLogs, CountTask
from balado.statistics.counter import ToCount, cut
from balado.statistics.model import FileReport
from balado.statistics.sources import ListedLog
from balado.store.whole_path import whole_path

_TASK_BYTES = 1 << 30
_TASK_LOGS = 20_000

Run = Callable[[Mapping[str, CountTask]], Iterator[tuple[str, CountedLogs]]]
"""Does tasks, and gives what came of each by its name, in any order. Raises RemoteError where one cannot be done."""


class SpreadCounter:
    """Counts by tasks, which `run` does."""

    def __init__(self, to_count: ToCount, run: Run) -> None:
        self._to_count = to_count
        self._run = run
        self._published = gzip.compress(to_count.published.read_bytes(), mtime=0)
        self._lists = b"" if to_count.lists is None else gzip.compress(to_count.lists.read_bytes(), mtime=0)
        self._days: dict[ListedLog, AbstractSet[date]] = {}
        self._counted: list[tuple[frozenset[ListedLog], Mapping[date, bytes]]] = []

    def read(self, logs: Sequence[ListedLog]) -> list[FileReport]:
        """What is in these logs; the days that were counted on the way are kept."""
        in_order = [_at_its_path(log) for log in logs]
        parts = cut(in_order, _TASK_BYTES, _TASK_LOGS)
        tasks = {
            f"count-{number}": self._task(part, self._to_count.first, self._to_count.last)
            for number, part in enumerate(parts, 1)
        }
        found: dict[ListedLog, FileReport] = {}
        for name, counted in self._run(tasks):
            found |= zip(tasks[name].logs, counted.reports, strict=True)
            self._counted.append((frozenset(tasks[name].logs), counted.days))
        self._days |= {log: found[log].days.keys() for log in in_order}
        return [found[log] for log in in_order]

    def count(self, days: Sequence[date], known: Mapping[ListedLog, AbstractSet[date]]) -> Iterator[tuple[date, Path]]:
        """The aggregates of each day, in no order."""
        self._days |= {_at_its_path(log): touched for log, touched in known.items()}
        logs_of: dict[date, list[ListedLog]] = {day: [] for day in days}
        for log, touched in self._days.items():
            for day in touched & logs_of.keys():
                logs_of[day].append(log)
        whole = {
            day: body
            for logs, bodies in self._counted
            for day, body in bodies.items()
            if day in logs_of and logs.issuperset(logs_of[day])
        }
        yield from ((day, self._write(day, body)) for day, body in whole.items())
        runs = {f"count-{run[0].isoformat()}": run for run in _runs([day for day in days if day not in whole], logs_of)}
        for name, counted in self._run({name: self._of_days(run, logs_of) for name, run in runs.items()}):
            for day in runs[name]:
                if day not in counted.days:
                    raise RemoteError(say("A log of {day} was changed while it was counted. Run it again.", day=day))
                yield day, self._write(day, counted.days[day])

    def _of_days(self, run: Sequence[date], logs_of: Mapping[date, Sequence[ListedLog]]) -> CountTask:
        return self._task(list(dict.fromkeys(log for day in run for log in logs_of[day])), run[0], run[-1])

    def _task(self, logs: Sequence[ListedLog], first: date, last: date) -> CountTask:
        return CountTask(logs, [_inode(log) for log in logs], self._published, first, last, self._lists)

    def _write(self, day: date, aggregates: bytes) -> Path:
        path = self._to_count.folder / f"{day.isoformat()}.parquet"
        path.write_bytes(aggregates)
        return path


def _at_its_path(log: ListedLog) -> ListedLog:
    """A log as another machine finds it: in a folder of the same whole path."""
    return log if log.path is None else replace(log, path=whole_path(log.path))


def _inode(log: ListedLog) -> int:
    try:
        return 0 if log.path is None else log.path.stat().st_ino
    except OSError:  # gone since it was listed, which the worker tells
        return 0


def _runs(days: Sequence[date], logs_of: Mapping[date, Sequence[ListedLog]]) -> Iterator[list[date]]:
    """The days in tasks. Logs that touch days of two are read by both: no cut is made where those are most of one.

    So no more is read than twice as much as there is.
    """
    last = {log: day for day in days for log in logs_of[day]}
    run: list[date] = []
    sizes: dict[ListedLog, int] = {}
    for day in days:
        byte_size = sum(sizes.values())
        if byte_size >= _TASK_BYTES and 2 * sum(size for log, size in sizes.items() if last[log] >= day) <= byte_size:
            yield run
            run, sizes = [], {}
        run.append(day)
        sizes |= {log: log.byte_size for log in logs_of[day]}
    if run:
        yield run
