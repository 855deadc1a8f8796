"""The elements that Balado itself writes, with the key that an author writes for each. Names in lower case. Pure."""

from __future__ import annotations

from collections.abc import Mapping

OF_STRUCTURE = frozenset({"rss", "channel", "item", "enclosure", "podcast:liveitem"})
"""What apps take for an episode, or a recording, wherever it stands."""

_OF_BOTH: Mapping[str, str] = {
    "title": "title",
    "link": "link",
    "itunes:title": "short_title",
    "itunes:author": "author",
    "itunes:explicit": "explicit",
    "itunes:image": "artwork",
    "itunes:block": "block",
    "podcast:location": "locations",
    "podcast:license": "license",
    "podcast:funding": "funding",
    "podcast:socialinteract": "social",
    "podcast:chat": "chat",
    "podcast:txt": "txt",
    "podcast:value": "value",
    "podcast:image": "images",
}

KEYS_OF_SHOW: Mapping[str, str] = {
    **_OF_BOTH,
    "description": "description",
    "language": "language",
    "copyright": "copyright",
    "image": "artwork",
    "lastbuilddate": "",
    "pubdate": "",
    "generator": "",
    "atom:generator": "",
    "itunes:owner": "owner",
    "itunes:category": "categories",
    "itunes:type": "type",
    "itunes:complete": "complete",
    "itunes:new-feed-url": "new_feed_url",
    "itunes:applepodcastsverify": "apple_verification",
    "podcast:guid": "guid",
    "podcast:locked": "locked",
    "podcast:medium": "medium",
    "podcast:person": "team",
    "podcast:trailer": "trailers",
    "podcast:updatefrequency": "update_frequency",
    "podcast:block": "service_blocks",
    "podcast:remoteitem": "remote_items",
    "podcast:podroll": "podroll",
    "podcast:publisher": "publisher",
    "podcast:podping": "uses_podping",
    "fh:archive": "archive",
}
"""Of a channel: the key of feed.yaml; empty where Balado itself knows what to write."""

KEYS_OF_ITEM: Mapping[str, str] = {
    **_OF_BOTH,
    "description": "notes",
    "content:encoded": "notes",
    "guid": "guid",
    "pubdate": "date",
    "itunes:duration": "",
    "itunes:season": "season",
    "itunes:episode": "episode",
    "itunes:episodetype": "type",
    "podcast:season": "season",
    "podcast:episode": "episode",
    "podcast:person": "people",
    "podcast:transcript": "transcripts",
    "podcast:chapters": "chapters",
    "podcast:soundbite": "soundbites",
    "podcast:alternateenclosure": "alternates",
    "podcast:contentlink": "links",
    "psc:chapters": "chapters",
}
"""Of an item: the same of episode.md."""
