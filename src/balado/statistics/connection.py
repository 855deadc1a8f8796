"""DuckDB, opened for one step of the count: bounded memory, everything it spills inside one folder, nothing fetched."""

from __future__ import annotations

import re
from contextlib import contextmanager
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from balado.errors import UsageError
from balado.message import install_command, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection

_MEMORY = "600MB"
_EXTRA = "stats"


class NoDuckDBError(UsageError):
    """What counts is not installed."""


def need_duckdb() -> None:
    """Raises NoDuckDBError, with what installs it, where DuckDB is not here."""
    try:
        import_module("duckdb")
    except ImportError as error:
        raise NoDuckDBError(
            say("Counting downloads needs DuckDB, which is not installed: `{command}`", command=install_command(_EXTRA))
        ) from error


@contextmanager
def connected(spill: Path) -> Iterator[DuckDBPyConnection]:
    """A database in memory, of this step alone; what does not fit there goes to the folder `spill`.

    Raises UsageError where DuckDB is not installed.
    """
    need_duckdb()
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
        # An extension would be fetched from a server that nobody named.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        # A name in a statement is a table, never a variable of the program.
        "python_enable_replacements": False,
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        yield connection


def run_steps(database: DuckDBPyConnection, room: str, names: Sequence[str]) -> None:
    """Run SQL files of this package one after the other."""
    for name in names:
        database.execute(statement(room, name))


def statement(room: str, name: str) -> str:
    """The text of one of this package's SQL files: `statement("sql", "hits")`."""
    return files(f"balado.statistics.{room}").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def literal_path(path: Path) -> str:
    """A path as DuckDB takes it for that one file, and not for a pattern: `access[1].log`, `*.log`."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def quoted(text: object) -> str:
    """A text between the quotes of an SQL literal, where no parameter can stand."""
    return str(text).replace("'", "''")
