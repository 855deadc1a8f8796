"""Tidying up: what no publication of the last weeks served is deleted, on demand only.

A publication served from its creation to that of the next one. So what was in force within the grace period is kept:
those made in it, and the one that stood when it began. A file that was written within the period is kept too, whoever
wrote it: a run that has not committed yet, for one. The records themselves are small and stay for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from balado.errors import RefusedError
from balado.message import say_many
from balado.publish.generation import Generation
from balado.publish.history import find_newest, generations_back, last_after
from balado.publish.storage import Storage, Stored
from balado.publish.target import Target

_MEDIA = re.compile(r"(?:artwork|audio|chapters|documents|films|transcripts)/[^/]+-[0-9a-f]{16}\.\w+")
_COPY = re.compile(r"feeds/([0-9a-f]{64})\.xml\.gz")


@dataclass(frozen=True, slots=True)
class Pruning:
    """What may go: media, and kept copies of documents.

    `newest` is the publication that was the newest then, `since` the beginning of the grace period.
    """

    newest: Generation | None
    since: datetime
    media: tuple[Stored, ...] = ()
    copies: tuple[Stored, ...] = ()

    @property
    def byte_size(self) -> int:
        """How many bytes all that has."""
        return sum(stored.byte_size for stored in (*self.media, *self.copies))


def plan_pruning(target: Target, now: datetime, grace: timedelta) -> Pruning:
    """What no publication in force within the grace period needs. Deletes nothing."""
    since = now - grace
    newest = find_newest(target).generation
    if newest is None:
        return Pruning(None, since)
    kept = tuple(_in_force(generations_back(target, newest), since))
    keys = {stored.key for generation in kept for stored in generation.objects}
    documents = {sha256 for generation in kept for sha256 in _documents(generation)}
    media = (one for one in target.public.list("") if _MEDIA.fullmatch(one.key) and one.key not in keys)
    copies = (
        one
        for one in target.state.list("feeds/")
        if (copy := _COPY.fullmatch(one.key)) is not None and copy[1] not in documents
    )
    return Pruning(newest, since, tuple(_older(media, since)), tuple(_older(copies, since)))


def prune(target: Target, pruning: Pruning) -> None:
    """Delete what was planned, and what was begun before the period and never finished.

    Raises RefusedError when a publication made meanwhile needs some of it.
    """
    for storage in (target.public, target.state):
        storage.sweep(pruning.since)
    _delete(target.public, pruning.media)
    _delete(target.state, pruning.copies)
    if pruning.newest is None:
        return
    newest = last_after(target, pruning.newest)
    deleted = {stored.key for stored in pruning.media}
    lost = [stored for stored in newest.objects if stored.key in deleted]
    if lost:
        raise RefusedError(
            say_many(
                "Publication {number} came meanwhile and needs {count} of the files that were deleted. Publish its "
                "episode again from its recording.",
                "Publication {number} came meanwhile and needs {count} of the files that were deleted. Publish its "
                "episodes again from their recordings.",
                len(lost),
                number=newest.number,
            )
        )


def _in_force(generations: Iterator[Generation], since: datetime) -> Iterator[Generation]:
    """From the newest back to the one that stood at that moment."""
    for generation in generations:
        yield generation
        if generation.created <= since:
            return


def _documents(generation: Generation) -> Iterator[str]:
    if generation.feed is not None:
        yield generation.feed.sha256
    yield from (page.sha256 for page in generation.pages)


def _older(found: Iterable[Stored], since: datetime) -> Iterator[Stored]:
    return (one for one in found if one.modified is not None and one.modified < since)


def _delete(storage: Storage, doomed: Iterable[Stored]) -> None:
    for stored in doomed:
        storage.delete(stored.key)
