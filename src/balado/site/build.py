"""The one door to the pages: everything that is shown of a show in a browser. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from balado.site.embed_page import embed_page
from balado.site.episode_page import episode_page
from balado.site.gone_page import gone_pages
from balado.site.missing_page import missing_page
from balado.site.model import SiteFile, SiteShow
from balado.site.person_pages import person_pages
from balado.site.render import Renderer, renderer
from balado.site.season_pages import season_pages
from balado.site.show_page import list_pages, show_page


def build_site(show: SiteShow) -> tuple[SiteFile, ...]:
    """Every file of the site. The same show gives the same bytes, in the same order."""
    return tuple(_files(renderer(show)))


def _files(site: Renderer) -> Iterator[SiteFile]:
    yield show_page(site)
    yield from list_pages(site)
    for episode in site.show.episodes:
        yield episode_page(site, episode)
        yield embed_page(site, episode)
    yield from season_pages(site)
    yield from person_pages(site)
    for gone in site.show.gone:
        yield from gone_pages(site, gone)
    yield missing_page(site)
    yield site.assets.style
    yield site.assets.player
