"""The XML namespaces of podcast feeds, each under the one prefix by which everybody here calls it.

They stand beside the closed lists, and not in the room of the feed, since the rules judge anybody's feed by them. Pure.
"""

from __future__ import annotations

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

PODCAST_ALIAS = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
"""The second address of `podcast`, which its owner lets stand for the first."""
