"""What was counted, as it is told: of days and episodes, of applications, of requests that failed. Pure.

No figure of a person is in it: who listens is known again within a day only, and by nobody once it is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

FEWEST = 5
"""A figure about fewer persons, crossed with what they use or where they are, might tell of one of them."""


@dataclass(frozen=True, slots=True)
class EpisodeDay:
    """Downloads of one episode on one day (UTC), and by how many listeners."""

    day: date
    guid: str
    downloads: int
    listeners: int


@dataclass(frozen=True, slots=True)
class ShowDay:
    """Downloads of one day (UTC) over the whole show, and its requests: counted, of robots, rejected by reason."""

    day: date
    downloads: int
    listeners: int
    counted: int
    bots: int
    rejected: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Downloads by what was used, or where. `name` is empty for all groups of fewer than FEWEST listeners a day.

    `most_listeners` are those of the day that had most: nobody is known again on another day.
    """

    name: str
    downloads: int
    most_listeners: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often files of a kind were had: those of an episode, or of the show, whose guid is empty."""

    kind: str
    guid: str
    downloads: int


@dataclass(frozen=True, slots=True)
class FailedRequests:
    """Requests that a server answered with an error (404, 403), by the path that was asked for.

    `path` is empty for all those that are none of the show's and that hardly anybody asked for.
    """

    path: str
    status: str
    requests: int
    is_published: bool


@dataclass(frozen=True, slots=True)
class PathInVain:
    """A path that was asked for and not had: the last status, how many requests since a day (UTC)."""

    path: str
    status: str
    requests: int
    since: date
    is_published: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is told of a period. `days` are those that were counted, in order, whether anybody came or not.

    `beside` are requests that are in no day that was counted, by reason: those that came too late, lines that are none.
    """

    days: tuple[ShowDay, ...] = ()
    episodes: tuple[EpisodeDay, ...] = ()
    applications: tuple[GroupCount, ...] = ()
    devices: tuple[GroupCount, ...] = ()
    countries: tuple[GroupCount, ...] = ()
    kinds: tuple[KindCount, ...] = ()
    failures: tuple[FailedRequests, ...] = ()
    beside: Mapping[str, int] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """All requests; each of them is counted, of a robot or rejected for one reason."""
        return self.counted + self.bots + sum(self.rejected.values())

    @property
    def counted(self) -> int:
        """Requests by which a file was had."""
        return sum(day.counted for day in self.days)

    @property
    def bots(self) -> int:
        """Requests of robots."""
        return sum(day.bots for day in self.days)

    @property
    def downloads(self) -> int:
        """Of all episodes."""
        return sum(one.downloads for one in self.episodes)

    def of_episode(self, guid: str) -> Figures:
        """What is told of one episode alone: downloads day by day, and its files; nothing of who its listeners are."""
        found = {one.day: one for one in self.episodes if one.guid == guid}
        days = (
            replace(day, downloads=one.downloads if one else 0, listeners=one.listeners if one else 0)
            for day in self.days
            for one in [found.get(day.day)]
        )
        kinds = tuple(one for one in self.kinds if one.guid == guid)
        return Figures(tuple(days), tuple(found.values()), kinds=kinds)

    def below(self, prefixes: Iterable[str]) -> Figures:
        """The same, with the paths that failed as keys are: without what the show's paths begin with in logs."""
        failures = tuple(replace(one, path=path_below(one.path, prefixes)) for one in self.failures)
        return replace(self, failures=failures)

    @property
    def rejected(self) -> dict[str, int]:
        """Requests that count for nothing, by reason."""
        found: dict[str, int] = {}
        for counts in (*(day.rejected for day in self.days), self.beside):
            for reason, count in counts.items():
                found[reason] = found.get(reason, 0) + count
        return dict(sorted(found.items()))


def path_below(path: str, prefixes: Iterable[str]) -> str:
    """A path of a log without the prefix of the show; as it is where it has none of these."""
    return next((path.removeprefix(f"{one}/") for one in prefixes if one and path.startswith(f"{one}/")), path)


def by_episode(episodes: Iterable[EpisodeDay]) -> dict[str, list[EpisodeDay]]:
    """The days of each episode, the most downloaded episode first."""
    found: dict[str, list[EpisodeDay]] = {}
    for one in episodes:
        found.setdefault(one.guid, []).append(one)
    return dict(sorted(found.items(), key=lambda pair: (-sum(day.downloads for day in pair[1]), pair[0])))


def with_few_merged(groups: Sequence[GroupCount]) -> tuple[GroupCount, ...]:
    """The groups, the largest first; those of fewer than FEWEST listeners as one without a name, at the end."""
    shown = [one for one in groups if one.most_listeners >= FEWEST and one.name]
    few = [one for one in groups if one.most_listeners < FEWEST or not one.name]
    ordered = sorted(shown, key=lambda one: (-one.downloads, one.name))
    if few:
        ordered.append(GroupCount("", sum(one.downloads for one in few), max(one.most_listeners for one in few)))
    return tuple(ordered)


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(number) for number in range((last - first).days + 1)]
