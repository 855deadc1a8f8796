"""Going back: a new publication with the content of an old one. What was published in between stays recorded."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from balado.errors import RefusedError, UsageError
from balado.events import Watch
from balado.message import say, say_many
from balado.record.changes import former_keys, gone_episodes
from balado.record.commit import commit
from balado.record.copies import read_copy, read_site_copy
from balado.record.generation import EpisodeState, Generation
from balado.record.guard import guard
from balado.record.history import Newest, Overtaken, find_newest, project, read_numbered
from balado.record.keys import masked
from balado.record.stored import keys_of, lost_for_good, lost_objects
from balado.store.target import Target

_SHOWN = 5
_PARALLEL = 8


@dataclass(frozen=True, slots=True)
class WayBack:
    """What going back would do: what is there now, the publication to go back to, and the one that brings it back."""

    found: Newest
    newest: Generation
    old: Generation
    restored: Generation


def way_back(target: Target, number: int | None, run: tuple[datetime, str]) -> WayBack:
    """What `roll_back` would do. Nothing is written. Raises UsageError and RefusedError as it does."""
    found = find_newest(target)
    newest = found.generation
    if newest is None:
        raise UsageError(say("Nothing is published yet: there is nothing to go back to."))
    old = _chosen(target, newest, number)
    restored = restore(newest, old, *run)
    _refuse_taken(restored)
    return WayBack(found, newest, old, restored)


def roll_back(
    target: Target, number: int | None, run: tuple[datetime, str], consent: tuple[str, ...], watch: Watch
) -> Generation:
    """Publish the content of publication `number` (None: the one before the newest) again; gives what is served then.

    `run` is the time and the random token of this run. Raises UsageError for a number that there is none of,
    RefusedError where subscribers would lose what they have without consent, or where its media or its feed are gone,
    and when somebody else publishes meanwhile.
    """
    way = way_back(target, number, run)
    found, newest, old, restored = way.found, way.newest, way.old, way.restored
    guard(newest, restored, consent)
    documents = _documents(target, old)
    _refuse_lost(target, old, lost_objects(old, target.public))
    try:
        committed = commit(restored, target.state, watch)
    except Overtaken:
        raise RefusedError(
            say("Somebody else published meanwhile. Look at `balado history`, then decide again.")
        ) from None
    proven = keys_of(newest) if found.projected else frozenset[str]()
    lost = lost_for_good(target, committed, keys_of(old) - proven, watch.pause)
    if lost:  # somebody pruned between the look and the commit
        _take_back(target, restore(committed, newest, *run), watch)
        _refuse_lost(target, old, lost)
    return project(target, committed, documents, newest if found.projected else None)


def _take_back(target: Target, undone: Generation, watch: Watch) -> None:
    """Record what was the newest before again, so that nobody goes on from a publication that is not whole."""
    with contextlib.suppress(Overtaken):  # whoever came since found it not whole, and put it right
        committed = commit(undone, target.state, watch)
        if not lost_for_good(target, committed, keys_of(committed), watch.pause):
            project(target, committed)


def restore(newest: Generation, old: Generation, now: datetime, owner: str) -> Generation:
    """The generation that brings back the content of `old`. What is known of media since is not forgotten."""
    return replace(
        old,
        number=newest.number + 1,
        created=now,
        owner=owner,
        source_digest=None,  # the next publication looks, and says what it would do again
        media={**newest.media, **old.media},
        images={**newest.images, **old.images},
        files={**newest.files, **old.files},
        former=former_keys(newest, old.episodes),
        gone=gone_episodes(newest, old.episodes),
        place=newest.place,
        store=newest.store,
        restores=old.number,
        taken=newest.taken,
        page_names={**newest.page_names, **old.page_names},
        page_days=_days_gone(newest, old, now),
    )


def _days_gone(newest: Generation, old: Generation, now: datetime) -> Mapping[str, str]:
    """The days on which those went that are not live in what is brought back."""
    live = {record.guid for record in old.episodes if record.state is EpisodeState.LIVE}
    gone = sorted({**newest.page_names, **old.page_names}.keys() - live)
    return {guid: old.page_days.get(guid) or newest.page_days.get(guid) or now.date().isoformat() for guid in gone}


def _chosen(target: Target, newest: Generation, number: int | None) -> Generation:
    wanted = newest.number - 1 if number is None else number
    if wanted == newest.number:
        raise UsageError(say("Publication {number} is the newest: there is nothing to go back to.", number=wanted))
    old = read_numbered(target, wanted) if 0 < wanted < newest.number else None
    if old is None:
        raise UsageError(say("There is no publication {number}: see `balado history`.", number=wanted))
    if old.feed is None and newest.feed is not None:
        raise RefusedError(
            say("Publication {number} had no feed yet: the subscribers of today's would have none.", number=wanted)
        )
    return old


def _refuse_taken(restored: Generation) -> None:
    """What the law took down stays down, also where a takedown was cut short."""
    for guid in sorted({record.guid for record in restored.episodes} & set(restored.taken)):
        raise RefusedError(
            say(
                "Publication {number} still holds the episode {guid}, which was taken down. Finish that first: "
                "balado takedown {guid}",
                number=restored.restores,
                guid=guid,
            )
        )


def _documents(target: Target, old: Generation) -> Mapping[str, bytes]:
    """Every document of the publication by its digest, from the copies. Raises RefusedError for one that is gone."""
    documents = {sha256: read_copy(target, old, sha256) for sha256 in old.documents}
    pages = sorted({page.sha256 for page in old.site})
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="copy") as pool:
        copies = pool.map(lambda sha256: read_site_copy(target, old, sha256), pages)
        return {**documents, **dict(zip(pages, copies, strict=True))}


def _refuse_lost(target: Target, old: Generation, lost: frozenset[str]) -> None:
    if not lost:
        return
    hidden = {key for record in old.episodes if record.state is EpisodeState.SCHEDULED for key in record.keys}
    shown = [masked(key) if key in hidden else key for key in sorted(lost)[:_SHOWN]]
    raise RefusedError(
        say_many(
            "{count} file of publication {number} is gone from {place} ({keys}). Nothing was changed. Put it back from "
            "a backup, or publish the episode again from its recording.",
            "{count} files of publication {number} are gone from {place} ({keys}). Nothing was changed. Put them back "
            "from a backup, or publish the episodes again from their recordings.",
            len(lost),
            number=old.number,
            place=target.public.address,
            keys=", ".join([*shown, "…"] if len(lost) > _SHOWN else shown),
        )
    )
