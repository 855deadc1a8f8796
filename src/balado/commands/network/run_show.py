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
from collections.abc import Callable, Mapping
from pathlib import Path
from platform import node
from typing import TYPE_CHECKING, Any

from balado.cli.main import run_verb
from balado.cli.session import Session
from balado.errors import UsageError
from balado.message import say
from balado.network.task import ShowOutcome, ShowTask

if TYPE_CHECKING:
    from balado.store.connections import Connections

_GARBAGE_OBJECTS = 50_000
"""A worker lives long: it looks for circles more often than a single run does, so that its memory stays flat."""


def run_show(task: ShowTask, connections: Connections | None = None) -> ShowOutcome:
    """Run the verb of a task, as `balado <verb> --show <root>` does; nothing is printed, and no error is raised.

    Other shows of this process share the `connections`.
    """
    began = time.monotonic()
    out, err = io.StringIO(), io.StringIO()
    session = Session(started=task.started, streams=(out, err), connections=connections)
    called = ["--lang", task.language, task.verb, "--show", task.root, *task.arguments, "--format", "json"]
    code = run_verb(called, session) if Path(task.root).is_dir() else _not_here(task, session)
    events = tuple(_events(out.getvalue()))
    return ShowOutcome(code, events, time.monotonic() - began)


def _not_here(task: ShowTask, session: Session) -> int:
    """Tell that the folder is not on this machine; the exit code."""
    session.language, session.as_json = task.language, True
    what = say("The machine {name}, which works on this show, has no folder {path}.", name=node(), path=task.root)
    remedy = say("Workers of a cluster must see the folders of shows at the same path as the machine that sends them.")
    error = UsageError(say("{what} {remedy}", what=what, remedy=remedy))
    session.console.error(error)
    return error.exit_code


def prepare() -> Callable[[ShowTask], ShowOutcome]:
    """What a worker of the pool does for each task: the connections to stores are shared by all of them."""
    from balado.store.connections import Connections

    gc.set_threshold(_GARBAGE_OBJECTS)
    connections = Connections()
    return lambda task: run_show(task, connections)


def _events(told: str) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in told.splitlines() if line.startswith("{")]
