"""Tidying up: what no publication of the last weeks served is deleted, on demand only.

Pruning takes part in publishing. It first shows what is recorded and not shown yet; what it deletes is ours beyond
doubt (`provenance.py`), no longer needed by anything that listeners were given (`retention.py`), and older than the
period of grace, whoever wrote it: a run that has not committed yet, for one. It gives way to whoever publishes at the
same time (`intent.py`). The records themselves are small and stay for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from balado.errors import RefusedError
from balado.events import Event, Watch
from balado.message import say, say_many
from balado.record.generation_file import COPIES, SITE_COPIES, copied_document, copied_site_file
from balado.record.history import Newest, find_newest, project
from balado.record.intent import Intent, Stopped, intent_to_delete
from balado.record.keys import ASSETS_FOLDER, MEDIA_FOLDERS
from balado.record.left_probes import left_races, probes_in_public, probes_in_state
from balado.record.provenance import Provenance
from balado.record.retention import GracePeriod, named_in_served, record_times, what_stays
from balado.record.stored import lost_objects
from balado.store.storage import Storage, Stored
from balado.store.target import Target

_FOLDERS = (*MEDIA_FOLDERS, ASSETS_FOLDER)
_MEDIA = re.compile(rf"(?:{'|'.join(_FOLDERS)})/[^/]+-[0-9a-f]{{16}}\.\w+")


@dataclass(frozen=True, slots=True)
class Pruning:
    """What may go: media, kept copies of documents, and probes that a run left which looked at the bucket."""

    media: tuple[Stored, ...] = ()
    copies: tuple[Stored, ...] = ()
    probes: tuple[Stored, ...] = ()
    scratch: tuple[Stored, ...] = ()

    @property
    def count(self) -> int:
        """How many objects that is."""
        return len(self.media) + len(self.copies) + len(self.probes) + len(self.scratch)

    @property
    def byte_size(self) -> int:
        """How many bytes all that has."""
        return sum(stored.byte_size for stored in (*self.media, *self.copies, *self.probes, *self.scratch))


def plan_pruning(target: Target, now: datetime, grace: timedelta) -> Pruning:
    """What could go if it were pruned at that moment. Changes nothing."""
    return _plan(target, find_newest(target), GracePeriod(now - grace, now))[0]


def prune(target: Target, span: tuple[datetime, timedelta], token: str, watch: Watch) -> Pruning:
    """Delete what may go, and what was begun before the period and never finished; gives what was deleted.

    `span` is now and the period of grace; where the clock of the store says that it is earlier, it is. `token` is one
    that no other run has. Raises RefusedError when somebody publishes meanwhile, who goes first, and where the newest
    publication is not shown yet and cannot be.
    """
    now, grace = span
    with intent_to_delete(target.state, token, watch.pause) as intent:
        now = min(now, intent.since or now)
        found = find_newest(target)
        served = named_in_served(target, found.generation)  # until now, even where the feed lost its number since
        _show(target, found, watch)
        pruning, ours = _plan(target, found, GracePeriod(now - grace, now), served)
        doomed = [(target.public, stored.key) for stored in (*pruning.media, *pruning.probes)]
        doomed += [(target.state, stored.key) for stored in (*pruning.copies, *pruning.scratch)]
        _delete(doomed, intent)
        if ours is not None:
            for storage in (target.public, target.state):
                storage.sweep(now - grace, ours.named)
    return pruning


def _show(target: Target, found: Newest, watch: Watch) -> None:
    """Show the newest publication if a run that was cut short did not come that far."""
    generation = found.generation
    if generation is None or found.projected:
        return
    lost = frozenset[str]() if found.altered else lost_objects(generation, target.public)
    if lost:
        raise RefusedError(
            say_many(
                "Publication {number} is recorded and not shown yet, and {count} of its files is gone. Nothing was "
                "deleted. Run `balado publish` first.",
                "Publication {number} is recorded and not shown yet, and {count} of its files are gone. Nothing was "
                "deleted. Run `balado publish` first.",
                len(lost),
                number=generation.number,
            )
        )
    project(target, generation)
    message = say(
        "The feed was not that of publication {number} (cut short, or changed by hand); it is now.",
        number=generation.number,
    )
    watch.announce(Event("repaired", message, {"generation": generation.number}))


def _plan(
    target: Target, found: Newest, span: GracePeriod, served: frozenset[str] = frozenset()
) -> tuple[Pruning, Provenance | None]:
    newest = found.generation
    probes, scratch = tuple(probes_in_public(target.public)), tuple(probes_in_state(target.state))
    if newest is None:
        return Pruning(probes=probes, scratch=scratch), None
    times = record_times(target, found, span.now)
    stays = what_stays(target, found, times, span)
    ours = Provenance(target, newest, list(times))
    listed = (stored for folder in _FOLDERS for stored in target.public.list(f"{folder}/"))
    media = (one for one in _older(listed, span) if _MEDIA.fullmatch(one.key) and one.key not in stays.keys | served)
    copies = (
        one
        for one in _older((stored for folder in (COPIES, SITE_COPIES) for stored in target.state.list(folder)), span)
        if (document := copied_document(one.key) or copied_site_file(one.key)) is not None
        and document not in stays.documents
        and ours.is_our_copy(one.key, document)
    )
    races = _older(left_races(target.state), span)
    return (
        Pruning(tuple(one for one in media if ours.is_ours(one.key)), tuple(copies), probes, (*scratch, *races)),
        ours,
    )


def _older(found: Iterable[Stored], span: GracePeriod) -> Iterator[Stored]:
    return (one for one in found if one.modified is not None and one.modified < span.since)


def _delete(doomed: list[tuple[Storage, str]], intent: Intent) -> None:
    for count, (storage, key) in enumerate(doomed):
        try:
            intent.confirm()
        except Stopped:
            raise RefusedError(
                say_many(
                    "Somebody publishes at this moment: {count} file was deleted, the others were left. Nothing that "
                    "is published was touched. Prune again later.",
                    "Somebody publishes at this moment: {count} files were deleted, the others were left. Nothing that "
                    "is published was touched. Prune again later.",
                    count,
                )
            ) from None
        storage.delete(key)
