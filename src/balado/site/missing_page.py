"""The page for addresses under which there is nothing. Pure."""

from __future__ import annotations

from balado.site.addresses import INDEX, MISSING
from balado.site.hyperlinks import address_of
from balado.site.model import SiteFile
from balado.site.render import HTML, PageHead, Renderer


def missing_page(site: Renderer) -> SiteFile:
    """What a server shows under any address that leads nowhere, however deep: its links are absolute."""
    show = site.show
    body = site.page(
        "404.html",
        MISSING,
        PageHead(f"{site.words.missing} – {show.title}", indexed=False),
        {"path": lambda key: address_of(key, show.url), "index": INDEX},
    )
    return SiteFile(MISSING, body, HTML)
