"""Taking an episode down, for law and privacy: out of the feeds, the store and every record, at once and for good.

First a new publication without it, so that no app is told of it any more; then its media; then every record and every
kept copy is written anew without it. What remains is the guid, so that no run publishes it again by accident, and a
note by which later runs know what a run that was under way meanwhile still sends. Run again after it was cut short, it
goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from balado.errors import RefusedError, UsageError
from balado.events import Watch
from balado.message import say
from balado.record.commit import commit
from balado.record.copies import LostCopyError, feed_copy, unpacked
from balado.record.cuts import Cuts
from balado.record.generation import FeedRecord, Generation
from balado.record.generation_file import COPIES, DAMAGED, copied_document, feed_copy_key, number_of, write_generation
from balado.record.history import (
    COMMIT_ATTEMPTS,
    Overtaken,
    find_newest,
    page_artifact,
    project,
    read_numbered,
    still_overtaken,
)
from balado.record.leftovers import Names, document_keys, is_ours, write_note
from balado.record.redact import Copies, keys_of, knows, names_of_others, other_keys, redacted, slugs_of
from balado.record.redact_site import cut_site, drop_site_copies, stray_pages
from balado.record.repair import keep_served
from balado.store.target import Target

_PASSING = timedelta(minutes=1)
"""Longer than anything in the state takes to be written."""


@dataclass(frozen=True, slots=True)
class TakedownRequest:
    """The episode to take down. `names` are those it has in the source, `others` those of the other folders there."""

    guid: str
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done: the publication that is served now, the keys of the media deleted, how much was redone.

    `served` is None where nothing was ever published: then only what an unfinished run had sent was deleted.
    `elsewhere` are the addresses on other servers where its recording was announced.
    """

    served: Generation | None
    deleted: tuple[str, ...]
    records: int
    documents: int
    elsewhere: tuple[str, ...] = ()


def take_down(target: Target, wanted: TakedownRequest, run: tuple[datetime, str], cuts: Cuts, watch: Watch) -> Taken:
    """Remove every byte of the episode but its guid. `run` is the time and the random token of this run.

    Raises UsageError when no publication and no folder knows the guid, RefusedError when others keep publishing
    meanwhile.
    """
    guid = wanted.guid
    history = refuse_unknown(target, wanted)
    if not history:
        find_newest(target)  # refuses where a feed is served whose record is lost: it would announce what is deleted
        return Taken(None, _delete_media(target, wanted, (), Names.of(wanted.names, run[1], wanted.others)), 0, 0)
    write_note(target.state, guid, _names(wanted, history), run[1])
    served = _publish_without(target, guid, run, cuts, watch)
    history = tuple(_every_generation(target))
    names = write_note(target.state, guid, _names(wanted, history), run[1])
    others = {*wanted.others, *(name for one in history for name in names_of_others(one, guid))}
    deleted = _delete_media(target, wanted, history, replace(names, others=frozenset(others)))
    _clean_public(target, guid, cuts)
    held = [one for one in history if knows(one, guid)]
    copies = _clean_copies(target, held, guid, cuts)
    deleted += _delete_pages(target, served, copies)
    left = {one.number: redacted(one, guid, copies) for one in held}
    for generation in left.values():
        target.state.put(write_generation(generation))
    for sha256 in copies.records:
        target.state.delete(feed_copy_key(sha256))
    drop_site_copies(target, [left.get(one.number, one) for one in history])
    _drop_damaged(target)
    target.state.sweep(run[0] - _PASSING, lambda _key: False)  # a record is never sent in parts
    known = (record for one in held for record in one.episodes if record.guid == guid and record.remote is not None)
    elsewhere = dict.fromkeys(record.remote.url for record in known if record.remote is not None)
    return Taken(served, deleted, len(held), len(copies.records), tuple(elsewhere))


def refuse_unknown(target: Target, wanted: TakedownRequest) -> tuple[Generation, ...]:
    """Every record that is there. Raises UsageError when none of them and no folder knows the guid."""
    history = tuple(_every_generation(target))
    if wanted.names or any(knows(one, wanted.guid) or wanted.guid in one.taken for one in history):
        return history
    meant = {record.guid for one in history for record in one.episodes if record.slug == wanted.guid}
    if len(meant) == 1:
        what = say("{slug} is the name of a folder. Its guid is {guid}.", slug=wanted.guid, guid=meant.pop())
        raise UsageError(what)
    raise UsageError(
        say("No publication knows the guid {guid}. See `balado status` for what there is.", guid=wanted.guid)
    )


def _drop_damaged(target: Target) -> None:
    """Records that were set aside may hold the episode, and nothing can be taken out of what cannot be read."""
    for stored in list(target.state.list(DAMAGED)):
        target.state.delete(stored.key)


def _names(wanted: TakedownRequest, history: Iterable[Generation]) -> set[str]:
    """Every name that the episode had."""
    return {*wanted.names, *(name for one in history for name in slugs_of(one, wanted.guid))}


def _every_generation(target: Target) -> Iterator[Generation]:
    """Every record that is there, also beyond a hole; the oldest first."""
    numbers = (number_of(stored.key) for stored in target.state.list("generations/"))
    for number in sorted(number for number in numbers if number is not None):
        generation = read_numbered(target, number)
        if generation is not None:
            yield generation


def _clean_copies(target: Target, records: Iterable[Generation], guid: str, cuts: Cuts) -> Copies:
    """The kept documents that hold the episode, without it; those are stored, the old ones are there still.

    Of pages those that these records name.
    """
    copies = Copies()
    cut_site(target, records, guid, cuts, copies)
    for stored in list(target.state.list(COPIES)):
        sha256 = copied_document(stored.key)
        found = None if sha256 is None else target.state.get(stored.key)
        if sha256 is None or found is None:
            continue
        document = unpacked(found[0], sha256)
        if document is None:
            continue  # of a damaged one nobody can read anything
        clean = cuts.feed(document, guid)
        if clean != document:
            digest = hashlib.sha256(clean).hexdigest()
            target.state.put(feed_copy(clean, digest))
            copies.records[sha256] = FeedRecord(digest, len(clean))
            copies.documents[digest] = clean
    return copies


def _publish_without(target: Target, guid: str, run: tuple[datetime, str], cuts: Cuts, watch: Watch) -> Generation:
    """A new publication without the episode, unless the newest is one already."""
    now, owner = run
    for _ in range(COMMIT_ATTEMPTS):
        newest = find_newest(target).generation
        if newest is None:
            raise RefusedError(say("The record of publications is gone. Nothing was changed."))
        keep_served(target, newest)
        copies = _clean_copies(target, [newest], guid, cuts)
        if guid in newest.taken and not knows(newest, guid):
            return _shown(target, newest, copies)
        planned = replace(
            redacted(newest, guid, copies),
            number=newest.number + 1,
            created=now,
            owner=owner,
            source_digest=None,  # the next publication looks whether its source still has the episode
            restores=None,
            taken=tuple(sorted({*newest.taken, guid})),
        )
        try:
            committed = commit(planned, target.state, watch)
        except Overtaken:
            continue
        return _shown(target, committed, copies)
    raise still_overtaken()


def _shown(target: Target, generation: Generation, copies: Copies) -> Generation:
    """The generation that is served in the end.

    Where its feed is lost in every place, the episode is taken out of whatever is served instead, and publishing
    renders the feed anew: no law waits for that.
    """
    try:
        return project(target, generation, copies.documents)
    except LostCopyError:
        return generation


def _delete_media(
    target: Target, wanted: TakedownRequest, history: Iterable[Generation], names: Names
) -> tuple[str, ...]:
    """Delete what any publication stored of the episode, and what a run sent of it that was never published."""
    history, guid = tuple(history), wanted.guid
    others = {key for one in history for key in other_keys(one, guid)}
    doomed = {key for one in history for key in keys_of(one, guid)} - others
    unnamed = [stored.key for stored in list(target.public.list("")) if names.own(stored.key)]
    doomed |= {key for key in unnamed if key not in others and is_ours(target.public, key)}
    for key in sorted(doomed):
        target.public.delete(key)
    target.public.abandon(lambda key, _begun: key in doomed or (names.own(key) and key not in others))
    return tuple(sorted(doomed))


def _delete_pages(target: Target, served: Generation, copies: Copies) -> tuple[str, ...]:
    """Delete what an unfinished run left of pages; gives the keys of all that are gone, those of the episode too."""
    strays = stray_pages(target, served) if served.page_names or served.site else []
    for key in strays:
        target.public.delete(key)
    own = {key for (key, _), now in copies.site.items() if now is None} - served.further.keys()
    return tuple(sorted(own.union(strays)))


def _clean_public(target: Target, guid: str, cuts: Cuts) -> None:
    """Documents that no publication names any more, such as archives of a time when the show had them."""
    for key in document_keys(target.public):
        found = target.public.get(key)
        if found is None:
            continue
        clean = cuts.feed(found[0], guid)
        if clean != found[0]:
            target.public.put(page_artifact(key, clean))
