"""The page of the show, and those of its older episodes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from balado.artifact import SITE_INDEX, public_url
from balado.site.addresses import CALENDAR, list_key, season_key
from balado.site.arrangement import OF_LIST, SiteOrder
from balado.site.metadata.head import meta_of_show
from balado.site.metadata.structured import series_data
from balado.site.model import SiteConference, SiteEpisode, SiteShow
from balado.site.pictures import picture_markup
from balado.site.recipe import Recipe
from balado.site.render import PageHead, Renderer, policy_of, season_name
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


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the page of the show tells beside the show: the newest episodes, and how many full lists of older ones are.

    `seasons` are the numbers of all, `said` the keys of the files that the search for what is said reads.
    """

    newest: tuple[SiteEpisode, ...]
    lists: int
    seasons: tuple[int, ...]
    conferences: tuple[SiteConference, ...]
    said: tuple[str, ...]
    has_calendar: bool


def show_recipe(show: SiteShow, order: SiteOrder) -> Recipe:
    """The first page."""
    has_calendar = bool(show.conferences) or any(episode.meeting for episode in show.episodes)
    newest = order.cut.newest
    first = FirstPage(
        newest, len(order.cut.lists), tuple(order.seasons), show.conferences, said_keys(show), has_calendar
    )
    told = frozenset({one.guid for one in newest} | {one.guid for one in show.conferences})
    return Recipe(SITE_INDEX, told, show_page, (first,))


def show_page(site: Renderer, first: FirstPage) -> bytes:
    """What the show is, how to subscribe, what is to come, and the newest episodes."""
    show = site.show
    ways = subscription(show)
    return site.page(
        "index.html",
        SITE_INDEX,
        PageHead(show.title, show.description, show.language, meta=meta_of_show(show), json_ld=series_data(show)),
        {
            "policy": policy_of(show.picture),
            "cover": picture_markup(show.picture, SITE_INDEX, _PICTURE_SIZES),
            "conferences": first.conferences,
            "groups": list(_groups(site, first)),
            "older": older_lists(site, first.lists, list_key),
            "seasons": [(season_key(number), season_name(site, number)) for number in first.seasons],
            "team": people_by_role(show.team, site.words),
            "subscription": ways,
            "qr": Markup(qr_svg(ways.feed, site.words.qr_code)),  # noqa: S704 -- SVG made of an address by a library
            "calendar": _calendar(site) if first.has_calendar else None,
            "said": first.said,
        },
    )


def _calendar(site: Renderer) -> str:
    """The calendar of the cycle under the scheme that calendars subscribe to."""
    return f"webcal://{public_url(site.show.url, CALENDAR).partition('://')[2]}"


def _groups(site: Renderer, first: FirstPage) -> Iterator[EpisodeGroup]:
    by_season: dict[int | None, list[SiteEpisode]] = {}
    for episode in first.newest:
        by_season.setdefault(episode.season, []).append(episode)
    for season, episodes in by_season.items():
        if season is None:
            title = site.words.other_episodes if first.seasons else ""
            yield EpisodeGroup(title, None, tuple(episodes))
        else:
            yield EpisodeGroup(season_name(site, season), season_key(season), tuple(episodes))


def list_recipes(order: SiteOrder) -> Iterator[Recipe]:
    """The pages of older episodes. None of them names how many there are: it would change with each new one."""
    for number, episodes in enumerate(order.cut.lists, start=1):
        told = frozenset(episode.guid for episode in episodes)
        yield Recipe(list_key(number), told, list_page, (number, episodes))


def list_page(site: Renderer, number: int, episodes: tuple[SiteEpisode, ...]) -> bytes:
    """A full list, and the way to the next older one."""
    title = range_of_list(site, number)
    return site.page(
        "list.html",
        list_key(number),
        PageHead(f"{title} – {site.show.title}", language=site.show.language),
        {"title": title, "episodes": episodes, "older": list_key(number - 1) if number > 1 else None},
    )


def older_lists(site: Renderer, count: int, key_of: Callable[[int], str]) -> list[tuple[str, str]]:
    """The keys of so many full lists with their titles, the one with the newest first."""
    return [(key_of(number), range_of_list(site, number)) for number in range(count, 0, -1)]


def range_of_list(site: Renderer, number: int) -> str:
    """The title of a full list: `Episodes 51 to 100`."""
    return site.words.range_of_list.format(first=(number - 1) * OF_LIST + 1, last=number * OF_LIST)
