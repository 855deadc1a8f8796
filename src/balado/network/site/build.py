"""The files that a network publishes beside its feed, made of its shows. Pure."""

from __future__ import annotations

from balado.network.site.calendar import calendar_document
from balado.network.site.opml import opml_document
from balado.network.site.pages import all_episodes, site_pages
from balado.network.site.search import search_document
from balado.network.site.summary import NetworkSite
from balado.record.keys import OPML_KEY
from balado.site.addresses import CALENDAR, MISSING, SEARCH
from balado.site.assets import asset_text, assets
from balado.site.calendar import MEDIA_TYPE
from balado.site.metadata.crawlers import robots_file, sitemap_of
from balado.site.model import SiteFile


def network_files(site: NetworkSite) -> tuple[SiteFile, ...]:
    """Every file. The same site gives the same bytes."""
    listed, shared = all_episodes(site), assets(asset_text("network.css"))
    pages = tuple(site_pages(site, listed, shared))
    return (
        *pages,
        SiteFile(OPML_KEY, opml_document(site), "text/x-opml; charset=utf-8"),
        SiteFile(SEARCH, search_document(site, listed), "application/json"),
        sitemap_of(site.url, [page.key for page in pages if page.key != MISSING]),
        robots_file(site.url),
        shared.style,
        shared.search,
        SiteFile(CALENDAR, calendar_document(site), MEDIA_TYPE),
    )
