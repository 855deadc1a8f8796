"""The pages of seasons: the episodes of a cycle, the newest first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from balado.site.addresses import season_key, season_list_key
from balado.site.arrangement import FEWEST_OF_SEASON, SiteOrder, cut
from balado.site.metadata.structured import season_data
from balado.site.model import SiteEpisode
from balado.site.recipe import Recipe
from balado.site.render import PageHead, Renderer, season_name
from balado.site.show_page import older_lists


def season_pages(order: SiteOrder) -> Iterator[Recipe]:
    """A page for each season, and cut lists behind it for a long one."""
    for season, episodes in order.seasons.items():
        parts = cut(episodes, FEWEST_OF_SEASON)
        yield _recipe(season, season_key(season), parts.newest, len(parts.lists))
        for number, listed in enumerate(parts.lists, start=1):
            yield _recipe(season, season_list_key(season, number), listed, 0)


def _recipe(season: int, key: str, episodes: tuple[SiteEpisode, ...], lists: int) -> Recipe:
    told = frozenset(episode.guid for episode in episodes)
    return Recipe(key, told, season_page, (season, key, episodes, lists))


def season_page(site: Renderer, season: int, key: str, episodes: tuple[SiteEpisode, ...], lists: int) -> bytes:
    """Episodes of a season, and the way to as many full lists of older ones."""
    name = season_name(site, season)
    return site.page(
        "season.html",
        key,
        PageHead(f"{name} – {site.show.title}", language=site.show.language, json_ld=season_data(site.show, season)),
        {
            "name": name,
            "first_page": season_key(season) if key != season_key(season) else None,
            "episodes": episodes,
            "older": older_lists(site, lists, partial(season_list_key, season)),
        },
    )
