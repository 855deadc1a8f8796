"""Shows elsewhere, in repositories and buckets: their settings are fetched before anything is done for any show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.commands.network.working import Workers, outcome_of
from balado.network.elsewhere import BucketSource, GitSource, ShowSource
from balado.network.task import FETCH, ShowOutcome, ShowTask
from balado.source.folder import SHOW_FILE

if TYPE_CHECKING:
    from balado.network.shows import NetworkShow

_MAKE_FILES = ("master", "transcribe")


@dataclass(frozen=True, slots=True)
class FetchedShows:
    """Chosen shows once those elsewhere were fetched: `here` are those to work on, `listed` the names of the others.

    `failed` says of some of those here, by name, why they could not be fetched.
    """

    here: tuple[NetworkShow, ...]
    listed: tuple[str, ...]
    failed: dict[str, ShowOutcome]


def located(show: NetworkShow, network: str, shared: bytes, session: Session) -> NetworkShow:
    """A show elsewhere with its source, and the folder that an earlier run fetched it into, if one did.

    `network` tells one network from another, `shared` are the bytes of its network.yaml.
    """
    listed, cache = show.listed, session.cache_folder("networks")
    source: ShowSource
    if listed.git is not None:
        source = GitSource(listed.git, listed.revision, listed.path, network, shared)
    elif listed.bucket is not None:
        source = BucketSource(listed.bucket, listed.endpoint, listed.region, network, shared)
    else:
        return show
    from balado.network.fetch import folder_of

    folder = None if cache is None else folder_of(source, cache)
    is_there = folder is not None and (folder / SHOW_FILE).is_file()
    return replace(show, source=source, folder=folder if is_there else None)


def forget_copies(shows: Iterable[NetworkShow], network: str, session: Session) -> None:
    """Remove what was fetched of shows that the network lists no more: of any but `shows`, which count as used now."""
    cache = session.cache_folder("networks")
    if cache is None or not cache.is_dir():
        return
    from balado.network.left_copies import forget_unlisted

    forget_unlisted(cache, network, [show.source for show in shows if show.source is not None])


def fetch_settings(shows: Sequence[NetworkShow], verb: str, workers: Workers) -> FetchedShows:
    """Fetch the settings of those of these shows that are elsewhere. A verb that makes files leaves these shows out.

    Raises UsageError and RemoteError where a cluster is asked for that cannot be had.
    """
    session = workers.session
    sought = [] if verb in _MAKE_FILES else [show for show in shows if show.source is not None]
    workers.telling.fetch(len(sought))
    tasks = [task_of(show, FETCH, (), session, index) for index, show in enumerate(sought)]
    outcomes: dict[str, ShowOutcome] = {}
    for ended in workers.fetch(tasks):
        outcomes[ended.task.name] = outcome_of(ended, session)
        session.console.advance_meter(1)
    session.console.stop_meter()
    here = tuple(found for show in shows if (found := _found(show, outcomes.get(show.name))) is not None)
    names = {show.name for show in here}
    failed = {name: outcome for name, outcome in outcomes.items() if outcome.code}
    return FetchedShows(here, tuple(show.name for show in shows if show.name not in names), failed)


def _found(show: NetworkShow, outcome: ShowOutcome | None) -> NetworkShow | None:
    """The show with what was found, its repository at the commit that was: all that follows is of that one.

    None for a show that is only listed.
    """
    if show.source is None:
        return None if show.folder is None else show
    if outcome is None or (not outcome.code and outcome.fetched is None):
        return None
    if outcome.fetched is None:
        return show
    source = replace(show.source, commit=outcome.fetched.commit) if isinstance(show.source, GitSource) else show.source
    return replace(show, source=source, fetched=outcome.fetched)


def task_of(show: NetworkShow, verb: str, arguments: tuple[str, ...], session: Session, index: int) -> ShowTask:
    """The task of running a verb for a show, which comes so many-th in the network."""
    root = show.name if show.source is not None or show.folder is None else str(show.folder)
    settings = {} if show.fetched is None else show.fetched.settings
    return ShowTask(show.name, root, verb, arguments, session.started, session.reads, index, show.source, settings)
