"""What a worker of a cluster does to count: reads logs that it sees, in a folder of its own, with keys of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from platform import node
from traceback import extract_tb

from balado.cli.session import Session
from balado.errors import BaladoError, RemoteError, UsageError
from balado.message import Message, say
from balado.statistics.count_task import CountedLogs, CountTask, count_logs
from balado.statistics.sources import ListedLog
from balado.statistics.workspace import work_folder

_COARSE_NANOSECONDS = 2_000_000_000
"""FAT keeps times to two seconds, some network file systems to one."""


def prepare() -> Callable[[CountTask], CountedLogs]:
    """What a worker does for each task."""
    cache = Session().cache_folder("statistics")
    return lambda task: run_count(task, cache)


def run_count(task: CountTask, cache: Path | None) -> CountedLogs:
    """Do a task in a new folder below `cache`, which is gone afterwards. Raises nothing: an error is an outcome.

    Dask writes what is raised to the logs of workers, and the text of an error of a database quotes lines with
    addresses. Of what is no error of ours only the kind is told, and where in the program it was.
    """
    try:
        for log, inode in zip(task.logs, task.inodes, strict=True):
            if log.path is not None:
                _refuse_unseen(log.path, log, inode)
        with work_folder(cache) as folder:
            return count_logs(task, folder)
    except BaladoError as error:
        return CountedLogs(error=type(error)(_on_this_machine(error.message)))
    except Exception as error:  # noqa: BLE001 (see above)
        place = extract_tb(error.__traceback__)[-1]
        kind, where = type(error).__name__, f"{Path(place.filename).name}:{place.lineno}"
        what = say("counting ended with {kind} ({where}).", kind=kind, where=where)
        return CountedLogs(error=RemoteError(_on_this_machine(what)))


def _on_this_machine(what: Message) -> Message:
    return say("On the worker {name}: {what}", name=node(), what=what)


def _refuse_unseen(path: Path, log: ListedLog, inode: int) -> None:
    """Raises UsageError where this machine has no such log, or another one at the same path.

    What is read must be what the machine that gives the command has listed. Its lines are not compared: the same log
    has the same size and the same time of its last change, as exactly as coarse file systems keep it; or it has grown
    since, and then the same inode. What file systems tell otherwise of one file is refused.
    """
    try:
        found = path.stat()
    except OSError:
        what = say("there is no log {path}.", path=str(path))
    else:
        is_same = found.st_size == log.byte_size and abs(found.st_mtime_ns - int(log.version)) <= _COARSE_NANOSECONDS
        if is_same or (found.st_ino == inode and found.st_size >= log.byte_size):
            return
        what = say("{path} is another log than the one that was listed.", path=str(path))
    remedy = say(
        "Workers of a cluster must see a folder of logs, the same one, at the path that it has where the command is "
        "given; or the logs lie in a bucket."
    )
    raise UsageError(say("{what} {remedy}", what=what, remedy=remedy))
