"""What `balado stats` is asked for, and what cannot be asked for together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from balado.commands.stats.outputs import refuse_report_folder, refuse_rows_file
from balado.errors import UsageError
from balado.message import say

Form = Literal["text", "json", "csv", "parquet"]


@dataclass(frozen=True, slots=True)
class StatsOptions:
    """What is asked for. `since` and `until` are days, both included.

    `out` is the file that rows are written to, `html` the folder that the report is written into, `cluster` the address
    of a scheduler whose workers count, `tables` the folder for what another engine counts with, `agents` are lists of
    user agents that take the place of ours, `addresses` lists of networks whose requests count for nothing.
    """

    places: tuple[str, ...]
    since: date | None
    until: date | None
    form: Form
    out: Path | None
    html: Path | None
    cluster: str | None = None
    tables: Path | None = None
    agents: tuple[Path, ...] = ()
    addresses: tuple[Path, ...] = ()


def refuse_odd(options: StatsOptions) -> None:
    """Raises UsageError for what cannot be asked for together, and for a file that cannot be written."""
    if options.tables is not None:
        _refuse_beside_tables(options)
    if options.form == "parquet" and options.out is None:
        raise UsageError(say("Parquet is no text: name the file to write, with `--out FILE.parquet`."))
    if options.out is not None and options.form in ("text", "json"):
        raise UsageError(say("Tables for people are not written to a file. Add --format csv, or --format parquet."))
    if options.html is not None and options.form in ("csv", "parquet"):
        raise UsageError(say("The report and rows for programs are two commands: leave --html out, or --format."))
    if options.cluster is not None and not options.places:
        raise UsageError(
            say("A cluster counts what is new in logs: name their places with --logs, or leave --cluster out.")
        )
    if options.agents and not options.places and options.tables is None:
        raise UsageError(say("Lists of user agents are for counting: name the places of the logs, or leave them out."))
    if options.addresses and not options.places:
        raise UsageError(say("Lists of networks are for counting: name the places of the logs, or leave them out."))
    if options.since and options.until and options.since > options.until:
        raise UsageError(say("The period ends before it begins: turn --since and --until around."))
    if options.out is not None:
        refuse_rows_file(options.out)
    if options.html is not None:
        refuse_report_folder(options.html)


def _refuse_beside_tables(options: StatsOptions) -> None:
    """Raises UsageError where something is asked for that only a count of our own can heed."""
    given = {
        "--logs": options.places,
        "--since": options.since,
        "--until": options.until,
        f"--format {options.form}": options.form in ("csv", "parquet"),
        "--out": options.out,
        "--html": options.html,
        "--cluster": options.cluster is not None,
        "--addresses": options.addresses,
    }
    if beside := [name for name, is_given in given.items() if is_given]:
        raise UsageError(
            say(
                "--tables is for another engine, and counts nothing: leave {options} out. Days and places of logs are "
                "named to that engine.",
                options=", ".join(beside),
            )
        )
