"""What search engines read before the pages: which there are, and that they may. Pure.

Sources: sitemaps.org (protocol 0.9); RFC 9309 for robots.txt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Protocol
from xml.sax.saxutils import escape

from balado.artifact import SITE_INDEX, public_url
from balado.site import addresses, marks
from balado.site.model import SiteFile, SiteShow

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class ListedPage(Protocol):
    """A page of which the sitemap may tell, made or not: its key, and the episodes that it tells of."""

    @property
    def key(self) -> str:
        """Where it lies."""

    @property
    def guids(self) -> frozenset[str]:
        """The guids of these."""


def sitemap_file(show: SiteShow, pages: Iterable[ListedPage]) -> SiteFile:
    """The list of those of the pages that are worth finding: no player, no page that only says what is not here.

    A page was changed last when the newest episode that it tells of was published; an episode's page, when the episode
    was. What is told of an episode stands on a line of its own, between its marks; so does the page of somebody who
    takes part in that one alone.
    """
    own = {addresses.episode_key(episode.page): episode for episode in show.episodes}
    aside = {addresses.MISSING, *(addresses.episode_key(gone.page) for gone in show.gone)}
    published = {episode.guid: episode.published for episode in show.episodes}
    lines = []
    for page in sorted(_worth_finding(pages, aside), key=lambda one: (one.key != SITE_INDEX, one.key)):
        episode = own.get(page.key)
        dates = [published[guid] for guid in page.guids if guid in published] if episode is None else []
        moment = episode.published if episode else max(dates, default=None)
        lines.append(_line(public_url(show.url, page.key), moment, episode.guid if episode else _only_one(page)))
    return SiteFile(addresses.SITEMAP, _sitemap(lines), "application/xml", frozenset(published))


def sitemap_of(url: str, keys: Iterable[str]) -> SiteFile:
    """The list of the pages with these keys under a public address; of none it says when it was changed."""
    return SiteFile(
        addresses.SITEMAP, _sitemap(_line(public_url(url, key), None, None) for key in keys), "application/xml"
    )


def _sitemap(lines: Iterable[str]) -> bytes:
    head = ('<?xml version="1.0" encoding="UTF-8"?>', f'<urlset xmlns="{_NAMESPACE}">')
    return "\n".join((*head, *lines, "</urlset>\n")).encode()


def robots_file(url: str) -> SiteFile:
    """That everything under a public address may be read, and where the list of pages is. It never changes."""
    text = f"User-agent: *\nDisallow:\n\nSitemap: {public_url(url, addresses.SITEMAP)}\n"
    return SiteFile(addresses.ROBOTS, text.encode(), "text/plain; charset=utf-8")


def _worth_finding(pages: Iterable[ListedPage], aside: set[str]) -> Iterator[ListedPage]:
    players = addresses.embed_key("").removesuffix(".html")
    for page in pages:
        if page.key.endswith(".html") and page.key not in aside and not page.key.startswith(players):
            yield page


def _only_one(page: ListedPage) -> str | None:
    """The guid of the one episode without which there would be no page of somebody."""
    return next(iter(page.guids)) if page.key.startswith("people/") and len(page.guids) == 1 else None


def _line(address: str, moment: datetime | None, guid: str | None) -> str:
    changed = f"<lastmod>{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if moment else ""
    url = f"<url><loc>{escape(address)}</loc>{changed}</url>"
    return url if guid is None else f"{marks.opening(guid)}{url}{marks.closing(guid)}"
