"""New logs are read in parts, and whoever counts makes a salt of his own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from counted_place import FIRST_DAY, SUNDAY, A, B, listeners, published
from delivery_logs import Get, write_log

from balado.statistics.counter import LocalCounter, ToCount, cut
from balado.statistics.map import map_files
from balado.statistics.model import LogFile, MapReport
from balado.statistics.published import write_published
from balado.statistics.sources import ListedLog, LogFolder


def test_logs_are_cut_by_bytes_and_by_number_and_a_large_one_stands_alone(tmp_path: Path) -> None:
    folder = LogFolder(tmp_path)
    logs = [ListedLog(str(size), size, "", folder) for size in (3, 3, 9, 1, 1, 1)]
    assert [[log.byte_size for log in part] for part in cut(logs, 6, 2)] == [[3, 3], [9], [1, 1], [1]]
    assert list(cut([], 6, 2)) == []


def test_two_counters_of_one_process_have_two_salts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    salts: list[bytes] = []

    def noted(files: Sequence[LogFile], published: Path, salt: bytes, to: Path, lists: Path | None) -> MapReport:
        salts.append(salt)
        return map_files(files, published, salt, to, lists)

    monkeypatch.setattr("balado.statistics.counter.map_files", noted)
    write_published([published("a", A), published("b", B)], tmp_path / "published.json")
    write_log(tmp_path / "logs" / "one.gz", [*listeners(3, A, SUNDAY), Get(B, day=SUNDAY)])
    for name in "xy":
        (tmp_path / name).mkdir()
        counter = LocalCounter(ToCount(tmp_path / "published.json", tmp_path / name, FIRST_DAY, FIRST_DAY))
        [report] = counter.read(list(LogFolder(tmp_path / "logs").list()))
        assert dict(report.days) == {date(2026, 11, 1): 4}
        [(day, aggregates)] = counter.count(sorted(report.days), {})
        assert (day, aggregates.parent) == (date(2026, 11, 1), tmp_path / name)
    assert len(set(salts)) == len(salts) == 2
    assert all(len(salt) == 32 for salt in salts)
