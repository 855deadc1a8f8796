"""One verb for one show, as a worker runs it. On this machine or another it is the same function.

What it is given and what it gives back is small, can be pickled and holds no credential: whoever runs it finds the keys
of the store as boto3 does. A task may be run twice, and again after it was cut short: each verb leaves the show in a
state from which it can be called again.
"""

from __future__ import annotations

import gc
import io
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from platform import node
from typing import TYPE_CHECKING, Any

from balado.cli.main import run_verb
from balado.cli.session import Session
from balado.errors import BaladoError, UsageError
from balado.message import say
from balado.network.task import FETCH, Group, Outcomes, ShowOutcome, ShowTask
from balado.store.place import is_bucket

if TYPE_CHECKING:
    from balado.network.fetch import Fetcher
    from balado.statistics.group.log_group import LogGroup, LogsOfShow
    from balado.store.connections import Connections

_GARBAGE_OBJECTS = 50_000
"""A worker lives long: it looks for circles more often than a single run does, so that its memory stays flat."""


def run_show(task: ShowTask, connections: Connections | None = None, logs: LogsOfShow | None = None) -> ShowOutcome:
    """Run the verb of a task, as `balado <verb> --show <root>` does; nothing is printed, and no error is raised.

    Other shows of this process share the `connections`, and those of a group the `logs` that they are counted from.
    """
    began = time.monotonic()
    out, err = io.StringIO(), io.StringIO()
    session = Session(
        as_json=True,
        language=task.language,
        started=task.started,
        streams=(out, err),
        connections=connections,
        logs=logs,
    )
    code, fetched = 0, None
    try:
        if task.source is not None and task.verb == FETCH:
            fetched = _fetcher(session).look(task.source, task.name)
        else:
            with _folder(task, session) as root:
                called = ["--lang", task.language, task.verb, "--show", root, *task.arguments, "--format", "json"]
                code = run_verb(called, session)
    except BaladoError as error:
        session.console.error(error)
        code = error.exit_code
    events = tuple(_events(out.getvalue()))
    return ShowOutcome(code, events, time.monotonic() - began, fetched)


@contextmanager
def _folder(task: ShowTask, session: Session) -> Iterator[str]:
    """The folder of a show, nobody else's meanwhile where it was fetched. Raises UsageError where it cannot be used."""
    if task.source is None:
        yield _seen(task)
        return
    with _fetcher(session).fetched(task.source) as folder:
        if task.verb == "publish":
            _refuse_cache(folder)
        yield str(folder)


def _seen(task: ShowTask) -> str:
    """The folder of a show that this machine sees. Raises UsageError where it does not, on a cluster."""
    if not Path(task.root).is_dir():
        what = say("The machine {name}, which works on this show, has no folder {path}.", name=node(), path=task.root)
        remedy = say(
            "Workers of a cluster must see the folders of shows at the same path as the machine that sends them."
        )
        raise UsageError(say("{what} {remedy}", what=what, remedy=remedy))
    return task.root


def _fetcher(session: Session) -> Fetcher:
    from balado.network.fetch import Fetcher

    cache = session.cache_folder("networks")
    if cache is None:
        raise UsageError(say("There is no folder to fetch into: set BALADO_CACHE_DIR."))
    return Fetcher(cache, session.environment(), session.connections)


def _forget_unused(session: Session) -> None:
    """A worker removes what was fetched to its machine long ago: nobody else knows of that."""
    cache = session.cache_folder("networks")
    if cache is not None and cache.is_dir():
        from balado.network.left_copies import forget_unused

        forget_unused(cache, session.started)


def _refuse_cache(folder: Path) -> None:
    """Neither a show nor its record is kept where nobody would look for it, and where it may be deleted."""
    from balado.source.files import scan
    from balado.source.settings import publish_settings

    settings = publish_settings(scan(folder))
    to = settings.get("to", "")
    if not (is_bucket(to) and is_bucket(settings.get("state", to))):
        raise UsageError(
            say(
                "A show in a repository or in a bucket is fetched into a cache, and cannot be published to a folder of "
                "it, nor its record be kept there. Write a bucket under `publish` in feed.yaml."
            )
        )


def prepare() -> Callable[[Group], Outcomes]:
    """What a worker does for the shows of a group, one after the other: several read the logs together.

    The connections to stores are shared by all groups that it does.
    """
    from balado.store.connections import Connections

    gc.set_threshold(_GARBAGE_OBJECTS)
    _forget_unused(Session())
    connections = Connections()

    def run(group: Group) -> Outcomes:
        if len(group) == 1:
            return tuple(run_show(task, connections) for task in group)
        with _log_group(group, connections) as logs:
            return tuple(run_show(task, connections, logs.of(task.name)) for task in group)

    return run


def _log_group(group: Group, connections: Connections) -> LogGroup:
    from balado.commands.network.grouped import opened
    from balado.statistics.group.log_group import LogGroup

    cache = Session().cache_folder("statistics")
    return LogGroup({task.name: partial(opened, task, connections) for task in group}, cache)


def _events(told: str) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in told.splitlines() if line.startswith("{")]
