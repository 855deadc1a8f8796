"""How to subscribe: the address of the feed in every form that apps take it, their directories, and a QR code. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import segno

from balado.artifact import FEED_KEY, public_url
from balado.site.model import SiteFrame, SiteLink

SERVICE_NAMES: Mapping[str, str] = {
    "amazon": "Amazon Music",
    "antennapod": "AntennaPod",
    "apple": "Apple Podcasts",
    "applepodcasts": "Apple Podcasts",
    "audible": "Audible",
    "castbox": "Castbox",
    "castro": "Castro",
    "deezer": "Deezer",
    "fountain": "Fountain",
    "iheart": "iHeart",
    "overcast": "Overcast",
    "playerfm": "Player FM",
    "pocketcasts": "Pocket Casts",
    "podcastaddict": "Podcast Addict",
    "podcastguru": "Podcast Guru",
    "podcastindex": "Podcast Index",
    "podchaser": "Podchaser",
    "podverse": "Podverse",
    "radiofrance": "Radio France",
    "soundcloud": "SoundCloud",
    "spotify": "Spotify",
    "truefans": "TrueFans",
    "tunein": "TuneIn",
    "youtube": "YouTube",
    "youtubemusic": "YouTube Music",
}
"""The names of apps and directories as they write them, by the words that authors write, without blanks and hyphens."""

_QUIET_ZONE_MODULES = 4
"""ISO/IEC 18004, 6.3.8: without it a dark page runs into the code."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """The ways to subscribe: `feed` is the address to copy, `app` and `older_app` open it in an app that is installed.

    `services` are the show's own pages in apps and directories, by their proper names.
    """

    feed: str
    app: str
    older_app: str
    services: tuple[SiteLink, ...]


def subscription(show: SiteFrame) -> Subscription:
    """The ways to subscribe to the show."""
    feed = public_url(show.url, FEED_KEY)
    place = feed.partition("://")[2]
    named = tuple(replace(service, title=service_name(service.title)) for service in show.services)
    return Subscription(feed, f"podcast://{place}", f"pcast://{place}", named)


def service_name(written: str) -> str:
    """The proper name of an app or directory; what is not known stays as it is written."""
    return SERVICE_NAMES.get("".join(sign for sign in written.casefold() if sign.isalnum()), written)


@lru_cache(maxsize=16)
def qr_svg(address: str, title: str) -> str:
    """The address as a QR code to be put into a page. `title` is what it is called to those who cannot see it.

    Black on white whatever the colours of the page, its quiet zone included: few apps read an inverted code. No
    attribute of it is a style, which the pages' policy would not run.
    """
    code = segno.make(address, error="m", micro=False)
    shown = code.svg_inline(
        border=_QUIET_ZONE_MODULES, dark="#000", light="#fff", title=title, omitsize=True, svgclass="qr", lineclass=None
    )
    return shown.replace("<svg ", '<svg role="img" shape-rendering="crispEdges" ', 1)
