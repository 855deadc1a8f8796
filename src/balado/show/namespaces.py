"""The XML namespaces of podcast feeds, each under the one prefix by which everybody here calls it.

They stand beside the closed lists, and not in the room of the feed, since the rules judge anybody's feed by them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NAMESPACES: Mapping[str, str] = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
    "spotify": "http://www.spotify.com/ns/rss",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
"""Address by prefix, letter by letter as its owner writes it."""

FURTHER: Mapping[str, str] = {
    "acast": "https://schema.acast.com/1.0/",
    "admin": "http://webns.net/mvcb/",
    "anchor": "https://anchor.fm/xmlns",
    "bitlove": "http://bitlove.org",
    "cc": "http://web.resource.org/cc/",
    "creativecommons": "http://backend.userland.com/creativeCommonsRssModule",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "feedpress": "https://feed.press/xmlns",
    "fyyd": "https://fyyd.de/fyyd-ns/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "georss": "http://www.georss.org/georss",
    "itunesu": "http://www.itunesu.com/feed",
    "libsyn": "http://libsyn.com/rss-extension",
    "omny": "https://omny.fm/rss-extensions",
    "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
    "podaccess": "https://access.acast.com/schema/1.0/",
    "podcastrf": "http://radiofrance.fr/Lancelot/Podcast#",
    "ppg": "http://bbc.co.uk/2009/01/ppgRss",
    "rawvoice": "http://www.rawvoice.com/rawvoiceRssModule/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "yt": "http://www.youtube.com/xml/schemas/2015",
}
"""The same of what hosts add, which is carried along and not judged."""

PODCAST_ALIAS = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
"""The second address of `podcast`, which its owner lets stand for the first."""

_BEGINNINGS: Mapping[str, str] = {
    "github.com/podcastindex-org/podcast-namespace": "podcast",
    "itunes.com": "itunes",
    "itunes.apple.com": "itunes",
    "podcastindex.org": "podcast",
    "podlove.org": "psc",
    "search.yahoo.com": "media",
    "video.search.yahoo.com": "media",
}
"""Hosts, and their folders, that give their name to one namespace alone."""
_OF_PREFIXES = frozenset({"itunes", "podcast", "psc", "googleplay"})
"""Prefixes that nobody gives to another namespace."""
_BEGINNING = re.compile(r"^(?:[a-z]+:)?/*(?:www\.)?")
_END = re.compile(r"[#/\s]*(?:\.dtd)?$")
_VERSION = re.compile(r"[-/]?v?\d[\d.]*$")
_MOST_CHARS = 200
"""A longer address was not mistyped, and patterns that end at the end of a text take the square of its length."""


def _stem(space: str) -> str:
    """A namespace without what people get wrong in it: scheme, case, version, ending."""
    return _VERSION.sub("", _END.sub("", _BEGINNING.sub("", space.strip().lower(), count=1), count=1))


# Dublin Core has one namespace for each of its versions, and Atom for each of its drafts.
_OF_STEMS = {_stem(address): prefix for prefix, address in NAMESPACES.items() if prefix not in ("dc", "xml")}


def prefix_meant(space: str, prefix: str | None = None) -> str | None:
    """The prefix of the namespace that a misspelled one means, by what is left of it or by its own prefix.

    None where it may well be another. It is not asked for one that is right to the letter.
    """
    stem = _stem(space) if len(space) <= _MOST_CHARS else ""
    if stem in _OF_STEMS:
        return _OF_STEMS[stem]
    for beginning, meant in _BEGINNINGS.items():
        if f"{stem}/".startswith(f"{beginning}/"):
            return meant
    return prefix.lower() if prefix is not None and prefix.lower() in _OF_PREFIXES else None
