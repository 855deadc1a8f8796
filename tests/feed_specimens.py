"""Feeds made for tests of the feed stage, and their documents read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from lxml import etree
from specimens import SHOW_GUID

from balado.feed.document import Enclosure, Feed, Item
from balado.feed.write import write
from balado.model import Category, Owner

PARIS = timezone(timedelta(hours=1))
BUILT = datetime(2026, 11, 23, 6, tzinfo=PARIS)
SPACES: Mapping[str, str] = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
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
    """Name, text and attributes of each child, in order."""
    return [(name_of(child), child.text, dict(child.attrib)) for child in parent]
