"""Reduce: the hits of a day -> what is kept of it. A function from files to files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from balado.statistics.connection import connected, literal_path, quoted, run_steps, statement
from balado.statistics.model import DayReport, Rejection

_STEPS = ("delivered", "recordings", "clients", "aggregates")

_REASONS = "SELECT reason, requests FROM read_parquet(?) WHERE measure = 'requests'"


def reduce_day(day: date, hits: Sequence[Path], to: Path) -> DayReport:
    """Count a day (UTC) from the hits of all logs that touch it, made with one salt; write it to the file `to`.

    The columns of `to`, and what its rows count, are told in `sql/aggregates.sql`. Raises UsageError where DuckDB is
    not installed.
    """
    with connected(to.parent / f"{to.name}.spill") as database:
        database.execute("SET VARIABLE day = ?", [day.isoformat()])
        database.execute("SET VARIABLE hits = ?", [[literal_path(path) for path in hits]])
        run_steps(database, "sql", ("macros", "day_hits"))
        [are_alone] = database.execute(statement("sql", "are_alone")).fetchone() or (False,)
        run_steps(database, "sql", ("requests_alone" if are_alone else "requests_once", *_STEPS))
        database.execute(f"COPY (FROM aggregates) TO '{quoted(to)}' (FORMAT parquet)")
        rows = database.execute(_REASONS, [literal_path(to)]).fetchall()
    found: dict[str, int] = dict(rows)
    counted, bots = found.pop("counted", 0), found.pop("bot", 0)
    rejected = {Rejection(reason): number for reason, number in found.items()}
    return DayReport(day, counted + bots + sum(rejected.values()), counted, bots, rejected)
