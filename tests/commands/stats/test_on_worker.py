"""A worker counts what it sees, and tells nothing else of what went wrong than what is nobody's."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from platform import node

import pytest
from counted_place import FIRST_DAY, SUNDAY, A, listeners, published
from delivery_logs import write_log

from balado.commands.stats import on_worker
from balado.commands.stats.on_worker import run_count
from balado.errors import RemoteError, UsageError
from balado.statistics.count_task import CountTask
from balado.statistics.published import write_published
from balado.statistics.sources import ListedLog, LogFolder

ADDRESS = "203.0.113.77"


LONG_AGO = 1_700_000_000_000_000_000


def task_of(path: Path, byte_size: int, inode: int, changed_ns: int = 0) -> CountTask:
    table = path.with_name("published.json")
    write_published([published("a", A)], table)
    log = ListedLog(path.name, byte_size, str(changed_ns), LogFolder(path.parent), path)
    return CountTask([log], [inode], gzip.compress(table.read_bytes()), FIRST_DAY, date(2026, 11, 9))


def test_a_log_is_counted_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    log = tmp_path / "a.gz"
    write_log(log, listeners(6, A, SUNDAY))
    grown = task_of(log, 1, log.stat().st_ino)
    status = log.stat()
    alike = (task_of(log, status.st_size, 0, status.st_mtime_ns // second * second) for second in (1, 1_000_000_000))
    for task in (*alike, grown):
        counted = run_count(task, tmp_path / "cache")
        assert counted.error is None
        assert [dict(report.days) for report in counted.reports] == [{date(2026, 11, 1): 6}]
        assert [(day, body[:4]) for day, body in counted.days.items()] == [(date(2026, 11, 1), b"PAR1")]
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize(("is_there", "said"), [(False, "there is no log"), (True, "is another log than the one")])
def test_a_folder_that_this_machine_does_not_see_or_another_one_at_its_path_is_told(
    is_there: bool, said: str, tmp_path: Path
) -> None:
    log = tmp_path / "access.log"
    if is_there:
        write_log(log, listeners(6, A, SUNDAY))
    counted = run_count(task_of(log, 12345, 1), tmp_path / "cache")
    assert isinstance(counted.error, UsageError)
    assert f"On the worker {node()}: " in str(counted.error)
    assert f"{log}" in str(counted.error)
    assert said in str(counted.error)
    assert "Workers of a cluster must see a folder of logs, the same one" in str(counted.error)


@pytest.mark.parametrize(("longer_by", "is_same_inode"), [(0, False), (1, True)])
def test_another_log_at_its_path_is_refused_though_it_has_its_size_or_its_number(
    longer_by: int, is_same_inode: bool, tmp_path: Path
) -> None:
    log = tmp_path / "access.log"
    write_log(log, listeners(6, A, SUNDAY))
    status = log.stat()
    task = task_of(log, status.st_size + longer_by, status.st_ino if is_same_inode else 0, LONG_AGO)
    counted = run_count(task, tmp_path / "cache")
    assert isinstance(counted.error, UsageError)
    assert f"{log} is another log than the one that was listed." in str(counted.error)


def test_an_error_that_quotes_a_line_is_told_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise ValueError(f"this line is odd: {ADDRESS} GET /audio/a.mp3")

    monkeypatch.setattr(on_worker, "count_logs", failing)
    log = tmp_path / "a.gz"
    write_log(log, listeners(1, A, SUNDAY))
    counted = run_count(task_of(log, 1, log.stat().st_ino), tmp_path / "cache")
    assert isinstance(counted.error, RemoteError)
    assert "counting ended with ValueError (test_on_worker.py:" in str(counted.error)
    assert ADDRESS not in repr(counted) + str(counted.error)
    assert counted.error.__cause__ is counted.error.__context__ is None
