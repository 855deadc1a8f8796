"""Reduce: the hits of a day -> what is kept of it. A function from files to files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from balado.statistics.connection import connected, literal_path, quoted, run_steps, statement
from balado.statistics.model import DayReport, Rejection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STEPS = ("delivered", "recordings", "clients", "aggregates")

_REASONS = "SELECT reason, requests FROM read_parquet(?) WHERE measure = 'requests'"
_SOURCES = "CREATE TEMP TABLE sources AS SELECT hash(name) AS source FROM (SELECT unnest(?::VARCHAR[]) AS name)"


@dataclass(frozen=True, slots=True)
class ShowHits:
    """Which of the hits of several shows are one's: its number, and the names of the logs that it is counted from.

    `strangers` is what `reduce_strangers` made of the same day and the same logs.
    """

    show: int
    logs: Collection[str]
    strangers: Path


def reduce_day(day: date, hits: Sequence[Path], to: Path, of_show: ShowHits | None = None) -> DayReport:
    """Count a day (UTC) from the hits of all logs that touch it, made with one salt; write it to the file `to`.

    Of hits that `map_shows` wrote for several shows, those of one are counted, as if they were read for it alone.
    The columns of `to`, and what its rows count, are told in `sql/aggregates.sql`. Raises UsageError where DuckDB is
    not installed.
    """
    with connected(to.parent / f"{to.name}.spill") as database:
        database.execute("SET VARIABLE day = ?", [day.isoformat()])
        _set_hits(database, hits)
        if of_show is None:
            run_steps(database, "sql", ("day_hits",))
        else:
            database.execute(_SOURCES, [sorted(of_show.logs)])
            database.execute("SET VARIABLE owner = ?", [of_show.show])
            database.execute("SET VARIABLE strangers = ?", [literal_path(of_show.strangers)])
            run_steps(database, "sql", ("show_hits",))
        run_steps(database, "sql", ("named", _requests_once(database), *_STEPS))
        database.execute(f"COPY (FROM aggregates) TO '{quoted(to)}' (FORMAT parquet)")
        rows = database.execute(_REASONS, [literal_path(to)]).fetchall()
    found: dict[str, int] = dict(rows)
    counted, bots = found.pop("counted", 0), found.pop("bot", 0)
    rejected = {Rejection(reason): number for reason, number in found.items()}
    return DayReport(day, counted + bots + sum(rejected.values()), counted, bots, rejected)


def reduce_strangers(hits: Sequence[Path], logs: Collection[str], to: Path) -> None:
    """Count what the requests of a day are to a show that did not publish what was asked for; write it to `to`.

    `hits` are those of the day that `map_shows` wrote, `logs` the names of the logs that are counted. Every show that
    is counted from these logs takes what it needs of it. Raises UsageError where DuckDB is not installed.
    """
    with connected(to.parent / f"{to.name}.spill") as database:
        _set_hits(database, hits)
        database.execute(_SOURCES, [sorted(logs)])
        run_steps(database, "sql", ("strange_hits",))
        run_steps(database, "sql", (_requests_once(database),))
        database.execute(f"COPY ({statement('sql', 'strangers')}) TO '{quoted(to)}' (FORMAT parquet)")


def _set_hits(database: DuckDBPyConnection, hits: Sequence[Path]) -> None:
    run_steps(database, "sql", ("macros",))
    database.execute("SET VARIABLE hits = ?", [[literal_path(path) for path in hits]])


def _requests_once(database: DuckDBPyConnection) -> str:
    """The step that makes sure that no request counts twice: it costs less where none can."""
    [are_alone] = database.execute(statement("sql", "are_alone")).fetchone() or (False,)
    return "requests_alone" if are_alone else "requests_once"
