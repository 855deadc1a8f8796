"""`balado network stats`: downloads and listeners of every show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from balado.cli.session import Session
from balado.commands.network.options import RunOptions, run_options
from balado.commands.network.run import Asked, run_network
from balado.commands.stats.count_options import count_options
from balado.commands.stats.options import StatsOptions, refuse_odd
from balado.errors import UsageError
from balado.message import mark, say
from balado.store.place import is_bucket
from balado.store.whole_path import whole_path


@click.command("stats")
@run_options
@click.option(
    "--logs",
    "places",
    multiple=True,
    metavar="PLACE",
    help=mark(
        "A folder of logs, or s3://bucket/prefix, in which {show} stands for the name of the show; may be given "
        "several times. [default: only tell]"
    ),
)
@count_options
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=mark("Write a report, a page for each show and one of all, to DIR."),
)
@click.pass_obj
def stats(session: Session, /, *, folder: Path, places: tuple[str, ...], html: Path | None, **options: Any) -> int:
    """Count what is new in the logs of each show, as `balado stats` does, and tell the downloads of all.

    One show that fails stops no other; the exit code is the worst of all.
    """
    counting = {name: options.pop(name) for name in ("since", "until", "agents", "addresses")}
    chosen = RunOptions(**options)
    if html is not None and chosen.cluster is not None:
        raise _pages_elsewhere()
    refuse_odd(StatsOptions(places, form="json", out=None, html=html, **counting))
    if chosen.cluster is None:
        from balado.statistics.connection import need_duckdb

        need_duckdb()
    paths = {"agents": counting["agents"], "addresses": counting["addresses"]}
    arguments = [f"--logs={place if is_bucket(place) else whole_path(Path(place))}" for place in places]
    arguments += [f"--{name}={whole_path(path)}" for name, found in paths.items() for path in found]
    arguments += [f"--{name}={counting[name].isoformat()}" for name in ("since", "until") if counting[name]]
    return run_network(session, Asked("stats", folder, chosen, tuple(arguments), report=html))


def _pages_elsewhere() -> UsageError:
    return UsageError(
        say(
            "With --cluster each worker would write the pages of its shows on its own machine. Count without --html; "
            "then write the report here, with --html and without --cluster and --logs: no log is read again."
        )
    )
