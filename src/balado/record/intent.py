"""The intent to delete, so that deleting and publishing never pass each other unseen.

Whoever prunes says so in the state, then reads the record, then deletes; whoever publishes what lay in the store
already commits, then reads whether somebody said so, then looks again at what it announces. Each writes before it
reads: whatever the order, one of the two sees the other. The publisher goes first: it asks the other to stop, and waits
until that is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import say
from balado.store.process import has_ended, this_process
from balado.store.storage import Storage

Pause = Callable[[float], None]
"""Waits so many seconds."""

_FOLDER = "pruning/"
_KEY = f"{_FOLDER}intent"
_CLOCK = f"{_FOLDER}clock"
_TYPE = "text/plain"
_STOP = b"stop "
_ROUND_SECONDS = 0.5
_ROUNDS = 60
_LEFT_FOR_DEAD = timedelta(minutes=10)
"""No request takes that long: whoever was asked to stop then, and said nothing, deletes nothing any more."""


class Stopped(Exception):  # noqa: N818 (not an error: the news that a publication goes first)
    """A publication asked for the deleting to stop, or took it for dead."""


class UnansweredError(RefusedError):
    """Somebody deletes, was asked to stop, and did not answer."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What one run has said that it will delete. `since` is when it said so, by the clock of the store."""

    state: Storage
    body: bytes
    since: datetime | None

    def confirm(self) -> None:
        """Look, before each deletion, whether it still stands. Raises Stopped when it does not. One request."""
        found = self.state.get(_KEY)
        if found is None or found[0] != self.body:
            raise Stopped


@contextmanager
def intent_to_delete(state: Storage, token: str, pause: Pause = time.sleep) -> Iterator[Intent]:
    """The intent, for as long as something is deleted. `token` is one that no other run has.

    Raises RefusedError when another run deletes at the same time and does not stop for this one.
    """
    stop_deleting(state, pause)
    body = f"{token} {this_process()}".encode()
    if not state.put_if_absent(_object(_KEY, body)):
        raise RefusedError(say("Another run is pruning {place} at this moment. Wait for that.", place=state.address))
    try:
        yield Intent(state, body, _times(state).get(_KEY))
    finally:
        found = state.get(_KEY)
        if found is not None and found[0].removeprefix(_STOP) == body:  # not that of one who took this run for dead
            state.delete(_KEY)


def stop_deleting(state: Storage, pause: Pause = time.sleep) -> None:
    """Have whoever deletes stop, and wait until the deletion under way is over. One request when nobody does.

    Raises UnansweredError when it does not end. A run that was killed on another machine counts as dead after ten
    minutes.
    """
    for _ in range(_ROUNDS):
        found = state.get(_KEY)
        if found is None:
            return
        if has_ended(found[0].removeprefix(_STOP).partition(b" ")[2].decode("utf-8", "replace")):
            state.delete(_KEY)
            return
        if not found[0].startswith(_STOP):
            state.put(_object(_KEY, _STOP + found[0]))
        pause(_ROUND_SECONDS)
    if not _was_asked_long_ago(state):
        raise UnansweredError(
            say(
                "Another run is deleting files at {place}, and was asked to stop. It does not answer: it is slow, or "
                "was killed. Nothing that listeners are given was changed. Run this again; after ten minutes the other "
                "counts as dead.",
                place=state.address,
            )
        )
    state.delete(_KEY)


def _was_asked_long_ago(state: Storage) -> bool:
    """Whether the intent was last written ten minutes ago, when it was asked to stop: by the clock of the store."""
    state.put(_object(_CLOCK, b"now"))
    times = _times(state)
    state.delete(_CLOCK)
    asked, now = times.get(_KEY), times.get(_CLOCK)
    return asked is not None and now is not None and now - asked >= _LEFT_FOR_DEAD


def _times(state: Storage) -> dict[str, datetime | None]:
    return {stored.key: stored.modified for stored in state.list(_FOLDER)}


def _object(key: str, body: bytes) -> Artifact:
    return Artifact.of_bytes(key, Kind.GENERATION, body, _TYPE, NEVER)
