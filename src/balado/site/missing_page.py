"""The page for addresses under which there is nothing. Pure."""

from __future__ import annotations

from balado.artifact import public_url
from balado.site.addresses import MISSING
from balado.site.recipe import Recipe
from balado.site.render import PageHead, Renderer


def missing_recipe() -> Recipe:
    """The page, which tells of no episode."""
    return Recipe(MISSING, frozenset(), missing_page, ())


def missing_page(site: Renderer) -> bytes:
    """What a server shows under any address that leads nowhere, however deep: its links are absolute."""
    show = site.show
    return site.page(
        "404.html",
        MISSING,
        PageHead(f"{site.words.missing} – {show.title}", indexed=False),
        {"path": lambda key: public_url(show.url, key)},
    )
