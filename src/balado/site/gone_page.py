"""The page of an episode that was withdrawn: it says so, with the day. Pure."""

from __future__ import annotations

from balado.site.addresses import embed_key, episode_key
from balado.site.model import GoneEpisode
from balado.site.recipe import Recipe
from balado.site.render import PageHead, Renderer


def gone_pages(gone: GoneEpisode) -> tuple[Recipe, Recipe]:
    """What stands in place of the page of the episode, and of its player in the pages of others."""
    keys = embed_key(gone.page), episode_key(gone.page)
    embed, page = (Recipe(key, frozenset({gone.guid}), gone_page, (gone, key, key == keys[0])) for key in keys)
    return page, embed


def gone_page(site: Renderer, gone: GoneEpisode, key: str, framed: bool) -> bytes:
    """That it was withdrawn, and when; `framed` where other sites may frame it."""
    title = site.words.withdrawn
    head = PageHead(f"{title} – {site.show.title}", indexed=False, framed=framed)
    said = site.words.withdrawn_on.format(day=site.spoken.day(gone.day))
    return site.page("gone.html", key, head, {"title": title, "said": said})
