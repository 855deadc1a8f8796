"""The page of the show, and those of its older episodes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from balado.artifact import SITE_INDEX, public_url
from balado.site.addresses import CALENDAR, list_key, season_key
from balado.site.arrangement import OF_LIST
from balado.site.metadata.head import meta_of_show
from balado.site.metadata.structured import series_data
from balado.site.model import SiteEpisode, SiteFile, SiteShow
from balado.site.pictures import picture_markup
from balado.site.render import HTML, PageHead, Renderer, season_name
from balado.site.roles import people_by_role
from balado.site.search.said import said_keys
from balado.site.subscribe import qr_svg, subscription

_PICTURE_SIZES = "(min-width: 48rem) 18rem, 60vw"


@dataclass(frozen=True, slots=True)
class EpisodeGroup:
    """Episodes of one season under its name; `key` is that of its page, None for those of no season."""

    title: str
    key: str | None
    episodes: tuple[SiteEpisode, ...]


def show_page(site: Renderer) -> SiteFile:
    """The first page: what the show is, how to subscribe, what is to come, and the newest episodes."""
    show, cut = site.show, site.arrangement.cut
    ways = subscription(show)
    body = site.page(
        "index.html",
        SITE_INDEX,
        PageHead(show.title, show.description, show.language, meta=meta_of_show(show), json_ld=series_data(show)),
        {
            "cover": picture_markup(show.picture, SITE_INDEX, _PICTURE_SIZES),
            "groups": list(_groups(site)),
            "older": older_lists(site, len(cut.lists), list_key),
            "seasons": [(season_key(number), season_name(site, number)) for number in site.arrangement.seasons],
            "team": people_by_role(show.team, site.words),
            "subscription": ways,
            "qr": Markup(qr_svg(ways.feed, site.words.qr_code)),  # noqa: S704 -- SVG made of an address by a library
            "calendar": _calendar(show),
            "said": said_keys(show),
        },
    )
    told = {episode.guid for episode in cut.newest} | {conference.guid for conference in show.conferences}
    return SiteFile(SITE_INDEX, body, HTML, frozenset(told))


def _calendar(show: SiteShow) -> str | None:
    """The calendar of the cycle under the scheme that calendars subscribe to, None where there is none."""
    if not show.conferences and not any(episode.meeting for episode in show.episodes):
        return None
    return f"webcal://{public_url(show.url, CALENDAR).partition('://')[2]}"


def _groups(site: Renderer) -> Iterator[EpisodeGroup]:
    by_season: dict[int | None, list[SiteEpisode]] = {}
    for episode in site.arrangement.cut.newest:
        by_season.setdefault(episode.season, []).append(episode)
    for season, episodes in by_season.items():
        if season is None:
            title = site.words.other_episodes if site.arrangement.seasons else ""
            yield EpisodeGroup(title, None, tuple(episodes))
        else:
            yield EpisodeGroup(season_name(site, season), season_key(season), tuple(episodes))


def list_pages(site: Renderer) -> Iterator[SiteFile]:
    """The pages of older episodes. None of them names how many there are: it would change with each new one."""
    for number, episodes in enumerate(site.arrangement.cut.lists, start=1):
        key, title = list_key(number), range_of_list(site, number)
        body = site.page(
            "list.html",
            key,
            PageHead(f"{title} – {site.show.title}", language=site.show.language),
            {"title": title, "episodes": episodes, "older": list_key(number - 1) if number > 1 else None},
        )
        yield SiteFile(key, body, HTML, frozenset(episode.guid for episode in episodes))


def older_lists(site: Renderer, count: int, key_of: Callable[[int], str]) -> list[tuple[str, str]]:
    """The keys of so many full lists with their titles, the one with the newest first."""
    return [(key_of(number), range_of_list(site, number)) for number in range(count, 0, -1)]


def range_of_list(site: Renderer, number: int) -> str:
    """The title of a full list: `Episodes 51 to 100`."""
    return site.words.range_of_list.format(first=(number - 1) * OF_LIST + 1, last=number * OF_LIST)
