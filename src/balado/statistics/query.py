"""Figures from the aggregates of days, and the table of them that is handed on, by DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from balado.statistics.connection import connected, literal_path, statement
from balado.statistics.figures import (
    EpisodeDay,
    FailedRequests,
    Figures,
    GroupCount,
    KindCount,
    PathInVain,
    ShowDay,
    with_few_merged,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COPIES = {"csv": "(FORMAT csv, HEADER)", "parquet": "(FORMAT parquet, COMPRESSION zstd)"}
_COUNTED, _BOTS = "counted", "bot"


def figures_of(days: Sequence[Path], spill: Path) -> Figures:
    """What the aggregates of these days say. Raises UsageError where DuckDB is not installed."""
    with _opened(days, spill) as connection:

        def rows(name: str) -> list[Any]:
            return connection.execute(statement("sql", name)).fetchall()

        groups: dict[str, list[GroupCount]] = {}
        for what, *group in rows("shown_groups"):
            groups.setdefault(what, []).append(GroupCount(*group))
        return Figures(
            tuple(_show_day(*row) for row in rows("shown_days")),
            tuple(EpisodeDay(*row) for row in rows("shown_episodes")),
            _named(groups.get("application", [])),
            _named(groups.get("device", [])),
            _named(groups.get("country", [])),
            tuple(KindCount(*row) for row in rows("shown_kinds")),
            tuple(FailedRequests(*row) for row in rows("shown_failures")),
        )


def paths_in_vain(days: Sequence[Path], spill: Path, lately: date) -> tuple[PathInVain, ...]:
    """The paths that were asked for in vain on these days, and still after `lately`; the most frequent first."""
    with _opened(days, spill) as connection:
        connection.execute("SET VARIABLE lately = ?", [lately.isoformat()])
        return tuple(PathInVain(*row) for row in connection.execute(statement("sql", "shown_paths_in_vain")).fetchall())


def _show_day(day: Any, downloads: int, listeners: int, requests: Mapping[str, int]) -> ShowDay:
    rejected = {reason: count for reason, count in requests.items() if reason not in (_COUNTED, _BOTS)}
    return ShowDay(day, downloads, listeners, requests.get(_COUNTED, 0), requests.get(_BOTS, 0), rejected)


def _named(groups: Sequence[GroupCount]) -> tuple[GroupCount, ...]:
    """The groups that are told; none where nothing of the kind is known."""
    return with_few_merged(groups) if any(one.name for one in groups) else ()


def write_rows(days: Sequence[Path], spill: Path, path: Path, form: Literal["csv", "parquet"]) -> None:
    """Write the table of these days, small figures merged: a row for each day, episode, kind, application and so on.

    The path is written over. Raises UsageError where DuckDB is not installed.
    """
    with _opened(days, spill) as connection:
        connection.execute("SET VARIABLE path = ?", [str(path)])
        connection.execute(f"COPY ({statement('sql', 'shown_rows')}) TO (getvariable('path')) {_COPIES[form]}")


@contextmanager
def _opened(days: Sequence[Path], spill: Path) -> Iterator[DuckDBPyConnection]:
    with connected(spill) as connection:
        connection.execute("SET VARIABLE days = ?::VARCHAR[]", [[literal_path(path) for path in days]])
        connection.execute(statement("sql", "days" if days else "no_days"))
        yield connection
