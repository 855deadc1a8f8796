"""How an episode is cited, and the code by which other sites show its player. Pure."""

from __future__ import annotations

from markupsafe import Markup

from balado.site.addresses import embed_key, episode_key
from balado.site.hyperlinks import address_of
from balado.site.model import SiteEpisode, SiteShow
from balado.site.spoken import Spoken

EMBED_HEIGHT_PX = 190
"""The player with its title in two lines."""


def citation(show: SiteShow, episode: SiteEpisode, spoken: Spoken) -> str:
    """Author, title, show, kind, day, duration and address, in the order of ISO 690."""
    words = spoken.words
    parts = [
        episode.author or show.author,
        words.cite_quoted.format(title=episode.title),
        f"{show.title} [{words.cite_kind}]",
        spoken.day(episode.published),
        spoken.duration(episode.duration_s),
        address_of(episode_key(episode.page), show.url),
    ]
    return ", ".join(part for part in parts if part)


def embed_code(show: SiteShow, episode: SiteEpisode) -> str:
    """The HTML to paste into a page elsewhere."""
    return str(
        Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>').format(
            address_of(embed_key(episode.page), show.url), episode.title, EMBED_HEIGHT_PX
        )
    )
