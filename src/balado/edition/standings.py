"""Where each episode of a show stands, kept for as long as nothing of it has changed. Loads nothing heavy."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from balado.errors import Fault
from balado.message import say

if TYPE_CHECKING:
    from balado.edition.decide import Decision
    from balado.edition.gather import Gathered
    from balado.edition.outcome import Outcome
    from balado.edition.plan import Plan
    from balado.record.generation import Generation

STATE_WORDS = {
    "live": say("live").toned("good"),
    "changed": say("live, changed here").toned("changed"),
    "due": say("due: goes live with the next publish").toned("changed"),
    "scheduled": say("scheduled").toned("advice"),
    "announced": say("announced, no recording yet").toned("advice"),
    "draft": say("draft").toned("quiet"),
    "left-out": say("left out").toned("quiet"),
    "withdrawn": say("withdrawn").toned("quiet"),
    "held-back": say("held back").toned("error"),
    "missing-audio": say("missing audio").toned("error"),
    "leaves": say("live, gone from here").toned("error"),
}
"""What each state is called for people."""

_CHANGED = {"goes-live": "due", "new-audio": "changed", "updated": "changed", "leaves": "leaves"}
_FORMAT = 1
_SETTLED = frozenset({"live", "scheduled", "announced", "draft", "withdrawn"})
"""What an episode is where there is nothing to publish: other states ask for something to be done."""


@dataclass(frozen=True, slots=True)
class EpisodeStatus:
    """Where one episode stands. `date` is None when it cannot be read."""

    slug: str
    state: str
    date: datetime | None
    title: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All episodes, what is due next, and the time zone of the show."""

    episodes: tuple[EpisodeStatus, ...]
    next_due: datetime | None
    zone: str


def stand(outcome: Outcome) -> tuple[EpisodeStatus, ...]:
    """Where each episode stands, by date; those without one last."""
    if outcome.draft is None:
        return ()
    gathered, plan = outcome.draft.gathered, outcome.draft.plan
    decision = outcome.draft.decision
    standings = [*_planned(gathered, plan, decision.held), *_at_home(gathered, plan)]
    standings += _held(decision, gathered, outcome.generation)
    return tuple(sorted(standings, key=lambda one: (one.date is None, one.date and one.date.timestamp(), one.slug)))


def _planned(gathered: Gathered, plan: Plan, held: Collection[str]) -> list[EpisodeStatus]:
    titles = gathered.titles
    changes = {change.guid: _CHANGED.get(change.kind) for change in plan.changes}
    standings = [
        EpisodeStatus(one.slug, changes.get(one.guid) or str(one.state), one.date, titles.get(one.guid, ""))
        for one in plan.generation.episodes
        if one.slug not in held
    ]
    recorded = {one.guid for one in plan.generation.episodes}
    standings += [
        EpisodeStatus(one.slug, "announced", one.start, titles.get(one.guid, ""))
        for one in plan.generation.announced
        if one.guid not in recorded
    ]
    withdrawn = {one.guid for one in gathered.withdrawn}
    leaving = [change for change in plan.changes if change.kind == "leaves" and change.guid not in withdrawn]
    standings += [EpisodeStatus(change.slug, "leaves", change.date) for change in leaving]
    return standings


def _at_home(gathered: Gathered, plan: Plan) -> list[EpisodeStatus]:
    taken = {change.guid for change in plan.changes if change.kind == "leaves"}
    drafts = [
        EpisodeStatus(one.slug, "draft", one.date, one.title or "") for one in gathered.drafts if one.guid not in taken
    ]
    drafts += [EpisodeStatus(one.slug, "withdrawn", one.date, one.title or "") for one in gathered.withdrawn]
    return drafts + [EpisodeStatus(one.slug, "left-out", one.date, one.title or "") for one in gathered.left_out]


def _held(decision: Decision, gathered: Gathered, newest: Generation | None) -> list[EpisodeStatus]:
    from balado.edition.recording.file import MissingRecording

    readable = {episode.slug: episode for episode in (*gathered.half_read, *gathered.readable)}
    recorded = {record.slug: record.date for record in newest.episodes} if newest else {}
    standings = []
    for slug, faults in decision.held.items():
        episode = readable.get(slug)
        missing = all(isinstance(fault, MissingRecording) for fault in faults)
        state = "missing-audio" if missing else "held-back"
        standings.append(
            EpisodeStatus(
                slug,
                "changed" if slug in decision.unchanged else state,
                (episode and episode.date) or recorded.get(slug),
                (episode and episode.title) or "",
                faults,
            )
        )
    return standings


def recall(file: Path | None, key: str, now: datetime) -> Overview | None:
    """The overview that was kept under this key, as it stood at that moment or before; None when there is none.

    Nothing in it moves by itself until `next_due`, which whoever asks has looked at.
    """
    if file is None:
        return None
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if (kept["format"], kept["key"]) != (_FORMAT, key) or now < datetime.fromisoformat(kept["since"]):
            return None
        return Overview(tuple(map(_episode, kept["episodes"])), _moment(kept["next_due"]), kept["zone"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # damaged or gone: it is worked out again


def remember(file: Path | None, key: str, now: datetime, overview: Overview) -> None:
    """Keep an overview in which nothing waits for anybody. That it cannot be written harms nothing."""
    if file is None or any(one.state not in _SETTLED or one.faults for one in overview.episodes):
        return
    episodes = [[one.slug, one.state, _text(one.date), one.title] for one in overview.episodes]
    kept = {"format": _FORMAT, "key": key, "since": now.isoformat(), "next_due": _text(overview.next_due)}
    from balado.media.cache import write_whole

    try:
        write_whole(file, [json.dumps({**kept, "zone": overview.zone, "episodes": episodes})])
    except OSError:
        return


def _episode(kept: list[Any]) -> EpisodeStatus:
    slug, state, date, title = kept
    return EpisodeStatus(slug, state, _moment(date), title)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def key_of(parts: Mapping[str, object]) -> str:
    """A key for everything that an overview depends on."""
    return json.dumps(dict(parts), sort_keys=True, default=str)
