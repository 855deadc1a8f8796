"""Work at once: a share of many things on each core, or works side by side, in processes that copy this one.

A copy shares nothing back but its answer, waits for nobody, and ends with its work or with the process that it copies:
an import that is killed leaves none behind, which would keep its lock. Where a process cannot be copied safely
(Windows, macOS) or not at all (a limit on processes), and for a few things, all of it happens here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")
Other = TypeVar("Other")

_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_NO_ANSWER = 1
_LEAST = 200
"""So many things are worth a process of their own."""


def on_all_cores(work: Callable[[Thing], Answer], things: Sequence[Thing], cores: int | None = None) -> list[Answer]:
    """What `work` gives of each thing, in their order; its answers can be pickled. Raises what `work` raises.

    `cores` is how many processes work at most; None: as many as there are cores.
    """
    count = min(cores or os.cpu_count() or 1, len(things) // _LEAST) if _can_copy() else 1
    if count < 2:
        return [work(one) for one in things]
    first, *others = (things[place::count] for place in range(count))
    done = [work(first[0])]  # loads what the work needs, so that no copy has to
    with _copies_at(work, others) as copies:
        done += [work(one) for one in first[1:]]
        shares = [done, *(_taken(copy, work, share) for copy, share in zip(copies, others, strict=True))]
    return [shares[place % count][place // count] for place in range(len(things))]


def side_by_side(
    copied: Sequence[Callable[[], Answer]], here: Callable[[], Other], size: int, cores: int | None = None
) -> tuple[list[Answer], Other]:
    """What these works give: each of the first in a copy of this process, its answer pickled, the other one here.

    `size` is of how many things they tell: few are not worth a process. Raises what any of them raises. There may be
    more works than cores: the system lets them take turns.
    """
    if not _can_copy() or size < _LEAST or (cores or os.cpu_count() or 1) < 2:
        return [work() for work in copied], here()
    with _copies_at(_done, [[work] for work in copied]) as copies:
        other = here()
        return [_taken(copy, _done, [work])[0] for copy, work in zip(copies, copied, strict=True)], other


def _done(work: Callable[[], Answer]) -> Answer:
    return work()


def _can_copy() -> bool:
    """Not where endings of processes are ignored, as some programs let those do that they start: none has a status."""
    return sys.platform == "linux" and signal.getsignal(signal.SIGCHLD) != signal.SIG_IGN


@dataclass(slots=True)
class _Copy:
    """A copy of this process. `is_gone` once it was waited for, or where the system refused it."""

    process: int
    answer: BinaryIO
    is_gone: bool = False

    def wait(self) -> int:
        """Its status at its end."""
        if self.is_gone:
            return _NO_ANSWER
        _, status = os.waitpid(self.process, 0)
        self.is_gone = True
        return status

    def end(self) -> None:
        """End it where nobody needs its answer any more."""
        self.answer.close()
        if not self.is_gone:
            os.kill(self.process, signal.SIGKILL)
            self.wait()


@contextmanager
def _copies_at(work: Callable[[Thing], Answer], shares: Sequence[Sequence[Thing]]) -> Iterator[list[_Copy]]:
    """Copies of this process, each at work on a share. None of them is left, whatever happens here meanwhile."""
    with ExitStack() as ending:
        copies = []
        for share in shares:
            copies.append(_copy_at(work, share))
            ending.callback(copies[-1].end)
        yield copies


def _copy_at(work: Callable[[Thing], Answer], share: Sequence[Thing]) -> _Copy:
    """A copy of this process at work on a share."""
    copied = os.getpid()
    receiving, sending = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(receiving)
        os.close(sending)
        return _Copy(0, BytesIO(), is_gone=True)
    if process:
        os.close(sending)
        return _Copy(process, os.fdopen(receiving, "rb"))
    code = _NO_ANSWER
    try:
        _end_with(copied)
        signal.set_wakeup_fd(-1)  # what it is told must not reach this process as its own
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()
        os.close(receiving)
        with os.fdopen(sending, "wb") as answer:
            pickle.dump([work(one) for one in share], answer, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)


def _end_with(copied: int) -> None:
    """Let the system kill this copy when the process that it copies ends, however that ends."""
    import ctypes

    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != copied:  # it has ended meanwhile
        os._exit(_NO_ANSWER)


def _taken(copy: _Copy, work: Callable[[Thing], Answer], share: Sequence[Thing]) -> list[Answer]:
    """The answer of a copy; where it ended without one, its share is worked on here, which says why."""
    answer = copy.answer.read()
    if copy.wait():
        return [work(one) for one in share]
    found: list[Answer] = pickle.loads(answer)  # noqa: S301 (written by a copy of this process)
    return found
