"""How an episode is cited. Pure."""

from __future__ import annotations

from balado.artifact import public_url
from balado.site.addresses import episode_key
from balado.site.model import SiteEpisode, SiteFrame
from balado.site.spoken import Spoken


def citation(show: SiteFrame, episode: SiteEpisode, spoken: Spoken) -> str:
    """Author, title, show, kind, day, duration and address, in the order of ISO 690."""
    words = spoken.words
    parts = [
        episode.author or show.author,
        words.cite_quoted.format(title=episode.title),
        f"{show.title} [{words.cite_kind}]",
        spoken.day(episode.published),
        spoken.duration(episode.duration_s),
        public_url(show.url, episode_key(episode.page)),
    ]
    return ", ".join(part for part in parts if part)
