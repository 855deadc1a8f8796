"""Which show comes first: the one that has something due longest. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from balado.network.task import ShowTask


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run of a show told: when something of it is due next, None where nothing is; what it took."""

    next_due: datetime | None = None
    seconds: float = 0.0


def in_order(tasks: Sequence[ShowTask], known: Mapping[str, LastRun], now: datetime) -> tuple[ShowTask, ...]:
    """First what is due, the longest overdue before all; then what is not known yet; then the rest by what it took.

    What took long comes before what was quick, so that no process is left alone with it at the end. Otherwise the order
    is that of network.yaml.
    """

    def place(task: ShowTask) -> tuple[int, float, int]:
        last = known.get(task.name)
        if last is None:
            return (1, 0.0, task.index)
        if last.next_due is not None and last.next_due <= now:
            return (0, last.next_due.timestamp(), task.index)
        return (2, -round(last.seconds), task.index)

    return tuple(sorted(tasks, key=place))
