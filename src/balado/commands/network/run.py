"""A verb for all shows of a network: which, in what order, by whom, and what came of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.commands.network.clashing import TELL_CLASHES, tell_clashes, withhold
from balado.commands.network.fetching import FetchedShows, fetch_settings, forget_copies, located, task_of
from balado.commands.network.options import RunOptions
from balado.commands.network.page import ListedNetwork, PageTask, publish_page
from balado.commands.network.report import NetworkReport, write_network_report
from balado.commands.network.summary import add_summary, refuse_unwritable
from balado.commands.network.told import Telling
from balado.commands.network.working import Workers, outcome_of
from balado.errors import BaladoError, UsageError
from balado.message import say
from balado.network.folder_name import folder_names, for_show
from balado.network.last_runs import moment, recall, remember
from balado.network.order import LastRun, in_order
from balado.network.tally import Tally
from balado.store.whole_path import whole_path

if TYPE_CHECKING:
    from balado.network.clashes import Clashes
    from balado.network.model import Network
    from balado.network.shows import NetworkShow
    from balado.network.task import Group, ShowTask


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a verb with its arguments, for the network in a folder.

    `page` says what becomes of the network's own page, where it has one, after the shows. `report` is the folder that a
    report on all shows is written into.
    """

    verb: str
    folder: Path
    options: RunOptions
    arguments: tuple[str, ...] = ()
    page: PageTask | None = None
    report: Path | None = None


def run_network(session: Session, asked: Asked) -> int:
    """Run the verb for each show and tell what came of it; the worst exit code.

    Raises UsageError where there is no network, or no show of a name that is asked for; SourceError where network.yaml
    is at fault: nothing is done then.
    """
    from balado.network.clashes import Clashes, find_clashes
    from balado.network.read import read_network  # pydantic comes with it, which no worker needs for it
    from balado.network.shows import chosen, list_shows

    if asked.options.summary is not None:
        refuse_unwritable(asked.options.summary)
    reading = read_network(asked.folder)
    found = list_shows(reading, asked.folder)
    session.console.faults((*reading.faults, *found.faults))
    _refuse_needless(asked, reading.sound())
    every = [located(show, _named(asked.folder), reading.raw, session) for show in found.shows]
    forget_copies(every, _named(asked.folder), session)
    shows = () if asked.page and asked.page.alone else chosen(every, asked.options.only)
    tally = Tally(int(any(fault.severity == "error" for fault in found.faults)))
    telling = Telling(asked.verb, session, tally)
    with Workers(asked.options, session, telling) as workers:
        fetched = fetch_settings(shows, asked.verb, workers)
        every = _with_fetched(every, fetched)
        clashes = find_clashes(reading, every, asked.folder) if asked.verb in TELL_CLASHES else Clashes({})
        pages = {} if asked.report is None else folder_names(show.name for show in every)
        _run_shows(asked, fetched, clashes, workers, pages)
    if asked.page is not None and not clashes.page and (asked.page.alone or reading.sound().publish is not None):
        network = ListedNetwork(reading, asked.folder, tuple(every))
        tally.code = max(tally.code, _publish_page(session, network, asked.page, tally))
    if asked.report is not None:
        report = NetworkReport(asked.report, reading.sound().title, pages)
        tally.code = max(tally.code, _write_report(session, report, tally))
    telling.conclude()
    if asked.options.summary is not None:
        add_summary(asked.options.summary, tally, session, asked.verb)
    return tally.code


def _with_fetched(shows: Iterable[NetworkShow], fetched: FetchedShows) -> list[NetworkShow]:
    """All shows, those that were fetched as they were found; one that others publish has no folder of ours."""
    here = {show.name: show for show in fetched.here}
    return [
        here.get(show.name, replace(show, folder=None, source=None) if show.name in fetched.listed else show)
        for show in shows
    ]


def _arguments(asked: Asked, show: str, pages: Mapping[str, str]) -> tuple[str, ...]:
    """The arguments of one show's task. `pages` are the folders of reports by show, below that of all."""
    arguments = for_show(asked.arguments, show)
    return arguments if asked.report is None else (*arguments, f"--html={whole_path(asked.report) / pages[show]}")


def _run_shows(
    asked: Asked, fetched: FetchedShows, clashes: Clashes, workers: Workers, pages: Mapping[str, str]
) -> None:
    session, telling = workers.session, workers.telling
    telling.begin(len(fetched.here), fetched.listed)
    tasks = [
        task_of(show, asked.verb, _arguments(asked, show.name, pages), session, index)
        for index, show in enumerate(fetched.here)
    ]
    telling.tally.code = max(telling.tally.code, tell_clashes(clashes, tasks, session))
    for task in tasks:
        if task.name in fetched.failed:
            telling.ended(task, fetched.failed[task.name])
    tasks = [task for task in tasks if task.name not in fetched.failed]
    if asked.verb == "publish":
        tasks = withhold(clashes, tasks, session, telling)
    kept = _kept(session, asked.folder)
    known = recall(kept)
    try:
        for ended in workers.run(_groups(asked, in_order(tasks, known, session.started))):
            outcome = outcome_of(ended, session)
            known[ended.task.name] = LastRun(moment(outcome.next_due), outcome.seconds)
            telling.ended(ended.task, outcome)
    finally:
        session.console.stop_meter()
        if asked.verb == "publish":
            remember(kept, known)


def _groups(asked: Asked, tasks: Sequence[ShowTask]) -> Sequence[Group]:
    if asked.verb != "stats":
        return [(task,) for task in tasks]
    from balado.commands.network.grouped import grouped

    return grouped(tasks, asked.arguments)


def _refuse_needless(asked: Asked, network: Network) -> None:
    if asked.page is not None and asked.page.consent and network.publish is None:
        raise UsageError(say("`--consent` is for shows that leave the network's page, and network.yaml has none."))


def _publish_page(session: Session, network: ListedNetwork, task: PageTask, tally: Tally) -> int:
    """Publish the page of the network; the exit code. An error of it is told before what came of the shows."""
    try:
        return publish_page(session, network, task, {show.name: outcome for show, outcome in tally.rows})
    except BaladoError as error:
        session.console.error(error)
        return error.exit_code


def _write_report(session: Session, report: NetworkReport, tally: Tally) -> int:
    """Write the page on all shows; the exit code. An error of it is told before what came of the shows."""
    try:
        write_network_report(report, tally, session)
    except BaladoError as error:
        session.console.error(error)
        return error.exit_code
    return 0


def _kept(session: Session, folder: Path) -> Path | None:
    """Where what the last runs told is kept: one file for a network."""
    return session.cache_folder(f"network-{_named(folder)}.json")


def _named(folder: Path) -> str:
    """A name for the network in this folder that no other has on this computer."""
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
