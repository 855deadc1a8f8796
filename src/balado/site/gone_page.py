"""The page of an episode that was withdrawn: it says so, with the day. Pure."""

from __future__ import annotations

from balado.site.addresses import embed_key, episode_key
from balado.site.model import GoneEpisode, SiteFile
from balado.site.render import HTML, PageHead, Renderer


def gone_pages(site: Renderer, gone: GoneEpisode) -> tuple[SiteFile, SiteFile]:
    """What stands in place of the page of the episode, and of its player in the pages of others."""
    return _page(site, gone, episode_key(gone.page)), _page(site, gone, embed_key(gone.page), framed=True)


def _page(site: Renderer, gone: GoneEpisode, key: str, *, framed: bool = False) -> SiteFile:
    title = site.words.withdrawn
    head = PageHead(f"{title} – {site.show.title}", indexed=False, framed=framed)
    said = site.words.withdrawn_on.format(day=site.spoken.day(gone.day))
    return SiteFile(
        key, site.page("gone.html", key, head, {"title": title, "said": said}), HTML, frozenset({gone.guid})
    )
