"""Which shows of a network are counted together, since they are counted from the same logs; and how each is opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from balado.edition.open import open_store, target_of
from balado.network.folder_name import SHOW_WORD
from balado.network.task import Group, ShowTask
from balado.statistics.collect import Tabulated
from balado.statistics.group.log_group import GroupedShow
from balado.statistics.tabulate import is_published, tabulate
from balado.store.target import Target

if TYPE_CHECKING:
    from balado.store.connections import Connections

_LOGS = "--logs="


def grouped(tasks: Sequence[ShowTask], arguments: Sequence[str]) -> list[Group]:
    """The tasks in groups, in their order: one of all where all logs are every show's, or else one of each.

    `arguments` are those that are given for all shows, before `{show}` is replaced.
    """
    places = [argument for argument in arguments if argument.startswith(_LOGS)]
    if not places or any(SHOW_WORD in place for place in places):
        return [(task,) for task in tasks]
    return [tuple(tasks)] if tasks else []


def opened(task: ShowTask, connections: Connections) -> GroupedShow:
    """The show of a task. One elsewhere is not fetched for that: what its settings say is known.

    Raises what opening it raises.
    """
    if task.source is None:
        store = open_store(Path(task.root), {})
        return GroupedShow(store.settings, partial(_tabulated, store.target))
    target = target_of(task.settings, Path(task.root), connections=connections)
    return GroupedShow(task.settings, partial(_tabulated, target))


def _tabulated(target: Target, path: Path) -> Tabulated | None:
    return tabulate(target, path) if is_published(target) else None
