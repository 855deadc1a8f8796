"""A record of publications that is lost or damaged: what is still there, and how it is made whole.

A record that cannot be read is never simply dropped: its bytes are set aside, and its number keeps a record that can
be read, so that no run takes an older publication for the newest, or thinks that history ends there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.events import Watch
from balado.message import say
from balado.record.commit import commit
from balado.record.copies import LostCopyError, feed_copy, read_copy
from balado.record.generation import Generation
from balado.record.generation_file import (
    DamagedRecordError,
    damaged_key,
    generation_key,
    number_of,
    read_generation,
    write_generation,
)
from balado.record.history import Overtaken, project, projected_number
from balado.record.merge import merged, taken_in
from balado.record.repair import keep_served
from balado.store.storage import Stored
from balado.store.target import Target

_PARALLEL = 8


@dataclass(frozen=True, slots=True)
class ServedFeed:
    """The feed that is served though its record is lost, and the number that a new record takes."""

    document: bytes
    number: int


@dataclass(frozen=True, slots=True)
class Damaged:
    """A record that cannot be read."""

    number: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Records:
    """The records that are there, the oldest first: those that can be read, and those that cannot."""

    readable: tuple[Generation, ...]
    damaged: tuple[Damaged, ...]

    @property
    def newest(self) -> Generation | None:
        """The newest that can be read."""
        return self.readable[-1] if self.readable else None

    @property
    def never_made(self) -> tuple[Damaged, ...]:
        """Empty ones beyond the newest: what earlier versions left when they were killed before they committed."""
        newest = self.newest.number if self.newest is not None else 0
        beyond = [one for one in self.damaged if one.number > newest]
        return tuple(beyond) if not any(one.body for one in beyond) else ()

    @property
    def broken(self) -> tuple[Damaged, ...]:
        """Those that were publications once."""
        return tuple(one for one in self.damaged if one not in self.never_made)

    @property
    def taken(self) -> tuple[str, ...]:
        """The guids taken down of which records tell that cannot be read as a whole."""
        return tuple(guid for one in self.damaged for guid in taken_in(one.body))

    def known(self) -> Generation | None:
        """The newest that can be read with all that others know besides; None where none can be read."""
        return merged(self.readable, self.taken) if self.readable else None

    def next_number(self, live: Stored | None) -> int:
        """The number of a new record: after every one that is there, and after that of the feed that is served."""
        numbers = [one.number for one in self.readable] + [one.number for one in self.damaged]
        return max([*numbers, projected_number(live) or 0]) + 1


def read_records(target: Target) -> Records:
    """Every record of the target. Raises NewerRecordError where one was written by a later version.

    What a later version knows of takedowns and of what is to come would be forgotten by this one.
    """
    listed = (number_of(stored.key) for stored in target.state.list("generations/"))
    numbers = sorted(number for number in listed if number is not None)
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="record") as pool:
        found = list(pool.map(lambda number: target.state.get(generation_key(number)), numbers))
    readable: list[Generation] = []
    damaged: list[Damaged] = []
    for number, stored in zip(numbers, found, strict=True):
        if stored is None:
            continue  # listed under another spelling of the number
        try:
            readable.append(read_generation(stored[0], generation_key(number)))
        except DamagedRecordError:
            damaged.append(Damaged(number, stored[0]))
    return Records(tuple(readable), tuple(damaged))


def stands(target: Target, records: Records, live: Stored | None) -> bool:
    """Whether publishing can go on from the newest record that can be read: none after it is broken or lost."""
    newest = records.newest
    if newest is None or any(one.number > newest.number for one in records.broken):
        return False
    if (projected_number(live) or 0) > newest.number:
        return False
    return kept_copies(target, newest).keys() == set(newest.documents)


def kept_copies(target: Target, generation: Generation) -> dict[str, bytes]:
    """Those documents of a generation whose kept copies are whole, by digest."""
    kept = {}
    for sha256 in generation.documents:
        with contextlib.suppress(LostCopyError):
            kept[sha256] = read_copy(target, generation, sha256)
    return kept


def put_back(target: Target, generation: Generation, documents: Mapping[str, bytes], watch: Watch) -> Generation:
    """Keep the copies of these documents, commit the record made anew, and serve the same again under its number.

    Where neither a document nor its copy is left, nothing new is served: publishing renders it from the source.
    """
    for sha256, document in documents.items():
        target.state.put(feed_copy(document, sha256))
    try:
        committed = commit(generation, target.state, watch)
    except Overtaken:
        raise RefusedError(say("Somebody else published meanwhile. Look at `balado history`, then decide.")) from None
    keep_served(target, committed)
    try:
        return project(target, committed, documents)
    except LostCopyError:
        return committed


def mend(target: Target, records: Records, made: Generation | None = None) -> None:
    """Remove records that never were one, and put a readable one in place of those that are broken.

    `made` is the record that was made anew. What takes the place of a broken one is the one before it, or else the next
    one, said as what it is: that publication again. Where none can be read at all, the numbers are free again.
    """
    for one in records.never_made if made is None else ():
        target.state.delete(generation_key(one.number))
    there = (*records.readable, *((made,) if made is not None else ()))
    for one in records.damaged if made is not None else records.broken:
        if one.body:
            aside = Artifact.of_bytes(
                damaged_key(one.number), Kind.GENERATION, one.body, "application/octet-stream", NEVER
            )
            target.state.put(aside)
        if there:
            near = _near(there, one.number)
            target.state.put(
                write_generation(replace(near, number=one.number, source_digest=None, restores=near.number))
            )
        else:
            target.state.delete(generation_key(one.number))


def _near(there: Sequence[Generation], number: int) -> Generation:
    before = [one for one in there if one.number < number]
    return before[-1] if before else there[0]
