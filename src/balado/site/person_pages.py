"""The pages of people: what they took part in, the newest first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from balado.site.addresses import person_key, person_list_key
from balado.site.arrangement import FEWEST_OF_PERSON, SiteOrder, cut
from balado.site.hyperlinks import followed
from balado.site.metadata.structured import person_data
from balado.site.model import SiteConference, SiteEpisode, SitePerson
from balado.site.recipe import Recipe
from balado.site.render import PageHead, Renderer
from balado.site.roles import role_name
from balado.site.show_page import older_lists


@dataclass(frozen=True, slots=True)
class PersonPart:
    """What one page tells of somebody: episodes with them as they are named there, and conferences to come.

    `lists` is how many full lists of older ones it leads to.
    """

    person: SitePerson
    key: str
    episodes: tuple[tuple[SiteEpisode, SitePerson], ...]
    conferences: tuple[tuple[SiteConference, SitePerson], ...] = ()
    lists: int = 0


def person_pages(order: SiteOrder) -> Iterator[Recipe]:
    """A page for everybody, and cut lists behind it for those who take part often."""
    for page, attendance in order.people.items():
        person, parts = attendance.person, cut(attendance.episodes, FEWEST_OF_PERSON)
        first = PersonPart(person, person_key(page), parts.newest, attendance.conferences, len(parts.lists))
        yield _recipe(first)
        for number, attended in enumerate(parts.lists, start=1):
            yield _recipe(PersonPart(person, person_list_key(page, number), attended))


def _recipe(part: PersonPart) -> Recipe:
    told = {episode.guid for episode, _ in part.episodes} | {conference.guid for conference, _ in part.conferences}
    return Recipe(part.key, frozenset(told), person_page, (part,))


def person_page(site: Renderer, part: PersonPart) -> bytes:
    """What somebody takes part in, with the role and the function that they have there."""
    person, first = part.person, person_key(part.person.page)
    return site.page(
        "person.html",
        part.key,
        PageHead(
            f"{person.name} – {site.show.title}",
            person.function or "",
            site.show.language,
            json_ld=person_data(site.show, person),
        ),
        {
            "person": person,
            "web_page": followed(person.href),
            "first_page": None if part.key == first else first,
            "attended": [_attended(site, episode, there) for episode, there in part.episodes],
            "conferences": part.conferences,
            "older": older_lists(site, part.lists, partial(person_list_key, person.page)),
        },
    )


def _attended(site: Renderer, episode: SiteEpisode, there: SitePerson) -> tuple[SiteEpisode, str, SitePerson]:
    return episode, role_name(there, site.words), there
