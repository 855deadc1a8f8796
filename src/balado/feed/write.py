"""A Feed becomes a document: RSS 2.0 in UTF-8, by feedgen and extensions registered with it. Same feed, same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import CDATA, SubElement

from balado.feed.document import Feed, Item, LiveItem
from balado.feed.tag import NAMESPACES, Element, qualified
from balado.feed.tags import CHANNEL, ITEM, LIVE

_EXTENSION = "balado"
_GENERATOR = "Balado"
_ROWS_OF_CHANNEL = tuple((tag, tag.qualified) for tag in CHANNEL)
_ROWS_OF_ITEM = tuple((tag, tag.qualified) for tag in ITEM)
_ATOM_LINK = qualified("atom:link")
_NOT_WHILE_LIVE = ("pubDate",)
"""A stream has its start in `podcast:liveItem`; a date in the future would only confuse apps."""


def write(feed: Feed) -> bytes:
    """The document of a feed. All of the channel's own elements come before the first item (RSS Board profile)."""
    generator = _channel(feed)
    for item in feed.items:
        _fill(generator.add_entry(order="append"), item)
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


def _fill(entry: Any, item: Item) -> None:
    entry.balado.item = item
    entry.title(item.title)
    entry.guid(item.guid, permalink=False)
    entry.description(item.html)
    entry.content(item.html, type="CDATA")
    entry.enclosure(item.enclosure.url, str(item.enclosure.byte_size), item.enclosure.media_type)
    if item.link is not None:
        entry.link(href=item.link)


def _live(live: LiveItem, attributes: Mapping[str, str]) -> Any:
    """The element of a stream: that of its item under another name."""
    entry = FeedEntry()
    entry.register_extension(_EXTENSION, ItemTags, atom=False)
    _fill(entry, live.item)
    element = entry.rss_entry()
    element.tag = LIVE.qualified
    for name in _NOT_WHILE_LIVE:
        element.remove(element.find(name))
    element.attrib.update(attributes)
    return element


class ShowTags(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """feedgen's extension of the channel: the rows of CHANNEL, the links of an archive, the streams."""

    feed: Feed

    def extend_ns(self) -> Mapping[str, str]:
        """The namespaces of the rows that say something."""
        items = (*self.feed.items, *(live.item for live in self.feed.live))
        chaptered = any(item.chapters for item in items)
        wanted = {"itunes", "podcast", *(("psc",) if chaptered else ()), *(("fh",) if self.feed.is_archive else ())}
        return {prefix: space for prefix, space in NAMESPACES.items() if prefix in wanted}

    def extend_rss(self, feed: Any) -> Any:
        """The document with the channel's rows in it."""
        channel = feed[0]
        for tag, name in _ROWS_OF_CHANNEL:
            for element in tag.elements(self.feed):
                _append(channel, name, element)
        for rel, url in _paging(self.feed):
            SubElement(channel, _ATOM_LINK, {"href": url, "rel": rel, "type": "application/rss+xml"})
        for live, element in zip(self.feed.live, LIVE.elements(self.feed), strict=True):
            channel.append(_live(live, element.attributes))
        return feed


def _paging(feed: Feed) -> Iterator[tuple[str, str]]:
    links = (
        ("current", feed.paging.current),
        ("prev-archive", feed.paging.previous),
        ("next-archive", feed.paging.next),
    )
    return ((rel, url) for rel, url in links if url is not None)


class ItemTags(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """feedgen's extension of an item: the rows of ITEM."""

    item: Item

    def extend_rss(self, entry: Any) -> Any:
        """The item with its rows in it."""
        entry.find("description").text = CDATA(self.item.html)  # feedgen escapes it when there is content too
        for tag, name in _ROWS_OF_ITEM:
            for element in tag.elements(self.item):
                _append(entry, name, element)
        return entry


def _append(parent: Any, name: str, element: Element) -> None:
    made = SubElement(parent, name, element.attributes)
    made.text = element.text
    for child_name, child in element.children:
        _append(made, qualified(child_name), child)
