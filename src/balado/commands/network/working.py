"""Who works on the shows: processes of this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from balado.cli.session import Session
from balado.commands.network.options import RunOptions
from balado.commands.network.run_show import prepare
from balado.commands.network.told import Telling
from balado.errors import UsageError
from balado.message import say
from balado.network.pool import MOST_TRIES, EndedTask, Pool
from balado.network.task import ShowOutcome, ShowTask

LOST = say(
    "The process that worked on this show ended {count} times: killed from outside, or out of memory.",
    count=MOST_TRIES,
)


def worked_on(
    tasks: Sequence[ShowTask], options: RunOptions, session: Session, telling: Telling
) -> Iterator[EndedTask[ShowTask, ShowOutcome]]:
    """What came of each task, as they end.

    Raises UsageError and RemoteError where a cluster is asked for that cannot be had; nothing is done then.
    """
    if options.cluster is not None:
        if options.workers is not None:
            raise UsageError(say("--workers counts processes of this machine: leave it out with --cluster."))
        if tasks:
            yield from _on_cluster(tasks, options.cluster, telling)
        return
    count = max(1, min(options.workers or session.cores(), len(tasks)))
    pool: Pool[ShowTask, ShowOutcome] = Pool(prepare, count, telling.under_way)
    yield from pool.run(tasks)


def _on_cluster(
    tasks: Sequence[ShowTask], address: str, telling: Telling
) -> Iterator[EndedTask[ShowTask, ShowOutcome]]:
    from balado.network.cluster import Cluster

    with Cluster[ShowTask, ShowOutcome](prepare, address, _sent, telling.under_way) as cluster:
        telling.on_cluster(cluster.address, cluster.workers)
        yield from cluster.run(tasks, [f"{task.verb}-{task.name}" for task in tasks])


def _sent(task: ShowTask) -> ShowTask:
    """The task for another machine: a folder is that of the same whole path there, a repository is fetched there."""
    return task if task.git is not None else replace(task, root=str(Path(task.root).absolute()))
