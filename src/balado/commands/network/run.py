"""A verb for all shows of a network: which, in what order, by whom, and what came of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.commands.network.clashing import TELL_CLASHES, tell_clashes, withhold
from balado.commands.network.options import RunOptions
from balado.commands.network.page import ListedNetwork, PageTask, publish_page
from balado.commands.network.summary import add_summary, refuse_unwritable
from balado.commands.network.told import Telling
from balado.commands.network.working import LOST, worked_on
from balado.errors import BaladoError, UsageError
from balado.message import say
from balado.network.last_runs import moment, recall, remember
from balado.network.order import LastRun, in_order
from balado.network.tally import Tally
from balado.network.task import GitSource, ShowTask, lost

if TYPE_CHECKING:
    from balado.network.model import ListedShow, Network
    from balado.network.shows import NetworkShow

_MAKE_FILES = ("master", "transcribe")


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
    from balado.network.clashes import Clashes, find_clashes
    from balado.network.read import read_network  # pydantic comes with it, which no worker needs for it
    from balado.network.shows import chosen, list_shows

    if asked.options.summary is not None:
        refuse_unwritable(asked.options.summary)
    reading = read_network(asked.folder)
    found = list_shows(reading, asked.folder)
    session.console.faults((*reading.faults, *found.faults))
    shows = () if asked.page and asked.page.alone else chosen(found.shows, asked.options.only)
    _refuse_needless(asked, reading.sound())
    here = tuple(show for show in shows if show.folder is not None or _is_fetched(show, asked.verb))
    tally = Tally(int(any(fault.severity == "error" for fault in found.faults)))
    telling = Telling(asked.verb, session, tally)
    telling.begin(len(here), [show.name for show in shows if show not in here])
    kept = _kept(session, asked.folder)
    known = recall(kept)
    tasks: Sequence[ShowTask] = in_order(_tasks(here, session, asked, reading.raw), known, session.started)
    every = tuple(_where_fetched(show, session, asked, reading.raw) for show in found.shows)
    clashes = find_clashes(reading, every, asked.folder) if asked.verb in TELL_CLASHES else Clashes({})
    tally.code = max(tally.code, tell_clashes(clashes, tasks, session))
    if asked.verb == "publish":
        tasks = withhold(clashes, tasks, session, telling)
    try:
        for ended in worked_on(tasks, asked.options, session, telling):
            outcome = ended.result or lost(session.console.text(ended.reason or LOST))
            known[ended.task.name] = LastRun(moment(outcome.next_due), outcome.seconds)
            telling.ended(ended.task, outcome)
    finally:
        session.console.stop_meter()
        if asked.verb == "publish":
            remember(kept, known)
    if asked.page is not None and not clashes.page and (asked.page.alone or reading.sound().publish is not None):
        network = ListedNetwork(reading, asked.folder, every)
        tally.code = max(tally.code, _publish_page(session, network, asked.page, tally))
    telling.conclude()
    if asked.options.summary is not None:
        add_summary(asked.options.summary, tally, session, asked.verb)
    return tally.code


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


def _is_fetched(show: NetworkShow, verb: str) -> bool:
    """Whether a show is fetched from its repository: not where files would be made in it, which nobody would keep."""
    return show.listed.git is not None and verb not in _MAKE_FILES


def _tasks(shows: Sequence[NetworkShow], session: Session, asked: Asked, shared: bytes) -> list[ShowTask]:
    def task(index: int, show: NetworkShow) -> ShowTask:
        root = show.name if show.folder is None else str(show.folder)
        source = _source(show.listed, _named(asked.folder), shared)
        return ShowTask(show.name, root, asked.verb, asked.arguments, session.started, session.reads, index, source)

    return [task(index, show) for index, show in enumerate(shows)]


def _where_fetched(show: NetworkShow, session: Session, asked: Asked, shared: bytes) -> NetworkShow:
    """A show in a repository with the folder that it was fetched into, by this run or an earlier one."""
    source, cache = _source(show.listed, _named(asked.folder), shared), session.cache_folder("networks")
    if source is None or cache is None:
        return show
    from balado.network.checkout import folder_of

    folder = folder_of(source, cache)
    return replace(show, folder=folder) if folder.is_dir() else show


def _source(listed: ListedShow, network: str, shared: bytes) -> GitSource | None:
    return None if listed.git is None else GitSource(listed.git, listed.revision, listed.path, network, shared)


def _kept(session: Session, folder: Path) -> Path | None:
    """Where what the last runs told is kept: one file for a network."""
    return session.cache_folder(f"network-{_named(folder)}.json")


def _named(folder: Path) -> str:
    """A name for the network in this folder that no other has on this computer."""
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
