"""The keys of the pages: promises, like those of media. Pure."""

from __future__ import annotations

from balado.artifact import public_url
from balado.site.model import PictureForm, SiteLink

MISSING = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
CALENDAR = "calendar.ics"
SEARCH = "search.json"
ASSETS = "assets"
"""The folder of style sheet and script, whose names hold their digest."""


def episode_key(page: str) -> str:
    """The page of an episode, also of one that is gone."""
    return f"episodes/{page}.html"


def embed_key(page: str) -> str:
    """The player of an episode that other sites may frame."""
    return f"embed/{page}.html"


def oembed_key(page: str) -> str:
    """What sites that take up a link ask for (oEmbed)."""
    return f"oembed/{page}.json"


def person_key(page: str) -> str:
    """The page of somebody."""
    return f"people/{page}.html"


def person_list_key(page: str, number: int) -> str:
    """A page of what somebody took part in longer ago, numbered as those of `list_key`."""
    return f"people/{page}/{number}.html"


def season_key(number: int) -> str:
    """The page of a season."""
    return f"seasons/{number}.html"


def season_list_key(season: int, number: int) -> str:
    """A page of older episodes of a season, numbered as those of `list_key`."""
    return f"seasons/{season}/{number}.html"


def list_key(number: int) -> str:
    """A page of older episodes: number 1 holds the oldest, so that a full one never changes."""
    return f"list/{number}.html"


def said_key(number: int) -> str:
    """A file of what is said in the recordings, numbered as those of `list_key`."""
    return f"search/{number}.json"


def is_said_key(key: str) -> bool:
    """Whether it is the key of such a file."""
    return key.startswith("search/") and key.endswith(".json")


def event_key(page: str) -> str:
    """The calendar file of one conference."""
    return f"events/{page}.ics"


def relative(to: str, of: str) -> str:
    """The way from the page with the key `of` to the file with the key `to`."""
    return "../" * of.count("/") + to


def picture_address(base: str, form: PictureForm) -> str:
    """The whole address of a picture; `base` is the public address of the place."""
    return public_url(base, form.key) if form.is_key else form.key


def public_address(base: str, link: SiteLink) -> str:
    """The whole address of what a link leads to; `base` is the public address of the place."""
    return public_url(base, link.href) if link.is_key else link.href
