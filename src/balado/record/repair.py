"""What a run finds unfinished or lost where it publishes to, and puts right before it does anything else."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

from balado.artifact import FEED_KEY
from balado.events import Event, Watch
from balado.message import say
from balado.record.copies import LostCopyError, copy_key, copy_of
from balado.record.generation import Generation
from balado.record.history import Newest, project
from balado.record.integrity import has_copy
from balado.store.target import Target

_PARALLEL = 8


def repaired(newest: Newest, target: Target, watch: Watch) -> tuple[Generation | None, frozenset[str], bool]:
    """The newest generation, projected if the run that committed it did not come that far, and whether it is shown.

    What it names is looked at first: where objects are gone (somebody emptied the place) no feed is shown that would
    announce them; their keys are given instead, to be sent again. A feed that was served already and changed by
    something else is put back whatever is gone: apps have it, and any other is worse.
    """
    generation = newest.generation
    if generation is None or newest.projected:
        return generation, frozenset(), True
    from balado.record.stored import announce_lost, keys_of, lost_for_good

    lost = frozenset[str]()
    if not newest.altered:
        lost = lost_for_good(target, generation, keys_of(generation), watch.pause)
    if lost:
        announce_lost(len(lost), target, watch)
        return generation, lost, False
    try:
        shown = project(target, generation)
    except LostCopyError:
        return generation, frozenset(), False
    watch.announce(projected_anew(generation.number))
    return shown, frozenset(), True


def projected_anew(number: int) -> Event:
    """What is told when the documents of a publication were served anew."""
    message = say(
        "The feed was not that of publication {number} (cut short, or changed by hand); it is now.", number=number
    )
    return Event("repaired", message, {"generation": number})


def copies_kept_anew(number: int) -> Event:
    """What is told when a kept copy of a document that is served well was not what it should be."""
    message = say(
        "A kept copy of what publication {number} serves was gone or damaged; it was kept anew from what is served.",
        number=number,
    )
    return Event("repaired", message, {"generation": number})


def keep_served(target: Target, generation: Generation) -> None:
    """Keep copies again of what is served of a generation, where they are lost: nothing else is left of it."""
    served = dict(generation.further)
    if generation.feed is not None:
        served[FEED_KEY] = generation.feed.sha256
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="copy") as pool:
        list(pool.map(lambda key: _keep_one(target, key, served[key]), served))


def _keep_one(target: Target, key: str, sha256: str) -> None:
    if not has_copy(target, copy_key(key, sha256)):
        document = read_served(target, key, sha256)
        if document is not None:
            target.state.put(copy_of(key, document, sha256))


def read_served(target: Target, key: str, sha256: str) -> bytes | None:
    """The document that is served under a key, where it is the one of that digest; else None."""
    found = target.public.get(key)
    return found[0] if found is not None and hashlib.sha256(found[0]).hexdigest() == sha256 else None
