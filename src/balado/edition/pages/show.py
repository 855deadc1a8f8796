"""What the pages tell, from what this publication holds: live episodes alone, and conferences that are announced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from balado.edition.arrange import Arrangement
from balado.edition.contents import Announcement
from balado.edition.inputs import Inputs
from balado.edition.pages.episode import EpisodePages, announced_conference, live_episode, said_in
from balado.edition.pages.kept import KeptPages
from balado.edition.pages.names import name_people
from balado.edition.pages.rendered import PageNames
from balado.edition.pages.values import license_link, person_of, picture_elsewhere, picture_of
from balado.edition.render import AssembledFeed
from balado.record.generation import EpisodeState
from balado.show.model import Person, Show
from balado.show.pages import DIRECTORIES, SiteSettings
from balado.site.model import GoneEpisode, SiteConference, SiteEpisode, SiteLink, SitePicture, SiteShow, SiteTheme
from balado.source.folder import Scan
from balado.source.theme import theme_texts

_AT_HAND = 2
"""Transcripts that are held: the page of an episode and the search read the same, one after the other."""
_STYLE = "style.css"
_FEED_TYPE = "application/rss+xml"


@dataclass(frozen=True, slots=True)
class SiteSources:
    """What the site is made of: everything in its place, the feed with its notes, the pages' names.

    `scan` is the show's folder, `inputs` what else is known. `kept` are the pages that need not be made again.
    """

    arrangement: Arrangement
    assembled: AssembledFeed
    names: PageNames
    inputs: Inputs
    scan: Scan
    kept: KeptPages


def site_show(sources: SiteSources, settings: SiteSettings) -> SiteShow:
    """The show as its pages tell it: nothing in it of what waits for its date, or is a draft."""
    arrangement = sources.arrangement
    show, placed = arrangement.show, arrangement.placed_show
    pages = _pages(sources)
    return SiteShow(
        guid=show.guid,
        title=show.title,
        description=show.description,
        language=show.language,
        url=placed.url,
        link=show.link,
        author=show.author,
        picture=_cover(arrangement),
        timezone=show.timezone,
        episodes=tuple(_episodes(sources, pages)),
        conferences=tuple(_conferences(sources, pages)),
        gone=_gone(sources.names),
        seasons=show.seasons,
        services=tuple(SiteLink(DIRECTORIES.get(name, name), url) for name, url in show.links.items()),
        team=tuple(person_of(person, pages.people) for person in show.team),
        funding=tuple(SiteLink(one.title or one.url, one.url) for one in show.funding),
        license=license_link(show.license),
        copyright=show.copyright,
        feeds=tuple(_feeds(show)),
        page_language=settings.lang or "",
        theme=_theme(settings, sources.scan),
    )


def _cover(arrangement: Arrangement) -> SitePicture:
    """The show's picture: a file in its forms, or the address of one elsewhere."""
    show, placed = arrangement.show, arrangement.placed_show
    if placed.artwork is None or placed.artwork_key is None:
        return picture_elsewhere(show.artwork_url or "", show.alt)
    return picture_of(placed.artwork, placed.artwork_key, show.alt, arrangement.forms)


def _pages(sources: SiteSources) -> EpisodePages:
    """What is particular to this site, with the names of everybody's page: who came first has the plain one."""
    arrangement = sources.arrangement
    live = [one for one in arrangement.placed if one.state is EpisodeState.LIVE]
    live.sort(key=lambda one: (one.date, one.episode.guid))
    people: list[Person] = [person for one in live for person in one.episode.people]
    people += arrangement.show.team
    people += [person for one in _shown(arrangement) for person in one.episode.people]
    return EpisodePages(
        show=arrangement.show,
        url=arrangement.placed_show.url,
        zone=ZoneInfo(arrangement.show.timezone),
        names=sources.names.names,
        people=name_people(person.name for person in people),
        forms=arrangement.forms,
        read=lru_cache(_AT_HAND)(lambda name: said_in(name, sources.inputs.inspector.path(name).read_bytes())),
        waiting=frozenset(one.episode.guid for one in arrangement.placed if one.state is not EpisodeState.LIVE),
    )


def _shown(arrangement: Arrangement) -> list[Announcement]:
    """What is to come, or on air."""
    return [one for one in arrangement.announced if one.status != "ended"]


def _episodes(sources: SiteSources, pages: EpisodePages) -> Iterator[SiteEpisode]:
    """The live episodes, in the order of the feed."""
    arrangement = sources.arrangement
    live = {one.episode.guid: one for one in arrangement.placed if one.state is EpisodeState.LIVE}
    for item in sources.assembled.feed.items:
        if item.guid in live:
            notes = sources.assembled.notes[item.guid].html
            yield live_episode(live[item.guid], item, notes, pages)


def _conferences(sources: SiteSources, pages: EpisodePages) -> Iterator[SiteConference]:
    """The conferences to come and on air, in the order of the feed."""
    shown = {one.episode.guid: one for one in _shown(sources.arrangement)}
    for live in sources.assembled.feed.live:
        announced = shown.get(live.item.guid)
        if announced is not None:
            yield announced_conference(announced, sources.assembled, pages)


def _gone(names: PageNames) -> tuple[GoneEpisode, ...]:
    days = sorted(names.days.items())
    return tuple(GoneEpisode(guid, names.names[guid], date.fromisoformat(day)) for guid, day in days)


def _feeds(show: Show) -> Iterator[SiteLink]:
    for name, cut in show.feeds.items():
        language = cut.languages[0] if len(cut.languages) == 1 else None
        yield SiteLink(cut.title or show.title, f"{name}.xml", _FEED_TYPE, language=language)


def _theme(settings: SiteSettings, scan: Scan) -> SiteTheme:
    if settings.theme is None:
        return SiteTheme()
    texts = dict(theme_texts(scan, settings.theme))
    style = texts.pop(_STYLE, "")
    return SiteTheme({name: text for name, text in texts.items() if name.endswith(".html")}, style)
