"""What of a publication is gone from its store. Looks, and changes nothing that is published."""

from __future__ import annotations

import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from balado.events import Event, Watch
from balado.message import say_many
from balado.record.generation import Generation
from balado.record.intent import Pause, stop_deleting
from balado.store.storage import Storage
from balado.store.target import Target

_PARALLEL = 4


def lost_objects(generation: Generation, storage: Storage) -> frozenset[str]:
    """The keys of a generation's objects that are gone from the storage, or of another size. One look at each."""
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="look") as pool:
        found = pool.map(lambda stored: storage.head(stored.key), generation.objects)
        return frozenset(
            stored.key
            for stored, there in zip(generation.objects, found, strict=True)
            if there is None or there.byte_size != stored.byte_size
        )


def lost_for_good(
    target: Target, generation: Generation, keys: Collection[str], pause: Pause = time.sleep
) -> frozenset[str]:
    """Those of these keys of a committed generation that are gone, and nobody is deleting any more.

    What this does not name stays: whoever prunes from now on reads that generation first. No request for no key.
    """
    if not keys:
        return frozenset()
    stop_deleting(target.state, pause)
    named = tuple(stored for stored in generation.objects if stored.key in keys)
    return lost_objects(replace(generation, objects=named), target.public)


def keys_of(generation: Generation | None) -> frozenset[str]:
    """The keys of all objects that a generation needs."""
    return frozenset(stored.key for stored in generation.objects) if generation is not None else frozenset()


def announce_lost(count: int, target: Target, watch: Watch) -> None:
    """Say that published files are gone and are sent again."""
    message = say_many(
        "{count} published file is gone from {place}; it is sent again from here.",
        "{count} published files are gone from {place}; they are sent again from here.",
        count,
        place=target.public.address,
    )
    watch.announce(Event("lost", message, {"count": count}))
