"""A record of publications that is lost: what is still there, and how a record made anew takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from balado.errors import RefusedError, UsageError
from balado.message import say
from balado.publish.commit import Overtaken, Watch, commit
from balado.publish.generation import Generation
from balado.publish.generation_file import number_of, read_generation
from balado.publish.history import feed_copy, find_newest, project, read_copy
from balado.publish.keys import FEED_KEY
from balado.publish.storage import Stored
from balado.publish.target import Target

_NUMBER = "balado-generation"


@dataclass(frozen=True, slots=True)
class Served:
    """What is served though its record is lost. `number` is the one that a new record takes."""

    document: bytes
    stored: Stored
    number: int


def served_without_record(target: Target) -> Served:
    """The feed that is served, where its record is lost or damaged.

    Raises UsageError when there is nothing to recover: nothing is served, or the record is whole.
    """
    found = target.public.get(FEED_KEY)
    if found is None:
        raise UsageError(say("No feed is served at {place}: there is nothing to recover.", place=target.public.address))
    if _is_whole(target):
        raise UsageError(say("The record of publications at {place} is whole.", place=target.state.address))
    document, stored = found
    numbers = [number for one in target.state.list("generations/") if (number := number_of(one.key)) is not None]
    told = stored.metadata.get(_NUMBER, "")
    if told.isascii() and told.isdigit():
        numbers.append(int(told))
    return Served(document, stored, max(numbers, default=0) + 1)


def _is_whole(target: Target) -> bool:
    try:
        newest = find_newest(target).generation
        if newest is None:
            return False
        digests = [newest.feed.sha256] if newest.feed is not None else []
        for sha256 in (*digests, *(page.sha256 for page in newest.pages)):
            read_copy(target, newest, sha256)
    except RefusedError:
        return False
    return True


def newest_readable(target: Target) -> Generation | None:
    """The newest record that can still be read: what it knows of earlier times is worth keeping."""
    keys = {number_of(one.key): one.key for one in target.state.list("generations/")}
    for number in sorted((number for number in keys if number is not None), reverse=True):
        key = keys[number]
        found = target.state.get(key)
        try:
            if found is not None:
                return read_generation(found[0], key)
        except RefusedError:
            continue
    return None


def put_back(target: Target, generation: Generation, documents: Mapping[str, bytes], watch: Watch) -> Generation:
    """Keep the copies of what is served, commit the record made anew, and serve the same again under its number."""
    for sha256, document in documents.items():
        target.state.put(feed_copy(document, sha256))
    try:
        committed = commit(generation, target.state, watch)
    except Overtaken:
        raise RefusedError(say("Somebody else published meanwhile. Look at `balado history`, then decide.")) from None
    return project(target, committed, documents)
