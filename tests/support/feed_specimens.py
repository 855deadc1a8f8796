"""Feeds made for tests of the feed stage, and their documents read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import podcast_specimens as of
from lxml import etree
from podcast_specimens import PARIS
from specimens import SHOW_GUID

from balado.feed.document import Enclosure, Feed, Item, LiveItem, Paging
from balado.feed.write import write
from balado.show.model import Category, Owner

BUILT = datetime(2026, 11, 23, 6, tzinfo=PARIS)
SPACES: Mapping[str, str] = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
    "fh": "http://purl.org/syndication/history/1.0",
}


def item(name: str = "a", **changes: Any) -> Item:
    known: dict[str, Any] = {
        "guid": f"guid-of-{name}",
        "title": f"About {name}",
        "published": BUILT,
        "enclosure": Enclosure(f"https://pod.example/audio/{name}.mp3", 1234, "audio/mpeg"),
        "duration_s": 3605,
        "html": f"<p>Notes of {name}</p>",
        "explicit": False,
        "episode_type": "full",
    }
    return Item(**{**known, **changes})


def feed(*items: Item, **changes: Any) -> Feed:
    known: dict[str, Any] = {
        "guid": SHOW_GUID,
        "title": "Le dernier kilomètre",
        "description": "Conférences.",
        "link": "https://example.org/",
        "feed_url": "https://pod.example/feed.xml",
        "language": "fr",
        "image_url": "https://pod.example/cover.jpeg",
        "author": "Une institution",
        "categories": (Category(name="Government"),),
        "explicit": False,
        "show_type": "serial",
        "locked": True,
        "built": BUILT,
        "items": items,
        "owner": Owner(name="Une institution", email="podcast@example.org"),
    }
    return Feed(**{**known, **changes})


def full_item(name: str = "a", **changes: Any) -> Item:
    known: dict[str, Any] = {
        "link": "https://example.org/a",
        "image_url": "https://pod.example/a.png",
        "short_title": "Attentes",
        "author": "Une autre institution",
        "season": 1,
        "season_name": "2022-2023",
        "episode": 3,
        "episode_order": "3.5",
        "episode_display": "Trois et demi",
        "block": True,
        "people": of.PEOPLE,
        "locations": of.PLACES,
        "license": of.LICENSE,
        "funding": of.FUNDING,
        "transcripts": of.TRANSCRIPTS,
        "chapters_url": "https://pod.example/a.json",
        "chapters": of.CHAPTERS,
        "soundbites": of.SOUNDBITES,
        "alternates": of.ALTERNATES,
        "content_links": of.LINKS,
        "social": of.SOCIAL,
        "chat": of.CHAT,
        "txt": of.TXT,
        "value": (of.VALUE,),
        "images": of.IMAGES,
        "extra": of.EXTRA,
    }
    return item(name, **{**known, **changes})


def full_live() -> tuple[LiveItem, ...]:
    stream = Enclosure("https://live.example/stream.mp3", 0, "audio/mpeg")
    start = datetime(2026, 12, 1, 17, 30, tzinfo=PARIS)
    planned = full_item("live", enclosure=stream, published=start, duration_s=0)
    bare = item("soon", enclosure=stream, published=start, duration_s=0, content_links=of.LINKS[:1])
    return (
        LiveItem("live", start, start + timedelta(hours=2, minutes=30), planned),
        LiveItem("pending", start + timedelta(days=7), None, bare),
    )


def full_feed(*items: Item, **changes: Any) -> Feed:
    """The feed of these items, of one with every tag of an item if none is given."""
    known: dict[str, Any] = {
        "copyright": "Une institution",
        "categories": (Category(name="Society & Culture", subcategory="Documentary"), Category(name="Government")),
        "short_title": "Kilomètre",
        "block": True,
        "complete": True,
        "new_feed_url": "https://new.example/feed.xml",
        "apple_verification": "b2a3c4",
        "medium": "podcast",
        "people": of.PEOPLE,
        "locations": of.PLACES,
        "license": of.LICENSE,
        "funding": of.FUNDING,
        "trailers": of.TRAILERS,
        "update_frequency": of.FREQUENCY,
        "service_blocks": of.SERVICE_BLOCKS,
        "social": of.SOCIAL,
        "chat": of.CHAT,
        "txt": of.TXT,
        "podroll": of.PODROLL,
        "remote_items": of.PODROLL,
        "publisher": of.PUBLISHER,
        "value": (of.VALUE,),
        "uses_podping": True,
        "hubs": ("https://hub.example/",),
        "images": of.IMAGES,
        "extra": of.EXTRA,
        "live": full_live(),
        "paging": Paging(
            "https://pod.example/feed.xml", "https://pod.example/feed-1.xml", "https://pod.example/feed-3.xml"
        ),
        "is_archive": True,
    }
    return feed(*(items or (full_item(),)), **{**known, **changes})


def channel_of(made: Feed) -> Any:
    """The channel of the document of this feed."""
    return etree.fromstring(write(made))[0]


def item_of(made: Item) -> Any:
    """The item as a document has it."""
    return channel_of(feed(made)).find("item")


def name_of(element: Any) -> str:
    """The element's name with the prefix that we write."""
    qualified = etree.QName(element)
    prefixes = {space: prefix for prefix, space in SPACES.items()}
    return f"{prefixes[qualified.namespace]}:{qualified.localname}" if qualified.namespace else qualified.localname


def shape_of(parent: Any) -> list[tuple[str, str | None, dict[str, str]]]:
    """Name, text (None where it holds elements: that is indentation) and attributes of each child, in order."""
    return [(name_of(child), None if len(child) else child.text, dict(child.attrib)) for child in parent]


def channel_tags(name: str, **changes: Any) -> list[tuple[str | None, dict[str, str]]]:
    """Text and attributes of each of these tags of a show so changed."""
    return [(text, attributes) for tag, text, attributes in shape_of(channel_of(feed(**changes))) if tag == name]


def item_tags(name: str, **changes: Any) -> list[tuple[str | None, dict[str, str]]]:
    """The same of an episode."""
    return [(text, attributes) for tag, text, attributes in shape_of(item_of(item(**changes))) if tag == name]
