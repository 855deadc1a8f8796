"""Which episode stands where: on the show's page or an older list, beside which others, with whom. Pure.

Lists are cut from the oldest, 50 to each, so that a full one never changes when an episode is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from balado.site.model import SiteConference, SiteEpisode, SitePerson, SiteShow

OF_LIST = 50
_FEWEST_OF_SHOW, FEWEST_OF_SEASON, FEWEST_OF_PERSON = 10, 20, 30
"""As many stay on the first page at least. The numbers differ so that one episode does not begin three lists."""
_SHORT_CYCLE = 5
"""A cycle of so many conferences is named whole on each of their pages; a longer one would rewrite them all."""


_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class EpisodeCut(Generic[_One]):
    """Episodes in pages: `newest` first, and the full lists, the one with the oldest first, each newest first."""

    newest: tuple[_One, ...]
    lists: tuple[tuple[_One, ...], ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside an episode in its season. `cycle` is the whole of a short one, the oldest first."""

    previous: SiteEpisode | None = None
    following: SiteEpisode | None = None
    cycle: tuple[SiteEpisode, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody, and what they take part in, the newest first, each time as they were named there."""

    person: SitePerson
    episodes: tuple[tuple[SiteEpisode, SitePerson], ...]
    conferences: tuple[tuple[SiteConference, SitePerson], ...]


@dataclass(frozen=True, slots=True)
class SiteOrder:
    """Where every episode stands. `seasons` has the newest season first, `people` the names of pages in order."""

    cut: EpisodeCut[SiteEpisode]
    seasons: Mapping[int, tuple[SiteEpisode, ...]]
    neighbours: Mapping[str, Neighbours]
    people: Mapping[str, Attendance]


def arrange(show: SiteShow) -> SiteOrder:
    """The episodes of the show, arranged."""
    by_season: dict[int | None, list[SiteEpisode]] = {}
    for episode in show.episodes:
        by_season.setdefault(episode.season, []).append(episode)
    numbered = {season: tuple(found) for season, found in by_season.items() if season is not None}
    return SiteOrder(
        cut=cut(show.episodes, _FEWEST_OF_SHOW),
        seasons=dict(sorted(numbered.items(), reverse=True)),
        neighbours={guid: one for found in by_season.values() for guid, one in _neighbours(found)},
        people=_people(show),
    )


def cut(episodes: Sequence[_One], fewest: int) -> EpisodeCut[_One]:
    """These episodes, the newest first, in pages: as many full lists as leave at least `fewest` as the newest."""
    lists = max(0, len(episodes) - fewest) // OF_LIST
    rest = len(episodes) - lists * OF_LIST
    starts = range(len(episodes) - OF_LIST, rest - 1, -OF_LIST)
    return EpisodeCut(tuple(episodes[:rest]), tuple(tuple(episodes[start : start + OF_LIST]) for start in starts))


def _neighbours(newest_first: Sequence[SiteEpisode]) -> Iterable[tuple[str, Neighbours]]:
    ordered = (None, *reversed(newest_first), None)
    cycle = tuple(reversed(newest_first)) if 1 < len(newest_first) <= _SHORT_CYCLE else ()
    for previous, episode, following in zip(ordered, ordered[1:], ordered[2:], strict=False):
        if episode is not None:
            yield episode.guid, Neighbours(previous, following, cycle)


def _people(show: SiteShow) -> Mapping[str, Attendance]:
    episodes: dict[str, list[tuple[SiteEpisode, SitePerson]]] = {}
    conferences: dict[str, list[tuple[SiteConference, SitePerson]]] = {}
    persons: dict[str, SitePerson] = {}
    for conference in show.conferences:
        for person in conference.people:
            conferences.setdefault(person.page, []).append((conference, person))
            persons.setdefault(person.page, person)
    for episode in show.episodes:
        for person in episode.people:
            episodes.setdefault(person.page, []).append((episode, person))
            persons.setdefault(person.page, person)
    for person in show.team:
        persons.setdefault(person.page, person)
    return {
        page: Attendance(persons[page], tuple(episodes.get(page, ())), tuple(conferences.get(page, ())))
        for page in sorted(persons)
    }
