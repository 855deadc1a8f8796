"""Logs counted by one process for another: a function from files to files, which may be called twice for the same.

The salt is made where the logs are read, and forgotten there when the task ends: no task has one, no result, no key.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from balado.errors import BaladoError
from balado.statistics.counter import LocalCounter, ToCount
from balado.statistics.model import FileReport
from balado.statistics.sources import ListedLog


@dataclass(frozen=True, slots=True)
class CountTask:
    """Logs to count, and the days that are counted of them, both included. Holds no key, no salt, no line of a log.

    `inodes` tells the file of each log in a folder from one of the same name on another machine; 0 for one in a bucket.
    `published` is what `write_published` wrote, `lists` what `write_lists` wrote, compressed; empty where none
    is given.
    """

    logs: Sequence[ListedLog] = field(repr=False)
    inodes: Sequence[int] = field(repr=False)
    published: bytes = field(repr=False)
    first: date
    last: date
    lists: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class CountedLogs:
    """What came of a task: what is in each log, the aggregates of days as far as these logs tell them; or an error."""

    reports: Sequence[FileReport] = field(default=(), repr=False)
    days: Mapping[date, bytes] = field(default_factory=dict, repr=False)
    error: BaladoError | None = None


def count_logs(task: CountTask, folder: Path) -> CountedLogs:
    """Count these logs in a folder that is this call's alone. Raises what reading and counting logs here raises."""
    published = folder / "published.json"
    published.write_bytes(gzip.decompress(task.published))
    lists = folder / "lists.json" if task.lists else None
    if lists is not None:
        lists.write_bytes(gzip.decompress(task.lists))
    counter = LocalCounter(ToCount(published, folder, task.first, task.last, lists))
    reports = counter.read(task.logs)
    days = sorted({day for report in reports for day in report.days if task.first <= day <= task.last})
    return CountedLogs(reports, {day: path.read_bytes() for day, path in counter.count(days, {})})
