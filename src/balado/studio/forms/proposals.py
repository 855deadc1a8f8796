"""What is proposed while somebody writes: who and what the show knows already. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from balado.show.conference import Held
from balado.show.model import Episode, Person, Show
from balado.show.podcasting import Location

_MOST = 500
"""So many are proposed at most: a show of thousands of guests has a form all the same."""

Proposals = Mapping[str, tuple[str, ...]]
"""The texts proposed for a field by its dotted name, for a column of rows by that of the rows and its own."""


def proposals_of(show: Show, episodes: Iterable[Episode]) -> Proposals:
    """From the directory of the show and from what its episodes say, the newest first."""
    newest = list(reversed(list(episodes)))
    people = [*show.people.values(), *show.team, *(person for one in newest for person in one.people)]
    held = [one.held.place for one in newest if isinstance(one.held, Held) and one.held.place is not None]
    places = [*show.places.values(), *show.locations, *held, *(place for one in newest for place in one.locations)]
    of_people = _of_people(people)
    named = _texts(place.name for place in places)
    keys = tuple(show.places)
    return {
        **{f"{field}.person": tuple(show.people) for field in ("people", "team")},
        **{f"{field}.{column}": texts for field in ("people", "team") for column, texts in of_people.items()},
        "held.place.name": (*keys, *(one for one in named if one not in keys)),
        "locations.name": (*keys, *(one for one in named if one not in keys)),
        **{f"{field}.{column}": texts for field in ("held.place", "locations", "places")
           for column, texts in _of_places(places).items()},
    }  # fmt: skip


def _of_people(people: Iterable[Person]) -> Proposals:
    known = list(people)
    return {
        "name": _texts(one.name for one in known),
        "function": _texts(one.function for one in known),
        "href": _texts(one.href for one in known),
        "picture": _texts(one.picture for one in known),
    }


def _of_places(places: Iterable[Location]) -> Proposals:
    known = list(places)
    return {"geo": _texts(one.geo for one in known), "osm": _texts(one.osm for one in known)}


def _texts(given: Iterable[object]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(str(one) for one in given if one), _MOST))
