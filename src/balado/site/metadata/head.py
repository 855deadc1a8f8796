"""What the head of a page says to those who link to it, beside its title and its description. Pure.

Each function gives names and contents of `meta` elements; the names of Open Graph (`og:`, `article:`)
stand in the attribute `property`. Sources: ogp.me; the Cards markup of X (developer.x.com).
"""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from balado.artifact import SITE_INDEX, public_url
from balado.site import addresses
from balado.site.model import SiteEpisode, SiteFrame, SitePicture

_DESCRIPTION_MOST = 300
"""Characters: no search engine and no card shows more."""

_Meta = tuple[str, str]


def meta_of_show(show: SiteFrame) -> tuple[_Meta, ...]:
    """What the first page says of the show."""
    page = public_url(show.url, SITE_INDEX)
    return (
        ("author", show.author),
        *_open_graph("website", show.title, show.description, page),
        *_locale(show.language),
        ("og:site_name", show.title),
        *_pictures(show, show.picture),
    )


def meta_of_episode(show: SiteFrame, episode: SiteEpisode) -> tuple[_Meta, ...]:
    """What the page of an episode says of it, its recording and its film included."""
    page = public_url(show.url, addresses.episode_key(episode.page))
    return (
        ("author", episode.author),
        *_open_graph("article", episode.title, episode.summary or show.description, page),
        *_locale(episode.language),
        ("og:site_name", show.title),
        ("article:published_time", episode.published.isoformat()),
        *_pictures(show, episode.picture or show.picture),
        ("og:audio", addresses.public_address(show.url, episode.audio)),
        ("og:audio:type", episode.audio.media_type),
        *_film(show, episode),
    )


def _open_graph(kind: str, title: str, description: str, page: str) -> Iterator[_Meta]:
    yield ("og:type", kind)
    yield ("og:title", title)
    yield ("og:description", _short(description))
    yield ("og:url", page)


def _locale(language: str) -> Iterator[_Meta]:
    """The language with a country, as Open Graph wants it; where none is written, the one with most of its speakers."""
    code = language.replace("-", "_")
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return
    if locale.territory is None:
        locale = Locale.parse(get_global("likely_subtags").get(locale.language, code))
    if locale.territory is not None:
        yield ("og:locale", f"{locale.language}_{locale.territory}")


def _pictures(show: SiteFrame, picture: SitePicture) -> Iterator[_Meta]:
    form = picture.social or picture.forms[0]
    yield ("og:image", addresses.picture_address(show.url, form))
    if form.media_type:
        yield ("og:image:type", form.media_type)
    if form.is_key:
        yield ("og:image:width", str(form.width_px))
        yield ("og:image:height", str(form.height_px))
    if picture.alt:
        yield ("og:image:alt", picture.alt)
        yield ("twitter:image:alt", picture.alt)
    yield ("twitter:card", "summary_large_image" if picture.social else "summary")


def _film(show: SiteFrame, episode: SiteEpisode) -> Iterator[_Meta]:
    if episode.film is not None and episode.film.link.media_type.startswith("video/"):
        yield ("og:video", addresses.public_address(show.url, episode.film.link))
        yield ("og:video:type", episode.film.link.media_type)


def _short(text: str) -> str:
    """The text on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= _DESCRIPTION_MOST:
        return line
    start = line[:_DESCRIPTION_MOST]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:") + "…"
