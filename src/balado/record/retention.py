"""What must stay: whatever listeners are given now, or were given within a period of grace.

Moments are those of the store, which wrote down when each record came. What a record says of its own time counts for
nothing: a clock that was wrong, or `--now`, would make a publication older or younger than it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from balado.artifact import FEED_KEY
from balado.errors import RefusedError
from balado.message import say
from balado.record.generation import Generation
from balado.record.generation_file import number_of
from balado.record.history import Newest, read_numbered
from balado.record.keys import MEDIA_FOLDERS
from balado.store.target import Target

_NAMED = re.compile(rf"(?:{'|'.join(MEDIA_FOLDERS)})/[^/\"'<>\s&?#]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """The keys of public objects, and the digests of documents whose copies are kept, that must stay."""

    keys: frozenset[str]
    documents: frozenset[str]


def record_times(target: Target, found: Newest, now: datetime) -> dict[int, datetime | None]:
    """When each publication of the target came, by the store's clock, by number.

    The one that is served counts from when it was shown: until then listeners were given the one before.
    """
    listed = {number_of(stored.key): stored.modified for stored in target.state.list("generations/")}
    times = {number: listed[number] for number in sorted(number for number in listed if number is not None)}
    shown = next((stored.modified for stored in target.public.list(FEED_KEY) if stored.key == FEED_KEY), None)
    recorded = times.get(found.number) if found.number is not None else None
    if found.number is not None and recorded is not None and shown is not None and recorded < shown <= now:
        times[found.number] = shown
    return times


def named_in_served(target: Target, newest: Generation | None) -> frozenset[str]:
    """The keys of media that the documents of the newest publication name as they are served, whoever wrote them."""
    pages = {FEED_KEY} | {page.key for page in (() if newest is None else newest.pages)}
    return frozenset().union(*(_named_in(target, key) for key in sorted(pages)))


def what_stays(target: Target, found: Newest, times: Mapping[int, datetime | None], span: GracePeriod) -> Kept:
    """What the newest publication, those in force within the span and all that is served at this moment need.

    Raises RefusedError when one of their records cannot be read: then nobody knows what it needs.
    """
    newest = found.generation
    numbers = in_force(times, span)
    if found.number is not None:  # after a run that was cut short the one before is served, however old it is
        numbers |= {number for number in times if number >= found.number}
    kept = [_read(target, number) for number in sorted(numbers)]
    if newest is not None:
        kept.append(newest)
    keys = {stored.key for generation in kept for stored in generation.objects}
    keys |= {file.key for generation in kept for file in generation.site}
    documents = {sha256 for generation in kept for sha256 in generation.documents}
    documents |= {file.sha256 for generation in kept for file in generation.site}
    pages = {FEED_KEY} | {page.key for generation in kept for page in generation.pages}
    for key in sorted(pages):
        keys |= _named_in(target, key)
    return Kept(frozenset(keys), frozenset(documents))


@dataclass(frozen=True, slots=True)
class GracePeriod:
    """From the beginning of the period of grace to now, both by the clock of the store."""

    since: datetime
    now: datetime


def in_force(times: Mapping[int, datetime | None], span: GracePeriod) -> set[int]:
    """The numbers of the publications that were the newest at some moment of the span.

    A record that seems to be older than one before it was written under a wrong clock, or the one before was written
    anew (a takedown does that): its time proves nothing, nor does one that is still to come.
    """
    latest: datetime | None = None
    stood = min(times, default=0)
    for number, moment in times.items():
        if moment is None or moment > span.now or (latest is not None and moment < latest):
            continue
        latest = moment
        if moment <= span.since:
            stood = number
    return {number for number in times if number >= stood}


def _read(target: Target, number: int) -> Generation:
    generation = read_numbered(target, number)
    if generation is None:
        raise RefusedError(say("The record of publications changed meanwhile. Run it again."))
    return generation


def _named_in(target: Target, key: str) -> set[str]:
    """What looks like a key of media in a document as it is served, whoever wrote it."""
    found = target.public.get(key)
    text = "" if found is None else found[0].decode("utf-8", "replace")
    return {unquote(named) for named in _NAMED.findall(text)}
