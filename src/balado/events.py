"""Events: what Balado tells while it works. The library only announces; `console.py` alone shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from balado.message import Message


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `name` and the names in `fields` are a contract with machines (`--format json`): they change only compatibly, and
    stand in the catalogue (`cli/events/`).
    `fields` holds what JSON can hold; addresses of episodes that are not live yet never stand in it.
    """

    name: str
    message: Message
    fields: Mapping[str, object] = field(default_factory=dict)


Announce = Callable[[Event], None]
"""Told each event, possibly from several threads, one at a time."""


Progress = Callable[[int], None]
"""Told the number of bytes that went since the last call. Negative when a part is sent again."""


def no_progress(_sent_bytes: int) -> None:
    """Nobody watches."""


def no_end() -> None:
    """Nobody watched."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Who is shown how far a work has come: how many bytes there are in all, those that are done, the end of it.

    Told from several threads.
    """

    begin: Progress = no_progress
    advance: Progress = no_progress
    end: Callable[[], None] = no_end


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told: each event, and the bytes as they go. `pause` waits so many seconds."""

    announce: Announce
    progress: Progress = no_progress
    pause: Callable[[float], None] = time.sleep
