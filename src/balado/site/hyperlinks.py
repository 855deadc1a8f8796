"""Where links of a page lead, and what they say of the file behind them. Pure."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from balado.site.addresses import relative
from balado.site.model import SiteLink
from balado.site.words import primary

_FOLLOWED = ("http", "https", "mailto", "tel")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_FORMATS = {
    "application/json": "JSON",
    "application/json+chapters": "JSON",
    "application/srt": "SubRip",
    "application/x-subrip": "SubRip",
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "audio/x-m4a": "M4A",
    "text/html": "HTML",
    "text/plain": "TXT",
    "text/srt": "SubRip",
    "text/vtt": "WebVTT",
    "video/mp4": "MP4",
    "video/x-m4v": "M4V",
}
_LONGEST_SUFFIX = 5


def path_to(key: str, page: str) -> str:
    """The way from a page to a file of the show, both given by their keys."""
    return relative(quote(key), page)


def href_of(link: SiteLink, page: str) -> str | None:
    """Where the link leads from the page with this key; None for an address that no page may follow (`javascript:`)."""
    if link.is_key:
        return path_to(link.href, page)
    return followed(link.href)


def followed(address: str | None) -> str | None:
    """The whole address if a page may lead there, else None."""
    return address if address and ":" in address and address.partition(":")[0].lower() in _FOLLOWED else None


def format_of(link: SiteLink) -> str:
    """The name of the format of a file, by its type, else by its suffix; empty for a page."""
    if named := _FORMATS.get(link.media_type):
        return named
    if not link.is_key and not link.media_type:
        return ""
    suffix = PurePosixPath(urlsplit(link.href).path if not link.is_key else link.href).suffix.removeprefix(".")
    return suffix.upper() if 0 < len(suffix) < _LONGEST_SUFFIX and suffix.isalnum() else ""


def language_attributes(language: str | None, page_language: str) -> Markup:
    """What an element says of a text that is in another language than its page; empty for the page's own."""
    if not language or primary(language) == primary(page_language):
        return Markup()
    direction = Markup(' dir="rtl"') if primary(language) in _RIGHT_TO_LEFT else Markup()
    return Markup(' lang="') + escape(language) + Markup('"') + direction
