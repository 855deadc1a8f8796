"""A pool of processes that stay warm: each runs one task after the other, and one that dies is replaced.

Every publication is a transaction that may be killed at any moment and run again: the record of a generation is created
once or not at all, what was uploaded is found there, and a run that finds its own work finished has nothing to do. So a
task whose worker died is simply run again, by another one.

A process takes one task at a time and gets the next when it is done: a long one holds up nobody but its own process.

The pools of `concurrent.futures` and `multiprocessing` cannot be had here. Where a process of the first is killed, the
whole pool is broken (BrokenProcessPool) with every task that it holds; the second waits for ever for the lost task.
"""

from __future__ import annotations

import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from os import _exit
from typing import Generic, TypeVar

from balado.message import Message

Task = TypeVar("Task")
Result = TypeVar("Result")

MOST_TRIES = 3
"""A task whose worker died so often is not tried again: it may be what kills them."""

_PATIENCE_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class EndedTask(Generic[Task, Result]):
    """A task that is done. `result` is None where its worker died each time, or for the reason that is given.

    `is_worker_gone` tells the first of these, also where a reason says so.
    """

    task: Task
    result: Result | None
    reason: Message | None = None
    is_worker_gone: bool = False


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: SpawnProcess
    line: Connection
    task: Task | None = None


class Pool(Generic[Task, Result]):
    """Runs tasks in `count` processes. Each calls `prepare` once, and what that gives for each of its tasks.

    `prepare` is a function at the top of a module; tasks and results can be pickled. `told` hears which tasks are under
    way, each time that changes.
    """

    def __init__(
        self,
        prepare: Callable[[], Callable[[Task], Result]],
        count: int,
        told: Callable[[Sequence[Task]], None] = lambda _tasks: None,
    ) -> None:
        self._prepare = prepare
        self._count = count
        self._told = told
        self._workers: list[_Worker[Task]] = []
        self._context = get_context("spawn")

    def run(self, tasks: Sequence[Task]) -> Iterator[EndedTask[Task, Result]]:
        """The outcome of each task, as they end; they are begun in this order."""
        waiting, tries = deque(tasks), Counter[int]()
        try:
            while waiting or any(worker.task is not None for worker in self._workers):
                self._hand_out(waiting, tries)
                for worker in self._heard():
                    task, result = worker.task, self._received(worker)
                    if task is None:
                        continue
                    if result is None and tries[id(task)] < MOST_TRIES:
                        waiting.appendleft(task)
                    else:
                        yield EndedTask(task, result, is_worker_gone=result is None)
        finally:
            self._end()

    def _hand_out(self, waiting: deque[Task], tries: Counter[int]) -> None:
        idle = [worker for worker in self._workers if worker.task is None]
        while waiting and (idle or len(self._workers) < self._count):
            worker = idle.pop() if idle else self._begun()
            worker.task = task = waiting.popleft()
            tries[id(task)] += 1
            with suppress(OSError):  # it died meanwhile: its line tells so next
                worker.line.send(task)
        self._told([worker.task for worker in self._workers if worker.task is not None])

    def _begun(self) -> _Worker[Task]:
        here, there = self._context.Pipe()
        process = self._context.Process(target=serve, args=(there, self._prepare), daemon=True)
        process.start()
        there.close()
        worker: _Worker[Task] = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _heard(self) -> list[_Worker[Task]]:
        """The workers that answered, or died."""
        ready = wait([worker.line for worker in self._workers])
        return [worker for worker in self._workers if worker.line in ready]

    def _received(self, worker: _Worker[Task]) -> Result | None:
        """What a worker answered; None where it died, which takes it out of the pool."""
        try:
            result: Result = worker.line.recv()
        except (EOFError, OSError):
            self._workers.remove(worker)
            worker.line.close()
            worker.process.join()
            return None
        worker.task = None
        return result

    def _end(self) -> None:
        """End every process, politely first: what is half done takes itself away."""
        for worker in self._workers:
            worker.line.close()
            if worker.task is not None:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def serve(line: Connection, prepare: Callable[[], Callable[[Task], Result]]) -> None:
    """Do in a worker what comes over the line, until that is closed; end with the process that began it."""
    stopped = threading.Event()

    def stop(_signal: int, _frame: object) -> None:
        stopped.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of Ctrl-C the process that began it decides
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    with closing(line), suppress(KeyboardInterrupt, EOFError, OSError):
        work = prepare()
        while True:
            result = work(line.recv())
            if stopped.is_set():  # what was interrupted is no result: another worker does it again
                return
            line.send(result)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        _exit(1)
