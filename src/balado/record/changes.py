"""What happens to episodes from one publication to the next. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from balado.record.generation import (
    EpisodeRecord,
    EpisodeState,
    FormerKey,
    Generation,
    GoneRecord,
)
from balado.record.keys import heard_at, pins_of

_TURNS = {"pending": "announced", "live": "on-air", "ended": "over"}


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to an episode: `goes-live`, `scheduled`, `new-audio`, `updated`, `leaves`.

    Of a conference with a stream also: `announced`, `on-air`, `over`.
    """

    kind: str
    slug: str
    guid: str
    date: datetime


def former_keys(previous: Generation | None, records: tuple[EpisodeRecord, ...]) -> tuple[FormerKey, ...]:
    """Every key given so far to a recording that none of these records has."""
    now_used = {(record.guid, record.audio.sha256) for record in records if record.audio is not None}
    return tuple(
        FormerKey(guid, sha256, pin.key, pin.embedded)
        for (guid, sha256), pin in pins_of(previous).items()
        if (guid, sha256) not in now_used
    )


def gone_episodes(previous: Generation | None, records: tuple[EpisodeRecord, ...]) -> tuple[GoneRecord, ...]:
    """Those that left before and have not come back, and those that leave now."""
    if previous is None:
        return ()
    here = {record.guid for record in records}
    leaving = (
        GoneRecord(record.guid, record.slug, record.folder, previous.number + 1)
        for record in previous.episodes
        if record.state is EpisodeState.LIVE
    )
    return tuple(record for record in (*previous.gone, *leaving) if record.guid not in here)


def changes_between(previous: Generation | None, generation: Generation) -> tuple[Change, ...]:
    """What happens to each episode from one generation to another."""
    before = {record.guid: record for record in previous.episodes} if previous else {}
    after = {record.guid for record in generation.episodes}
    changes = [_change(before.get(record.guid), record) for record in generation.episodes]
    statuses = {record.guid: record.status for record in previous.announced} if previous else {}
    changes += [
        Change(_TURNS[record.status], record.slug, record.guid, record.start)
        for record in generation.announced
        if statuses.get(record.guid) != record.status
    ]
    changes += [
        Change("leaves", record.slug, record.guid, record.date)
        for record in before.values()
        if record.guid not in after and record.state is EpisodeState.LIVE
    ]
    return tuple(change for change in changes if change is not None)


def _change(before: EpisodeRecord | None, after: EpisodeRecord) -> Change | None:
    kind = None
    if after.state is EpisodeState.SCHEDULED:
        if before is None or before != after:
            kind = "scheduled"
    elif before is None or before.state is EpisodeState.SCHEDULED:
        kind = "goes-live"
    elif heard_at(before) != heard_at(after):
        kind = "new-audio"
    elif replace(before, slug="", folder="", audio=after.audio, remote=after.remote) != replace(
        after, slug="", folder=""
    ):
        kind = "updated"
    return Change(kind, after.slug, after.guid, after.date) if kind else None


def publish_the_same(one: Generation, other: Generation) -> bool:
    """Whether nothing a listener or the next run could notice differs between the two."""
    return _content(one) == _content(other)


def _content(generation: Generation) -> Generation:
    return replace(
        generation, number=0, created=generation.built, owner="", source_digest=None, store="", restores=None
    )
