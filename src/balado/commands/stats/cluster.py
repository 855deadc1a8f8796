"""Counting on the workers of a Dask cluster: what is sent to them, and what becomes of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from balado.cli.session import Session
from balado.commands.network.told import tell_cluster
from balado.commands.stats.on_worker import prepare
from balado.errors import RemoteError
from balado.message import say
from balado.network.cluster import Cluster
from balado.statistics.count_task import CountedLogs, CountTask
from balado.statistics.counter import Counter, ToCount
from balado.statistics.spread import SpreadCounter


def counter_on(address: str, session: Session) -> Callable[[ToCount], Counter]:
    """Makes the counter of a run, which counts on the workers of the cluster at this address.

    It raises UsageError and RemoteError where that cannot be had, or a worker cannot do what it is asked for.
    """

    def run(tasks: Mapping[str, CountTask]) -> Iterator[tuple[str, CountedLogs]]:
        if not tasks:
            return
        names = {id(task): name for name, task in tasks.items()}
        with Cluster[CountTask, CountedLogs](prepare, address) as cluster:
            tell_cluster(session, cluster.address, cluster.workers)
            session.console.start_count(len(tasks), say("Counting"))
            try:
                for ended in cluster.run(list(tasks.values()), list(tasks)):
                    if ended.result is None:
                        raise RemoteError(ended.reason or say("The cluster gave no result."))
                    if ended.result.error is not None:
                        raise ended.result.error
                    session.console.advance_meter(1)
                    yield names[id(ended.task)], ended.result
            finally:
                session.console.stop_meter()

    return lambda to_count: SpreadCounter(to_count, run)
