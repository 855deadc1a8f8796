"""Map: log files -> hits, one Parquet file for each day (UTC) of a run. A function from files to files.

What leaves it names nobody: addresses are cut (IPv6 to /64) and hashed together with the user agent and a salt that the
caller makes for this run and forgets; user agents become an application and a kind of device.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from balado.statistics.agents.lookup import AgentList
from balado.statistics.connection import connected, quoted, run_steps, statement
from balado.statistics.formats.detect import LogForm, detect
from balado.statistics.formats.read import define_requests
from balado.statistics.model import FileReport, LogFile, MapReport

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST_BYTES = {"none": 400_000_000, "gzip": 50_000_000, "zstd": 40_000_000}
"""How many bytes of logs are read at once, by how they are compressed: it bounds the memory."""


def map_files(files: Sequence[LogFile], published: Path, salt: bytes, to: Path) -> MapReport:
    """Read these logs and write the hits of each day below the folder `to`, which is this run's alone.

    `published` is what `write_published` wrote. `salt` is random, the same for all files whose hits are counted
    together, and is written nowhere. Raises UsageError where
    DuckDB is not installed.
    """
    reports: dict[str, FileReport] = {}
    hits: dict[date, list[Path]] = defaultdict(list)
    agents = AgentList()
    with connected(to / "spill") as database:
        database.execute(statement("sql", "macros"))
        database.execute("SET VARIABLE salt = ?", [salt.hex()])
        database.execute(
            "CREATE TEMP TABLE published AS FROM read_json(?, format = 'newline_delimited')", [str(published)]
        )
        for number, (form, batch) in enumerate(_batches(files, database)):
            define_requests(database, form, [file.path for file in batch])
            run_steps(database, "sql", ("grouped", "paths"))
            _name_agents(database, agents)
            reports |= _reports(database, batch, form.is_text)
            for day in _days(database):
                path = to / f"{day.isoformat()}.{number}.parquet"
                database.execute("SET VARIABLE day = ?", [day.isoformat()])
                database.execute(f"COPY ({statement('sql', 'hits')}) TO '{quoted(path)}' (FORMAT parquet)")
                hits[day].append(path)
    unknown = tuple(file.name for file in files if file.name not in reports)
    return MapReport(reports, {day: tuple(paths) for day, paths in hits.items()}, unknown)


def _batches(files: Sequence[LogFile], database: DuckDBPyConnection) -> Iterator[tuple[LogForm, Sequence[LogFile]]]:
    """Files of one form, as many as are read at once."""
    by_form: dict[LogForm, list[LogFile]] = defaultdict(list)
    for file in files:
        form = detect(file.path, database)
        if form is not None:
            by_form[form].append(file)
    for form, found in by_form.items():
        yield from ((form, batch) for batch in _cut(found, _MOST_BYTES[form.compression]))


def _cut(files: Sequence[LogFile], most_bytes: int) -> Iterator[Sequence[LogFile]]:
    """The files in runs, each of so many bytes at most, or of one file."""
    batch: list[LogFile] = []
    byte_size = 0
    for file in files:
        size = file.path.stat().st_size
        if batch and byte_size + size > most_bytes:
            yield batch
            batch, byte_size = [], 0
        batch.append(file)
        byte_size += size
    if batch:
        yield batch


def _name_agents(database: DuckDBPyConnection, agents: AgentList) -> None:
    """Make the table of the user agents of a batch, as its logs write them."""
    written = [agent for (agent,) in database.execute("SELECT DISTINCT agent FROM grouped").fetchall()]
    database.execute(
        "CREATE OR REPLACE TEMP TABLE agents (agent VARCHAR, application VARCHAR, device VARCHAR, role VARCHAR)"
    )
    found = [(agent, agents.find(unquote(agent or ""))) for agent in written]
    columns = ([agent for agent, _ in found], *([getattr(one, name) for _, one in found] for name in _OF_AGENT))
    database.execute("INSERT INTO agents SELECT unnest(?), unnest(?), unnest(?), unnest(?)", columns)


_OF_AGENT = ("application", "device", "role")


def _reports(database: DuckDBPyConnection, batch: Sequence[LogFile], is_text: bool) -> Mapping[str, FileReport]:
    steps = ("lines", "rejects") if is_text else ("lines",)
    rows = [row for step in steps for row in database.execute(statement("sql", step)).fetchall()]
    names = {str(file.path): file.name for file in batch}
    days: dict[str, dict[date, int]] = {name: {} for name in names.values()}
    unreadable = dict.fromkeys(names.values(), 0)
    for path, day, lines in rows:
        if day is None:
            unreadable[names[path]] += lines
        else:
            days[names[path]][day] = lines
    return {
        name: FileReport(unreadable[name] + sum(found.values()), unreadable[name], found)
        for name, found in days.items()
    }


def _days(database: DuckDBPyConnection) -> Sequence[date]:
    rows = database.execute("SELECT DISTINCT day FROM grouped WHERE day IS NOT NULL ORDER BY day")
    return [day for (day,) in rows.fetchall()]
