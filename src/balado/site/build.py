"""The one door to the pages: everything that is shown of a show in a browser. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from balado.site.calendar import calendar_files
from balado.site.embed_page import embed_page
from balado.site.episode_page import episode_page, with_transcripts_read
from balado.site.gone_page import gone_pages
from balado.site.metadata.crawlers import robots_file, sitemap_file
from balado.site.metadata.oembed import oembed_file
from balado.site.missing_page import missing_page
from balado.site.model import SiteFile, SiteShow
from balado.site.person_pages import person_pages
from balado.site.render import Renderer, renderer
from balado.site.search.index import search_file
from balado.site.search.said import SaidFile, said_parts
from balado.site.season_pages import season_pages
from balado.site.show_page import list_pages, show_page
from balado.site.theme_fault import blaming


def build_site(show: SiteShow) -> tuple[SiteFile, ...]:
    """Every file of the site. The same show gives the same bytes, in the same order."""
    return tuple(files_of_site(show))


def files_of_site(show: SiteShow) -> Iterator[SiteFile]:
    """The same, one file after another: whoever keeps none of them needs no more memory for a thousand episodes.

    Raises ThemeError for a template of the show's own that cannot be used.
    """
    with blaming(show.theme):
        yield from _all_files(show)


def _all_files(show: SiteShow) -> Iterator[SiteFile]:
    site = renderer(show)
    pages = []
    for page in _pages(site):
        pages.append(replace(page, body=b""))
        yield page
    yield from _for_programs(show, pages)
    yield from (site.assets.style, site.assets.player, site.assets.search)


def _pages(site: Renderer) -> Iterator[SiteFile]:
    yield show_page(site)
    yield from list_pages(site)
    for number, episodes in said_parts(site.show):
        said = SaidFile(number)
        for episode in map(with_transcripts_read, episodes):
            yield episode_page(site, episode)
            yield embed_page(site, episode)
            said.add(episode)
        yield from said.files()
    yield from season_pages(site)
    yield from person_pages(site)
    for gone in site.show.gone:
        yield from gone_pages(site, gone)
    yield missing_page(site)


def _for_programs(show: SiteShow, pages: Sequence[SiteFile]) -> Iterator[SiteFile]:
    yield from (oembed_file(show, episode) for episode in show.episodes)
    yield from calendar_files(show)
    yield search_file(show)
    yield sitemap_file(show, pages)
    yield robots_file(show)
