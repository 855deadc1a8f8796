"""The count, against the slow and obvious one, over logs made by chance: equal to the last download."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from depth import depth
from download_reference import CountedDay, Reference
from generated_logs import AGENTS, FILES, NETWORKS, PUBLISHED, logs
from hypothesis import given, settings
from hypothesis import strategies as st
from log_lines import LoggedRequest, log_text

from balado.statistics.lists import write_lists
from balado.statistics.map import map_files
from balado.statistics.model import LogFile
from balado.statistics.networks import read_networks
from balado.statistics.published import write_published
from balado.statistics.reduce import reduce_day

PARQUET = "cloudfront_parquet"
FORMS = ("cloudfront", "cloudfront", "cloudfront_json", PARQUET, "cloudflare", "fastly", "extended_combined")
"""Those that tell which part of a file was sent, and each request by a name of its own."""


def count(form: str, made: Sequence[list[LoggedRequest]], folder: Path) -> dict[str, CountedDay]:
    """The days of these logs. The first is read by a map of its own, as where work is sent out."""
    published, lists = folder / "published.json", folder / "lists.json"
    write_published(PUBLISHED, published)
    (folder / "networks.txt").write_text("\n".join(NETWORKS), encoding="utf-8")
    write_lists(read_networks([folder / "networks.txt"]), lists)
    files = []
    for number, log in enumerate(made):
        write_log(form, log, folder / f"{number}.log")
        files.append(LogFile(f"{number}.log", folder / f"{number}.log"))
    hits: dict[date, list[Path]] = {}
    for name, part in (("first", files[:1]), ("others", files[1:])):
        (folder / name).mkdir()
        for day, paths in map_files(part, published, bytes(32), folder / name, lists).hits.items():
            hits.setdefault(day, []).extend(paths)
    return {day.isoformat(): counted_day(day, paths, folder) for day, paths in hits.items()}


def write_log(form: str, log: list[LoggedRequest], path: Path) -> None:
    if form != PARQUET or not log:
        path.write_text(log_text("cloudfront_json" if form == PARQUET else form, log), encoding="utf-8")
        return
    lines = path.with_suffix(".json")
    lines.write_text(log_text("cloudfront_json", log), encoding="utf-8")
    with duckdb.connect() as database:
        database.execute(
            f"COPY (FROM read_json('{lines}', convert_strings_to_integers = false)) TO '{path}' (FORMAT parquet)"
        )


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


@settings(max_examples=depth(8, 50, 1_000))  # half a second of CPU each: DuckDB is opened for each step of a count
@given(logs(), st.sampled_from(FORMS))
def test_the_count_is_that_of_the_standard_in_each_format_that_tells_all_it_needs(
    made: list[list[LoggedRequest]], form: str
) -> None:
    if not form.startswith("cloudfront"):
        made = [[without_headers(one) for one in log] for log in made]
    with tempfile.TemporaryDirectory() as folder:
        counted = count(form, made, Path(folder))
    assert counted == Reference(FILES, AGENTS, NETWORKS).count([log_text("cloudfront", log) for log in made])


def without_headers(request: LoggedRequest) -> LoggedRequest:
    """The request in a format that tells the bytes of the body alone."""
    return replace(request, sent_bytes=min(request.sent_bytes, request.answer_bytes))
