"""`balado stats`: count what is new in the logs, and tell what was counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import cluster_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.commands.stats.count_options import count_options
from balado.commands.stats.options import Form, StatsOptions, refuse_odd
from balado.commands.stats.outputs import store_rows
from balado.edition.open import OpenedStore, open_store
from balado.errors import Fault, Place
from balado.events import Event
from balado.message import Message, day_text, mark, say, say_many

if TYPE_CHECKING:
    from balado.statistics.collect import Collected
    from balado.statistics.figures import Figures
    from balado.statistics.ledger import Ledger


@click.command("stats")
@click.option(
    "--logs",
    "places",
    multiple=True,
    metavar="PLACE",
    help=mark("A folder of logs, or s3://bucket/prefix; may be given several times. [default: only tell]"),
)
@show_option
@to_option
@count_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "parquet"]),
    default="text",
    help=mark("What is told: tables for people, one JSON object per event, or rows for other programs."),
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=mark("Write csv or parquet to this file."))
@click.option("--html", type=click.Path(path_type=Path), metavar="DIR", help=mark("Write a report, as a page, to DIR."))
@cluster_option
@click.option(
    "--tables",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=mark("Count nothing: write what Athena or Trino counts with, queries and tables, to DIR."),
)
@click.pass_obj
def command(
    session: Session,
    *,
    places: tuple[str, ...],
    root: Path,
    to: str | None,
    since: date | None,
    until: date | None,
    form: Form,
    out: Path | None,
    html: Path | None,
    agents: tuple[Path, ...],
    addresses: tuple[Path, ...],
    cluster: str | None,
    tables: Path | None,
) -> int:
    """Count downloads and listeners from the logs that a store or a CDN wrote, and tell them.

    What was counted once is kept beside the record of publications, and only new logs are read. Nobody's address is.
    """
    from balado.statistics.connection import need_duckdb
    from balado.statistics.workspace import work_folder

    session.as_json = form == "json"
    options = StatsOptions(places, since, until, form, out, html, cluster, tables, agents, addresses)
    refuse_odd(options)
    store = open_store(root, overrides(to, None))
    if tables is not None:
        from balado.commands.stats.tables import store_tables

        store_tables(tables, agents, store, session)
        return 0
    need_duckdb()
    with work_folder(session.cache_folder("statistics")) as folder:
        ledger, faults = _counted(store, options, folder, session)
        _tell(store, ledger, options, folder, session)
    session.console.faults(faults)
    return int(bool(faults))


def _no_log(place: str) -> Fault:
    """That nothing lies where logs should: a job that reads the wrong folder must not stay unnoticed."""
    return Fault(
        Place(place),
        say("There is no log, or only empty ones."),
        say("Name the place that the store or the CDN writes its logs to, or see whether it still writes them."),
    )


def _not_opened(path: str, reason: Message) -> Fault:
    """That a log cannot be opened: the others were counted, and it is as if it had not come yet."""
    return Fault(
        Place(path),
        say("The log cannot be opened: {reason}. It was not counted.", reason=reason),
        say("Let the user who counts read it: the next run counts it then, and its days anew."),
    )


def _closed(path: str, reason: Message) -> Fault:
    """That nobody knows which logs a folder holds: it is as if they had not come yet."""
    return Fault(
        Place(path),
        say("The folder cannot be looked into: {reason}. No log in it was counted.", reason=reason),
        say("Let the user who counts read it, or name the folders that it may read."),
    )


def _lost(path: str) -> Fault:
    """That a link among the logs leads nowhere: what it stood for is not counted."""
    return Fault(
        Place(path),
        say("This link leads to no file: that log was not counted."),
        say("Bring the log back, or remove the link."),
    )


def _counted(
    store: OpenedStore, options: StatsOptions, folder: Path, session: Session
) -> tuple[Ledger, tuple[Fault, ...]]:
    """The ledger, once all logs at the places are counted, and what is wrong with places and logs."""
    from balado.statistics.state import read_ledger

    ledger = read_ledger(store.target.state)
    if not options.places:
        return ledger, ()
    from balado.statistics.collect import Counting, collect
    from balado.statistics.sources import open_source
    from balado.statistics.tabulate import is_published, tabulate

    shared = session.logs
    if shared is None:
        sources = [open_source(place, Path(), store.settings) for place in options.places]
    else:
        sources = list(shared.sources(options.places, store.settings))
    if not is_published(store.target):
        session.console.show(say("Nothing is published yet."))
        return ledger, ()
    counting = Counting(store.target.state, partial(tabulate, store.target), folder, session.started)
    if options.agents or options.addresses:
        from balado.statistics.agents.given import read_lists
        from balado.statistics.lists import write_lists
        from balado.statistics.networks import read_networks

        counting = replace(counting, lists=folder / "lists.json")
        write_lists({**read_lists(options.agents), **read_networks(options.addresses)}, folder / "lists.json")
    if shared is not None:
        counting = shared.counting(counting, options.places, store.settings)
    if options.cluster is not None:
        from balado.commands.stats.cluster import counter_on

        counting = replace(counting, counter=counter_on(options.cluster, session))
    collected = collect(sources, ledger, counting)
    _tell_collected(collected, session)
    lost = [_lost(path) for source in sources for path in source.lost]
    lost += [_closed(path, reason) for source in sources for path, reason in source.closed]
    unopened = (_not_opened(path, reason) for path, reason in collected.unopened)
    return collected.ledger, (*map(_no_log, collected.empty), *lost, *unopened)


def _tell_collected(collected: Collected, session: Session) -> None:
    for name in collected.unknown:
        what = say("{name} is in no format of logs that is read: nothing in it was counted.", name=name)
        session.console.announce(Event("unknown-log", what, {"name": name}))
    for name in collected.damaged:
        what = say(
            "{name} is damaged, or still being written: nothing in it was counted. Once it has changed it is read "
            "again.",
            name=name,
        )
        session.console.announce(Event("unknown-log", what, {"name": name}))
    for day, count in collected.late.items():
        what = say_many(
            "{count} request of {day} came too late. Logs of that day are gone, or an episode was taken down since: "
            "it cannot be counted again.",
            "{count} requests of {day} came too late. Logs of that day are gone, or an episode was taken down since: "
            "it cannot be counted again.",
            count,
            day=day_text(day),
        )
        session.console.announce(Event("late", what, {"day": day.isoformat(), "requests": count}))
    session.console.show(
        say_many("{count} new log read", "{count} new logs read", collected.read)
        if collected.read
        else say("No log is new.")
    )


def _tell(store: OpenedStore, ledger: Ledger, options: StatsOptions, folder: Path, session: Session) -> None:
    from balado.commands.stats.told import Shown, show_figures
    from balado.statistics.ledger import newest_years, within
    from balado.statistics.names import known_episodes
    from balado.statistics.published import path_prefixes
    from balado.statistics.query import figures_of, write_rows
    from balado.statistics.state import fetch_days

    days = within(ledger.days, options.since, options.until)
    kept = folder / "days"
    kept.mkdir()
    paths = fetch_days(store.target.state, days, kept)
    if options.form in ("csv", "parquet"):
        rows = folder / "rows"
        write_rows(paths, folder, rows, options.form)
        if options.out is None:
            session.console.print(rows.read_text("utf-8"), "csv")
        else:
            store_rows(rows, options.out)
        return
    known = known_episodes(store)
    prefixes = path_prefixes(store.url, store.target.public.place)
    figures = replace(figures_of(paths, folder), beside=ledger.beside(options.since, options.until)).below(prefixes)
    shown = newest_years(days)
    drawn = figures
    if len(shown) < len(days):
        drawn = replace(figures_of(paths[-len(shown) :], folder), beside=figures.beside).below(prefixes)
    if not days:
        session.console.show(_no_day(ledger, options))
    elif options.html is not None:
        from balado.commands.stats.page import write_report

        write_report(options.html, drawn, known, store, session)
    if options.form == "json":
        _tell_events(figures, session)
    elif days and options.html is None:
        show_figures(Shown(drawn, shown[0].day, shown[-1].day, known, session.reads), session.console)


def _no_day(ledger: Ledger, options: StatsOptions) -> Message:
    if ledger.days:
        return say(
            "No day of that period was counted: there are days from {first} to {last}.",
            first=day_text(ledger.days[0].day),
            last=day_text(ledger.days[-1].day),
        )
    if options.places:
        return say("No day was counted: the logs hold no request of a day on which the show was published.")
    return say("No day was counted. Name the places of the logs with --logs.")


def _tell_events(figures: Figures, session: Session) -> None:
    """What programs get: exact figures of episodes and days, beside which nothing stands that tells of a person."""
    for one in figures.episodes:
        fields = {"day": one.day.isoformat(), "guid": one.guid, "downloads": one.downloads, "listeners": one.listeners}
        what = say("{day}  {guid}  {downloads}", day=one.day.isoformat(), guid=one.guid, downloads=one.downloads)
        session.console.record(Event("downloads", what, fields))
    what = say_many(
        "{requests} request, {counted} counted",
        "{requests} requests, {counted} counted",
        figures.requests,
        requests=figures.requests,
        counted=figures.counted,
    )
    totals = {
        "requests": figures.requests,
        "counted": figures.counted,
        "bots": figures.bots,
        "downloads": figures.downloads,
        "listeners": sum(day.listeners for day in figures.days),
    }
    session.console.record(Event("statistics", what, {**totals, "rejected": figures.rejected}))
