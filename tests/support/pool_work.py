"""What the processes of a pool do in its tests: they import it by its name."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from balado.commands.network.run_show import prepare
from balado.network.task import Group, Outcomes, ShowOutcome


def squares() -> Callable[[int], int]:
    return lambda number: number * number


def dying() -> Callable[[Path], int]:
    """Dies of the first task with a name, once; of one that is called `each`, each time."""

    def work(path: Path) -> int:
        tries = len(list(path.parent.glob(f"{path.name}.*")))
        path.with_name(f"{path.name}.{tries}").touch()
        if path.name == "each" or (path.name == "once" and tries == 0):
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    return work


def waiting() -> Callable[[Path], str]:
    """A task called `long` ends when the others have ended."""

    def work(path: Path) -> str:
        while path.name == "long" and len(list(path.parent.glob("*.done"))) < 3:
            time.sleep(0.01)
        path.with_name(f"{path.name}.done").touch()
        return path.name

    return work


def killed_publisher(marks: Path, step: int) -> Callable[[Group], Outcomes]:
    """Runs verbs as a worker does; but at a write below a show, counted, the process is gone: once for each show."""
    run, writes = prepare(), count(1)

    def mark_of(path: str) -> Path | None:
        below = path.partition("/shows/")[2]
        return marks / below.partition("/")[0] if below and next(writes) == step else None

    _end_at_writes(mark_of)
    return run


def killed_counter(marks: Path, place: str) -> Callable[[Group], Outcomes]:
    """Counts shows together as a worker does; but the first that writes below `place` ends the process, once."""
    run = prepare()
    _end_at_writes(lambda path: marks / "killed" if place in path else None)
    return run


def _end_at_writes(mark_of: Callable[[str], Path | None]) -> None:
    """From now on this process is gone at a write to a path that has a mark, once for each mark."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str):
            return
        flags = arguments[2]
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) and (mark := mark_of(arguments[0])) is not None:
            with suppress(FileExistsError):
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def dying_of_b() -> Callable[[Group], Outcomes]:
    """Does shows, but for one named `b`, at which the process ends, each time."""

    def work(group: Group) -> Outcomes:
        if any(task.name == "b" for task in group):
            os.kill(os.getpid(), signal.SIGKILL)
        return tuple(ShowOutcome(0, seconds=1.0) for _ in group)

    return work
