"""The player of an episode that other sites may show in a frame. Pure."""

from __future__ import annotations

from balado.site.addresses import embed_key, episode_key
from balado.site.episode_page import captions
from balado.site.hyperlinks import href_of
from balado.site.model import SiteEpisode
from balado.site.pictures import picture_markup
from balado.site.recipe import Recipe
from balado.site.render import PageHead, Renderer, policy_of


def embed_recipe(episode: SiteEpisode) -> Recipe:
    """The player of this episode."""
    return Recipe(embed_key(episode.page), frozenset({episode.guid}), embed_page, (episode,))


def embed_page(site: Renderer, episode: SiteEpisode) -> bytes:
    """Title, cover and player of this episode; its links leave the frame."""
    key, picture = embed_key(episode.page), episode.picture or site.show.picture
    return site.page(
        "embed.html",
        key,
        PageHead(f"{episode.title} – {site.show.title}", language=episode.language, indexed=False, framed=True),
        {
            "policy": policy_of(picture, episode.audio),
            "episode": episode,
            "episode_page": episode_key(episode.page),
            "recording": href_of(episode.audio, key),
            "captions": list(captions(site, episode, key)),
            "cover": picture_markup(picture, key, "8rem"),
        },
    )
