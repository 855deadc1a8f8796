"""Many things worked on at once: a share of them on each core, in processes that are copies of this one.

A copy shares nothing back but its answer, waits for nobody, and ends with its work or when nobody reads that any more:
an import that is killed leaves none behind. Where a process cannot be copied safely (Windows, macOS), or for a few
things, all of it happens here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

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
    copies = [_copy_at(work, share) for share in others]
    done += [work(one) for one in first[1:]]
    shares = [done, *(_taken(copy, work, share) for copy, share in zip(copies, others, strict=True))]
    return [shares[place % count][place // count] for place in range(len(things))]


def _can_copy() -> bool:
    return sys.platform == "linux"


@dataclass(frozen=True, slots=True)
class _Copy:
    process: int
    answer: BinaryIO


def _copy_at(work: Callable[[Thing], Answer], share: Sequence[Thing]) -> _Copy:
    """A copy of this process at work on a share."""
    receiving, sending = os.pipe()
    process = os.fork()
    if process:
        os.close(sending)
        return _Copy(process, os.fdopen(receiving, "rb"))
    code = 1
    try:
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


def _taken(copy: _Copy, work: Callable[[Thing], Answer], share: Sequence[Thing]) -> list[Answer]:
    """The answer of a copy; where it ended without one, its share is worked on here, which says why."""
    with copy.answer:
        answer = copy.answer.read()
    _, status = os.waitpid(copy.process, 0)
    if status:
        return [work(one) for one in share]
    found: list[Answer] = pickle.loads(answer)  # noqa: S301 (written by a copy of this process)
    return found
