"""Who works on the shows: processes of this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.commands.network.options import RunOptions
from balado.commands.network.run_show import prepare, run_show
from balado.commands.network.told import Telling, tell_cluster
from balado.errors import UsageError
from balado.message import say
from balado.network.pool import MOST_TRIES, EndedTask, Pool
from balado.network.task import Group, Outcomes, ShowOutcome, ShowTask, lost
from balado.store.whole_path import whole_path

if TYPE_CHECKING:
    from balado.network.cluster import Cluster

_LOST = say(
    "The process that worked on this show ended {count} times: killed from outside, or out of memory.",
    count=MOST_TRIES,
)
_PARALLEL = 8

Ended = EndedTask[ShowTask, ShowOutcome]


class Workers:
    """Who works on the shows of a run. Used with `with`, which ends the connection to a cluster.

    Raises UsageError where what is asked for cannot be.
    """

    def __init__(self, options: RunOptions, session: Session, telling: Telling) -> None:
        if options.cluster is not None and options.workers is not None:
            raise UsageError(say("--workers counts processes of this machine: leave it out with --cluster."))
        self._options = options
        self.session = session
        self.telling = telling
        self._ending = ExitStack()
        self._cluster: Cluster[Group, Outcomes] | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        self._ending.close()

    def fetch(self, tasks: Sequence[ShowTask]) -> Iterator[Ended]:
        """What came of fetching settings, as the tasks end; on this machine by threads, which wait for others.

        Raises UsageError and RemoteError where a cluster is asked for that cannot be had.
        """
        if self._options.cluster is not None or not tasks:
            yield from self.run([(task,) for task in tasks])
            return
        from balado.store.connections import Connections

        fetch = partial(run_show, connections=Connections())
        with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="fetch") as threads:
            for task, outcome in zip(tasks, threads.map(fetch, tasks), strict=True):
                yield EndedTask(task, outcome)

    def run(self, groups: Sequence[Group]) -> Iterator[Ended]:
        """What came of each task, as the groups end. Raises as `fetch` does; nothing is done then.

        Of a group whose worker ended each time, the shows are tried one by one: it may be one of them that ends it.
        """
        apart: list[Group] = []
        for ended in self._run(groups):
            if ended.result is None and ended.is_worker_gone and len(ended.task) > 1:
                apart += [(task,) for task in ended.task]
                continue
            outcomes = ended.result or (None,) * len(ended.task)
            for task, outcome in zip(ended.task, outcomes, strict=True):
                yield EndedTask(task, outcome, ended.reason)
        if apart:
            yield from self.run(apart)

    def _run(self, groups: Sequence[Group]) -> Iterator[EndedTask[Group, Outcomes]]:
        if not groups:
            return
        if self._options.cluster is not None:
            names = [f"{group[0].verb}-{group[0].name}" for group in groups]
            yield from self._connected(self._options.cluster).run(groups, names)
            return
        count = max(1, min(self._options.workers or self.session.cores(), len(groups)))
        pool: Pool[Group, Outcomes] = Pool(prepare, count, self.telling.under_way)
        yield from pool.run(groups)

    def _connected(self, address: str) -> Cluster[Group, Outcomes]:
        from balado.network.cluster import Cluster

        if self._cluster is None:
            made = Cluster[Group, Outcomes](prepare, address, _sent, self.telling.under_way)
            self._cluster = self._ending.enter_context(made)
            tell_cluster(self.session, made.address, made.workers)
        return self._cluster


def outcome_of(ended: Ended, session: Session) -> ShowOutcome:
    """What came of a task, also where no worker lived to say it."""
    return ended.result or lost(session.console.text(ended.reason or _LOST))


def _sent(group: Group) -> Group:
    """The tasks for another machine: a folder is that of the same whole path there, one elsewhere is fetched there."""
    return tuple(
        task if task.source is not None else replace(task, root=str(whole_path(Path(task.root)))) for task in group
    )
