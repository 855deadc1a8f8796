"""A Feed becomes a document: RSS 2.0 in UTF-8, by feedgen and extensions registered with it. Same feed, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import CDATA, SubElement

from balado.feed.document import Feed, Item
from balado.feed.tags import CHANNEL, ITEM, NAMESPACES, Element

_EXTENSION = "balado"
_GENERATOR = "Balado"


def write(feed: Feed) -> bytes:
    """The document of a feed. All of the channel's own elements come before the first item (RSS Board profile)."""
    generator = _channel(feed)
    for item in feed.items:
        _entry(generator, item)
    document: bytes = generator.rss_str(pretty=True)
    return document


def _channel(feed: Feed) -> Any:
    generator = FeedGenerator()
    generator.register_extension(_EXTENSION, ShowTags, ItemTags, atom=False)
    generator.balado.feed = feed
    generator.title(feed.title)
    generator.description(feed.description)
    generator.link(href=feed.feed_url, rel="self", type="application/rss+xml")
    generator.link(href=feed.link, rel="alternate")  # the last link becomes the channel's: it must be the page
    generator.language(feed.language)
    generator.image(url=feed.image_url, title=feed.title, link=feed.link)
    generator.copyright(feed.copyright)
    generator.generator(_GENERATOR)
    generator.docs("")
    # feedgen has no way to say "no date", and writing one switches the locale of the whole process: a row writes it.
    generator._FeedGenerator__rss_lastBuildDate = None
    return generator


def _entry(generator: Any, item: Item) -> None:
    entry = generator.add_entry(order="append")
    entry.balado.item = item
    entry.title(item.title)
    entry.guid(item.guid, permalink=False)
    entry.description(item.html)
    entry.content(item.html, type="CDATA")
    entry.enclosure(item.enclosure.url, str(item.enclosure.byte_size), item.enclosure.media_type)
    if item.link is not None:
        entry.link(href=item.link)


class ShowTags(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """feedgen's extension of the channel: the rows of CHANNEL."""

    feed: Feed

    def extend_ns(self) -> Mapping[str, str]:
        """The namespaces of the rows."""
        return NAMESPACES

    def extend_rss(self, feed: Any) -> Any:
        """The document with the channel's rows in it."""
        for tag in CHANNEL:
            _append(feed[0], tag.name, tag.elements(self.feed))
        return feed


class ItemTags(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """feedgen's extension of an item: the rows of ITEM."""

    item: Item

    def extend_rss(self, entry: Any) -> Any:
        """The item with its rows in it."""
        entry.find("description").text = CDATA(self.item.html)  # feedgen escapes it when there is content too
        for tag in ITEM:
            _append(entry, tag.name, tag.elements(self.item))
        return entry


def _append(parent: Any, name: str, elements: Iterable[Element]) -> None:
    prefix, colon, local = name.partition(":")
    qualified = f"{{{NAMESPACES[prefix]}}}{local}" if colon else name
    for element in elements:
        made = SubElement(parent, qualified, dict(element.attributes))
        made.text = element.text
        for child_name, child in element.children:
            _append(made, child_name, [child])
