"""The pages of seasons: the episodes of a cycle, the newest first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from balado.site.addresses import season_key, season_list_key
from balado.site.arrangement import FEWEST_OF_SEASON, cut
from balado.site.metadata.structured import season_data
from balado.site.model import SiteEpisode, SiteFile
from balado.site.render import HTML, PageHead, Renderer, season_name
from balado.site.show_page import older_lists


def season_pages(site: Renderer) -> Iterator[SiteFile]:
    """A page for each season, and cut lists behind it for a long one."""
    for season, episodes in site.arrangement.seasons.items():
        parts = cut(episodes, FEWEST_OF_SEASON)
        older = older_lists(site, len(parts.lists), partial(season_list_key, season))
        yield _page(site, season, season_key(season), parts.newest, older)
        for number, listed in enumerate(parts.lists, start=1):
            yield _page(site, season, season_list_key(season, number), listed, [])


def _page(
    site: Renderer, season: int, key: str, episodes: tuple[SiteEpisode, ...], older: list[tuple[str, str]]
) -> SiteFile:
    name = season_name(site, season)
    body = site.page(
        "season.html",
        key,
        PageHead(f"{name} – {site.show.title}", language=site.show.language, json_ld=season_data(site.show, season)),
        {
            "name": name,
            "first_page": season_key(season) if key != season_key(season) else None,
            "episodes": episodes,
            "older": older,
        },
    )
    return SiteFile(key, body, HTML, frozenset(episode.guid for episode in episodes))
