"""Who works on many things may leave it to others how: one after the other, or on all cores. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


class Sharing(Protocol):
    """Gives the answer of a work to each thing, in their order."""

    def __call__(self, work: Callable[[Thing], Answer], things: Sequence[Thing], /) -> list[Answer]:
        """The answers."""
