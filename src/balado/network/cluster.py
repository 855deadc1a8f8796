"""Tasks on a Dask cluster: the same work for each of them as in a pool, done by workers on other machines.

No other module speaks with Dask. What travels is the name of a function, the task and its result. A worker that dies is
Dask's to replace, and Dask gives its task to another. A scheduler that restarts has forgotten every task: those that
have not ended are sent to it again. Either way a task may be done twice, even at once, which a transaction allows.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from balado import __version__
from balado.errors import RemoteError, UsageError
from balado.message import Message, install_command, say
from balado.network.pool import EndedTask

if TYPE_CHECKING:
    from distributed import Client, Future

Task = TypeVar("Task")
Result = TypeVar("Result")

CONFIGURED = "dask"
"""In place of an address: the scheduler that Dask's own configuration names."""

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):\d{1,5}")
_EXTRA = "cluster"
_PAUSE_SECONDS = 0.1


class OtherVersionError(Exception):
    """A worker has another version of Balado: that one, then the one that sent the task."""


def need_dask() -> None:
    """Raises UsageError, with what installs it, where Dask is not here.

    Dask says nothing on its own to the terminal, unless its configuration sets a level for that.
    """
    try:
        import dask

        if not {"logging", "logging-file-config"} & {*dask.config.config, *dask.config.config.get("distributed", {})}:
            dask.config.set(logging=dict.fromkeys(("distributed", "distributed.client"), "critical"))
        import_module("distributed")
    except ImportError as error:
        what = say("A cluster needs Dask, which is not installed: `{command}`", command=install_command(_EXTRA))
        raise UsageError(what) from error


class Cluster(Generic[Task, Result]):
    """Runs tasks on the workers of a Dask cluster. Each worker calls `prepare` once, and what that gives for its tasks.

    `prepare` is a function at the top of a module that workers have too. `sent` is what a task is on another machine.
    `told` hears which tasks are under way, each time one begins, in a thread of Dask's.
    Used with `with`, which ends the connection. Raises UsageError where Dask is not installed or the address is none,
    RemoteError where no scheduler answers.
    """

    def __init__(
        self,
        prepare: Callable[[], Callable[[Task], Result]],
        address: str,
        sent: Callable[[Task], Task] = lambda task: task,
        told: Callable[[Sequence[Task]], None] = lambda _tasks: None,
    ) -> None:
        need_dask()
        self.address = _scheduler_address(address)
        self._prepare = prepare
        self._sent = sent
        self._told = told
        self._client = _connected(self.address)

    def __enter__(self) -> Cluster[Task, Result]:
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    @property
    def workers(self) -> int:
        """How many workers there are now; more may come while tasks are waiting."""
        return len(self._client.nthreads())

    def run(self, tasks: Sequence[Task], names: Sequence[str]) -> Iterator[EndedTask[Task, Result]]:
        """The outcome of each task, as they end. The first are begun first; Dask shows them by these names.

        Who stops listening takes back what has not begun.
        """
        from distributed import as_completed

        waiting = dict(enumerate(tasks))
        begun: list[int] = []
        topic = f"balado-{uuid4().hex}"

        def begins(event: tuple[float, int]) -> None:
            begun.append(event[1])
            under_way = (waiting.get(index) for index in dict.fromkeys(begun))
            self._told([task for task in under_way if task is not None])

        while waiting:
            self._client.subscribe_topic(topic, begins)  # what had been is forgotten by a scheduler that restarts
            sent = {self._submit(waiting[index], index, names[index], topic): index for index in waiting}
            try:
                for future in as_completed(list(sent), loop=self._client.loop):
                    index = sent.pop(future)
                    with suppress(CancelledError):  # Dask cancels what it had sent to a scheduler that is gone
                        ended = _ended(waiting[index], future)
                        del waiting[index]
                        future.release()
                        yield ended
            finally:
                if sent and self._client.status == "running":
                    self._client.cancel(list(sent))
            if waiting:
                yield from self._reconnected(waiting)

    def _submit(self, task: Task, index: int, name: str, topic: str) -> Future[Any]:
        call = (self._prepare, self._sent(task), __version__, topic, index)
        return self._client.submit(_run_on_worker, *call, key=f"{name}-{uuid4().hex}", priority=-index)

    def _reconnected(self, waiting: dict[int, Task]) -> Iterator[EndedTask[Task, Result]]:
        """Wait for Dask to find the scheduler again; where it gives that up, all that waits ends without a result."""
        while self._client.status == "connecting":
            time.sleep(_PAUSE_SECONDS)
        if self._client.status != "running":
            reason = say("The scheduler at {address} went away, and did not come back.", address=self.address)
            while waiting:
                yield EndedTask(waiting.pop(min(waiting)), None, reason)


def _scheduler_address(given: str) -> str:
    import dask

    address = dask.config.get("scheduler-address", None) if given == CONFIGURED else given
    if address is None:
        what = say("Dask's configuration names no scheduler.")
        remedy = say("Set DASK_SCHEDULER_ADDRESS, or give the address: --cluster tcp://scheduler:8786")
        raise UsageError(say("{what} {remedy}", what=what, remedy=remedy))
    if not _ADDRESS.fullmatch(str(address)):
        remedy = say("Write one like tcp://scheduler:8786, or tls://scheduler:8786.")
        raise UsageError(say("“{text}” is no address of a scheduler. {remedy}", text=str(address), remedy=remedy))
    return str(address)


def _connected(address: str) -> Client:
    from distributed import Client

    try:
        return Client(address, set_as_default=False)
    except TypeError as error:  # TLS without its files
        what = say("Dask's configuration names no certificates for {address}.", address=address)
        remedy = say("Name them there, under `distributed.comm.tls`, or leave --cluster out.")
        raise UsageError(say("{what} {remedy}", what=what, remedy=remedy)) from error
    except (OSError, ValueError, RuntimeError) as error:  # their texts are Dask's, in English
        what = say("No scheduler answers at {address}.", address=address)
        remedy = say("Start it there (`dask scheduler`), or leave --cluster out.")
        raise RemoteError(say("{what} {remedy}", what=what, remedy=remedy)) from error


def _ended(task: Task, future: Future[Any]) -> EndedTask[Task, Any]:
    error = future.exception()
    if error is None:
        return EndedTask(task, future.result())
    from distributed import KilledWorker

    return EndedTask(task, None, _reason(error), isinstance(error, KilledWorker))


def _reason(error: BaseException) -> Message:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return say("Each worker that had this task ended: killed from outside, or out of memory.")
    if isinstance(error, OtherVersionError):
        there, here = error.args
        return say(
            "A worker has Balado {there}, and this is {here}: install the same version on all of them.",
            there=there,
            here=here,
        )
    text = f"{type(error).__name__}: {error}"
    return say(
        "A worker could not run it ({text}). Workers need Balado {here}: `{command}`",
        text=text,
        here=__version__,
        command=install_command(_EXTRA),
    )


@cache
def _prepared(prepare: Callable[[], Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """What a worker does for each task, made once for its life."""
    return prepare()


def _run_on_worker(
    prepare: Callable[[], Callable[[Task], Result]], task: Task, version: str, topic: str, index: int
) -> Result:
    """The work for one task, whose beginning is told. Raises OtherVersionError on a worker of another version."""
    from distributed import get_worker

    if version != __version__:
        raise OtherVersionError(__version__, version)
    get_worker().log_event(topic, index)
    result: Result = _prepared(prepare)(task)
    return result
