"""The count, against the slow and obvious one, over logs made by chance: equal to the last download."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from download_reference import CountedDay, Reference
from generated_logs import AGENTS, FILES, PUBLISHED, logs
from hypothesis import given
from log_lines import LoggedRequest, log_text

from balado.statistics.map import map_files
from balado.statistics.model import LogFile
from balado.statistics.published import write_published
from balado.statistics.reduce import reduce_day


def count(texts: Sequence[str], folder: Path) -> dict[str, CountedDay]:
    """The days of these logs. The first is read by a map of its own, as where work is sent out."""
    write_published(PUBLISHED, folder / "published.json")
    files = []
    for number, text in enumerate(texts):
        (folder / f"{number}.log").write_text(text, encoding="utf-8")
        files.append(LogFile(f"{number}.log", folder / f"{number}.log"))
    hits: dict[date, list[Path]] = {}
    for name, part in (("first", files[:1]), ("others", files[1:])):
        (folder / name).mkdir()
        for day, paths in map_files(part, folder / "published.json", bytes(32), folder / name).hits.items():
            hits.setdefault(day, []).extend(paths)
    return {day.isoformat(): counted_day(day, paths, folder) for day, paths in hits.items()}


def counted_day(day: date, hits: Sequence[Path], folder: Path) -> CountedDay:
    report = reduce_day(day, hits, folder / f"{day}.parquet")
    found = CountedDay()
    for row in rows_of(folder / f"{day}.parquet"):
        assert row["day"] == day
        if row["measure"] == "downloads":
            assert row["downloads"] == row["listeners"]
            found.cells[row["guid"], row["kind"], row["application"]] += row["downloads"]
        elif row["measure"] == "episode":
            found.episodes[row["guid"]] = (row["downloads"], row["listeners"])
        elif row["measure"] == "show":
            found.show = (row["downloads"], row["listeners"])
        elif row["measure"] == "requests":
            found.reasons[row["reason"]] += row["requests"]
        else:
            found.failed[row["path"], str(row["status"])] += row["requests"]
    reported = {"counted": report.counted, "bot": report.bots, **report.rejected}
    assert +Counter(reported) == found.reasons
    assert report.requests == found.reasons.total()
    return found


def rows_of(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as database:
        found = database.execute("FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@given(logs())
def test_the_count_is_that_of_the_standard(made: list[list[LoggedRequest]]) -> None:
    texts = [log_text("cloudfront", log) for log in made]
    with tempfile.TemporaryDirectory() as folder:
        assert count(texts, Path(folder)) == Reference(FILES, AGENTS).count(texts)
