"""What sites that take up a link show in its place (oEmbed 1.0, oembed.com). Pure.

The answer is a file: the address that a page names for it, with the type `application/json+oembed`, is whole, and no
server has to read a query.
"""

from __future__ import annotations

import html
import json

from balado.artifact import SITE_INDEX, public_url
from balado.site import addresses
from balado.site.model import SiteEpisode, SiteFrame, SitePicture
from balado.site.recipe import Recipe
from balado.site.render import Renderer

WIDTH_PX = 600
HEIGHT_PX = 220
"""The room that the player takes in another page."""
_THUMBNAIL_PX = 640


def embed_code(show: SiteFrame, episode: SiteEpisode) -> str:
    """The HTML by which another page shows the player of an episode."""
    player = public_url(show.url, addresses.embed_key(episode.page))
    return (
        f'<iframe src="{html.escape(player)}" title="{html.escape(episode.title)}" width="{WIDTH_PX}" '
        f'height="{HEIGHT_PX}" loading="lazy" allow="fullscreen"></iframe>'
    )


def oembed_recipe(episode: SiteEpisode) -> Recipe:
    """The answer for an episode."""
    key = addresses.oembed_key(episode.page)
    return Recipe(key, frozenset([episode.guid]), oembed_answer, (episode,), "application/json")


def oembed_answer(site: Renderer, episode: SiteEpisode) -> bytes:
    """The answer, of the type `rich`."""
    show = site.show
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": episode.title,
        "author_name": episode.author,
        "author_url": show.link,
        "provider_name": show.title,
        "provider_url": public_url(show.url, SITE_INDEX),
        "html": embed_code(show, episode),
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
        **_thumbnail(show, show.picture if episode.picture is None else episode.picture),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n"


def _thumbnail(show: SiteFrame, picture: SitePicture) -> dict[str, str | int]:
    """The form that is nearest to what such sites show, of those that all of them can read."""
    readable = [form for form in picture.forms if form.is_key and form.media_type in ("image/jpeg", "image/png")]
    if not readable:  # an answer must tell the size of the picture, or none at all
        return {}
    form = min(readable, key=lambda one: abs(one.width_px - _THUMBNAIL_PX))
    return {
        "thumbnail_url": public_url(show.url, form.key),
        "thumbnail_width": form.width_px,
        "thumbnail_height": form.height_px,
    }
