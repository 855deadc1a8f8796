"""The pages of people: what they took part in, the newest first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from balado.site.addresses import person_key, person_list_key
from balado.site.arrangement import FEWEST_OF_PERSON, Attendance, cut
from balado.site.hyperlinks import followed
from balado.site.metadata.structured import person_data
from balado.site.model import SiteEpisode, SiteFile, SitePerson
from balado.site.render import HTML, PageHead, Renderer
from balado.site.roles import role_name
from balado.site.show_page import older_lists


def person_pages(site: Renderer) -> Iterator[SiteFile]:
    """A page for everybody, and cut lists behind it for those who take part often."""
    for page, attendance in site.arrangement.people.items():
        parts = cut([episode for episode, _ in attendance.episodes], FEWEST_OF_PERSON)
        older = older_lists(site, len(parts.lists), partial(person_list_key, page))
        yield _page(site, attendance, person_key(page), parts.newest, older)
        for number, episodes in enumerate(parts.lists, start=1):
            yield _page(site, attendance, person_list_key(page, number), episodes, [])


def _page(
    site: Renderer,
    attendance: Attendance,
    key: str,
    episodes: tuple[SiteEpisode, ...],
    older: list[tuple[str, str]],
) -> SiteFile:
    person = attendance.person
    first = key == person_key(person.page)
    conferences = attendance.conferences if first else ()
    as_named = {episode.guid: there for episode, there in attendance.episodes}
    body = site.page(
        "person.html",
        key,
        PageHead(
            f"{person.name} – {site.show.title}",
            person.function or "",
            site.show.language,
            json_ld=person_data(site.show, person),
        ),
        {
            "person": person,
            "web_page": followed(person.href),
            "first_page": person_key(person.page) if not first else None,
            "attended": [_attended(site, episode, as_named[episode.guid]) for episode in episodes],
            "conferences": conferences,
            "older": older,
        },
    )
    told = {episode.guid for episode in episodes} | {conference.guid for conference, _ in conferences}
    return SiteFile(key, body, HTML, frozenset(told))


def _attended(site: Renderer, episode: SiteEpisode, there: SitePerson) -> tuple[SiteEpisode, str, SitePerson]:
    return episode, role_name(there, site.words), there
