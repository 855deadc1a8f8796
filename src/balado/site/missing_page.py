"""The page for addresses under which there is nothing. Pure."""

from __future__ import annotations

from balado.artifact import public_url
from balado.site.addresses import MISSING
from balado.site.model import SiteFile
from balado.site.render import HTML, PageHead, Renderer


def missing_page(site: Renderer) -> SiteFile:
    """What a server shows under any address that leads nowhere, however deep: its links are absolute."""
    show = site.show
    body = site.page(
        "404.html",
        MISSING,
        PageHead(f"{site.words.missing} – {show.title}", indexed=False),
        {"path": lambda key: public_url(show.url, key)},
    )
    return SiteFile(MISSING, body, HTML)
