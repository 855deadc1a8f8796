from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

from counted_place import FIRST_DAY, MONDAY, SUNDAY, A, listeners, published
from delivery_logs import write_log

from balado.statistics.count_task import CountedLogs, CountTask, count_logs
from balado.statistics.published import write_published
from balado.statistics.query import figures_of
from balado.statistics.sources import ListedLog, LogFolder

LAST_DAY = date(2026, 11, 1)


def task_of(folder: Path) -> CountTask:
    """Logs of two days, the first of which alone is asked for."""
    logs = folder / "logs"
    write_log(logs / "a.gz", listeners(6, A, SUNDAY))
    write_log(logs / "b.gz", [*listeners(3, A, SUNDAY, first=5), *listeners(2, A, MONDAY)])
    table = folder / "published.json"
    write_published([published("a", A)], table)
    listed = [ListedLog(path.name, path.stat().st_size, "", LogFolder(logs), path) for path in sorted(logs.iterdir())]
    return CountTask(listed, [0, 0], gzip.compress(table.read_bytes()), FIRST_DAY, LAST_DAY)


def counted(task: CountTask, folder: Path) -> CountedLogs:
    folder.mkdir()
    return count_logs(task, folder)


def test_what_is_in_each_log_is_told_and_the_days_asked_for_are_counted(tmp_path: Path) -> None:
    found = counted(task_of(tmp_path), tmp_path / "work")
    sunday, monday = date.fromisoformat(SUNDAY), date.fromisoformat(MONDAY)
    assert [dict(report.days) for report in found.reports] == [{sunday: 6}, {sunday: 3, monday: 2}]
    assert list(found.days) == [sunday]
    (tmp_path / "day.parquet").write_bytes(found.days[sunday])
    [day] = figures_of([tmp_path / "day.parquet"], tmp_path / "spill").days
    assert (day.downloads, day.listeners) == (7, 7)


def test_the_same_task_may_be_done_twice_with_the_same_figures(tmp_path: Path) -> None:
    task = task_of(tmp_path)
    first, second = (counted(task, tmp_path / name) for name in ("first", "second"))
    assert first == second


def test_neither_a_task_nor_what_came_of_it_shows_what_it_holds(tmp_path: Path) -> None:
    task = task_of(tmp_path)
    told = repr(task) + repr(counted(task, tmp_path / "work"))
    assert "192.0.2." not in told
    assert str(tmp_path) not in told
    assert A not in told
