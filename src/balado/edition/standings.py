"""Where each episode of a show stands, kept for as long as nothing of it has changed. Loads nothing heavy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from balado.errors import Fault
from balado.media.cache import write_whole

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
