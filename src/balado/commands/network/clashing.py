"""Shows of a network that would overwrite each other: told before the run, and not published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.commands.network.told import Telling
from balado.message import say
from balado.network.task import ShowTask, withheld

if TYPE_CHECKING:
    from balado.network.clashes import Clashes

TELL_CLASHES = ("publish", "check", "status")
"""The verbs that look for clashes."""

_WITHHELD = say("Not published: it has the place or the guid of another show of the network.")


def tell_clashes(clashes: Clashes, tasks: Sequence[ShowTask], session: Session) -> int:
    """Tell what clashes with one of the shows of these tasks; the exit code: 1 where something does."""
    ordered = sorted(tasks, key=lambda task: task.index)
    faults = tuple(fault for task in ordered for fault in clashes.faults.get(task.name, ())) + clashes.page
    session.console.faults(faults)
    return int(bool(faults))


def withhold(clashes: Clashes, tasks: Sequence[ShowTask], session: Session, telling: Telling) -> list[ShowTask]:
    """The tasks whose shows clash with none; of the others it is told that they are not begun."""
    for task in tasks:
        if task.name in clashes.faults:
            telling.ended(task, withheld(session.console.text(_WITHHELD)))
    return [task for task in tasks if task.name not in clashes.faults]
