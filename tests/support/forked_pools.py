"""The processes of a pool (`network/pool.py`) begun with all that is loaded, as forked runs are: see `fork_server.py`.

A new interpreter for each show of a network takes a second of CPU. What the fork server runs forks them; the tests of
the pool itself, and runs that are begun cold, have them spawned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any


def fork_pools() -> None:
    """From here on the pools of this process, and of those that it forks, fork."""
    from balado.network import pool  # after coverage has begun, which would not see what is loaded before it

    pool.get_context = lambda _method: _Forking()


class _Forking:
    """What a pool asks of a context. A spawned process has one end of its pipe alone, and so has one of these."""

    def __init__(self) -> None:
        self._ours: list[Connection] = []

    def Pipe(self) -> tuple[Connection, Connection]:  # noqa: N802 (multiprocessing's name)
        here, there = get_context("fork").Pipe()
        self._ours.append(here)
        return here, there

    def Process(self, target: Callable[..., object], args: Sequence[Any], *, daemon: bool) -> ForkProcess:  # noqa: N802
        return get_context("fork").Process(target=self._begin, args=(target, args), daemon=daemon)

    def _begin(self, target: Callable[..., object], arguments: Sequence[Any]) -> None:
        for end in self._ours:
            end.close()
        target(*arguments)
