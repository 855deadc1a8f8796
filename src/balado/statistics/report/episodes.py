"""The first days of each episode, side by side: so episodes of different ages can be compared. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from balado.statistics.figures import EpisodeDay

FIRST_DAYS = (7, 30)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Downloads of an episode in the first 7 and the first 30 days, from the day it went live on.

    None: these days are not over yet, or not all of them were counted.
    """

    guid: str
    began: date
    downloads: tuple[int | None, ...]


def beginnings(
    days: Iterable[EpisodeDay], began: Mapping[str, date], counted: tuple[date, date]
) -> tuple[Beginning, ...]:
    """The beginning of each episode, the newest first. `counted` is the first and the last day that were counted."""
    by_guid: dict[str, dict[date, int]] = {guid: {} for guid in began}
    for one in days:
        if one.guid in by_guid:
            by_guid[one.guid][one.day] = one.downloads
    found = (
        Beginning(guid, first, tuple(_within(by_guid[guid], first, length, counted) for length in FIRST_DAYS))
        for guid, first in began.items()
    )
    return tuple(sorted(found, key=lambda one: (one.began, one.guid), reverse=True))


def _within(downloads: Mapping[date, int], first: date, length_days: int, counted: tuple[date, date]) -> int | None:
    last = first + timedelta(length_days - 1)
    if first < counted[0] or last > counted[1]:
        return None
    return sum(count for day, count in downloads.items() if first <= day <= last)
