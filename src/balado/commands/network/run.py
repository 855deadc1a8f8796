"""A verb for all shows of a network: which, in what order, by whom, and what came of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.commands.network.options import RunOptions
from balado.commands.network.page import ListedNetwork, PageTask, publish_page
from balado.commands.network.summary import add_summary
from balado.commands.network.told import Telling
from balado.commands.network.working import LOST, worked_on
from balado.errors import BaladoError
from balado.network.last_runs import moment, recall, remember
from balado.network.order import LastRun, in_order
from balado.network.tally import Tally
from balado.network.task import ShowTask, lost

if TYPE_CHECKING:
    from balado.network.shows import NetworkShow


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a verb with its arguments, for the network in a folder.

    `page` says what becomes of the network's own page, where it has one, after the shows.
    """

    verb: str
    folder: Path
    options: RunOptions
    arguments: tuple[str, ...] = ()
    page: PageTask | None = None


def run_network(session: Session, asked: Asked) -> int:
    """Run the verb for each show and tell what came of it; the worst exit code.

    Raises UsageError where there is no network, or no show of a name that is asked for; SourceError where network.yaml
    is at fault: nothing is done then.
    """
    from balado.network.read import read_network  # pydantic comes with it, which no worker needs for it
    from balado.network.shows import chosen, list_shows

    reading = read_network(asked.folder)
    found = list_shows(reading, asked.folder)
    session.console.faults((*reading.faults, *found.faults))
    shows = () if asked.page and asked.page.alone else chosen(found.shows, asked.options.only)
    here = tuple(show for show in shows if show.folder is not None)
    tally = Tally(int(any(fault.severity == "error" for fault in found.faults)))
    telling = Telling(asked.verb, session, tally)
    telling.begin(len(here), [show.name for show in shows if show.folder is None])
    kept = _kept(session, asked.folder)
    known = recall(kept)
    tasks = in_order(_tasks(here, session, asked), known, session.started)
    try:
        for ended in worked_on(tasks, asked.options, session, telling):
            outcome = ended.result or lost(session.console.text(ended.reason or LOST))
            known[ended.task.name] = LastRun(moment(outcome.next_due), outcome.seconds)
            telling.ended(ended.task, outcome)
    finally:
        session.console.stop_meter()
        if asked.verb == "publish":
            remember(kept, known)
    if asked.page is not None and (asked.page.alone or reading.sound().publish is not None):
        network = ListedNetwork(reading, asked.folder, found.shows)
        tally.code = max(tally.code, _publish_page(session, network, asked.page, tally))
    telling.conclude()
    if asked.options.summary is not None:
        add_summary(asked.options.summary, tally, session, asked.verb)
    return tally.code


def _publish_page(session: Session, network: ListedNetwork, task: PageTask, tally: Tally) -> int:
    """Publish the page of the network; the exit code. An error of it is told before what came of the shows."""
    try:
        return publish_page(session, network, task, {show.name: outcome for show, outcome in tally.rows})
    except BaladoError as error:
        session.console.error(error)
        return error.exit_code


def _tasks(shows: Sequence[NetworkShow], session: Session, asked: Asked) -> list[ShowTask]:
    return [
        ShowTask(show.name, str(show.folder), asked.verb, asked.arguments, session.started, session.reads, index)
        for index, show in enumerate(shows)
    ]


def _kept(session: Session, folder: Path) -> Path | None:
    """Where what the last runs told is kept: one file for a network."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return session.cache_folder(f"network-{name}.json")
