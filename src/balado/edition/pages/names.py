"""The names that pages have in their addresses: given once, to an episode for ever. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from balado.edition.contents import Placed
from balado.edition.pages.rendered import PageNames
from balado.source.identity import slug_of

_DIGITS = 8


def name_pages(placed: Iterable[Placed], known: Mapping[str, str]) -> Mapping[str, str]:
    """The name of each episode's page by guid: the one that it had, else its slug as it is now.

    `known` are all names ever given, by guid. None of them is ever given to another episode.
    """
    names, taken = {}, set(known.values())
    for place in sorted(placed, key=lambda one: one.episode.slug):
        guid = place.episode.guid
        names[guid] = known[guid] if guid in known else _free(slug_of(place.episode.slug) or "episode", taken)
        taken.add(names[guid])
    return names


def pin_names(names: Mapping[str, str], live: Collection[str], before: PageNames, today: date) -> PageNames:
    """All names ever given, with those of the `live` episodes, and the days on which those went that have one no more.

    What waits for its date has no address that anybody knows: its name is given when it goes live.
    """
    pinned = {**before.names, **{guid: name for guid, name in names.items() if guid in live}}
    days = {guid: before.days.get(guid, today.isoformat()) for guid in pinned if guid not in live}
    return PageNames(pinned, days)


def name_people(people: Iterable[str]) -> Mapping[str, str]:
    """The name of everybody's page by their name. Of two that are written alike in ASCII the first keeps the plain one.

    `people` are in the order in which they came to the show.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for person in people:
        if person not in names:
            plain = slug_of(person) or hashlib.sha256(person.encode()).hexdigest()[:_DIGITS]
            names[person] = _free(plain, taken)
            taken.add(names[person])
    return names


def _free(name: str, taken: Collection[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
