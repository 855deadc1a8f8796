"""What only DuckDB can look into: logs compressed with zstd, and Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from balado.statistics.connection import literal_path

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FIRST_LINES = r"""
SELECT line FROM read_csv(
    ?, columns = {'line': 'VARCHAR'}, compression = 'zstd', delim = '\x01', header = false, quote = '', escape = '',
    auto_detect = false, ignore_errors = true
) LIMIT ?
"""


def first_lines(database: DuckDBPyConnection, path: Path, count: int) -> list[str]:
    """The first lines of a log compressed with zstd; none of one that cannot be read."""
    import duckdb

    try:
        return [line or "" for (line,) in database.execute(_FIRST_LINES, [literal_path(path), count]).fetchall()]
    except duckdb.Error:
        return []


def parquet_columns(database: DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """The names of the columns of a Parquet file; none of one that cannot be read."""
    import duckdb

    try:
        rows = database.execute(
            "SELECT column_name FROM (DESCRIBE FROM read_parquet(?))", [literal_path(path)]
        ).fetchall()
    except duckdb.Error:
        return ()
    return tuple(name for (name,) in rows)
