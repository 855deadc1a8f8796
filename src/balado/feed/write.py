"""A Feed becomes a document: RSS 2.0 in UTF-8, by feedgen and extensions registered with it. Same feed, same bytes.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import CDATA, ProcessingInstruction, SubElement

from balado.feed.document import Feed, Item, LiveItem
from balado.feed.extra import extra_lines, spaces_of
from balado.feed.markup import rows
from balado.feed.tag import WRITTEN, qualified
from balado.feed.tags import CHANNEL, ITEM, LIVE

_EXTENSION = "balado"
_GENERATOR = "Balado"
_ATOM_LINK = qualified("atom:link")
_LIVE_ITEM = qualified(LIVE.name)
_CHANNEL_ROWS = rows(CHANNEL, depth=2)
_ITEM_ROWS = rows(ITEM, depth=3)
_LIVE_ROWS = rows((tag for tag in ITEM if tag.name != "pubDate"), depth=3)
"""A stream has its start in `podcast:liveItem`; a date in the future would only confuse apps."""


def write(feed: Feed) -> bytes:
    """The document of a feed. All of the channel's own elements come before the first item (RSS Board profile)."""
    mark = _mark(feed)
    spaces = spaces_of(feed)
    generator = _channel(feed, mark, spaces)
    for item in feed.items:
        _fill(generator.add_entry(order="append"), item, mark)
    document: bytes = generator.rss_str(pretty=True)
    return _with_rows(document, f"<?{mark} ?>", feed, spaces)


def _mark(feed: Feed) -> str:
    """The name of the instruction in whose place rows come: one that stands in no notes."""
    items = (*feed.items, *(live.item for live in feed.live))
    names = (f"rows{'-' * length}" for length in count())
    return next(name for name in names if not any(f"<?{name} ?>" in item.html for item in items))


def _with_rows(document: bytes, mark: str, feed: Feed, spaces: Mapping[str, str]) -> bytes:
    *pieces, end = document.split(mark.encode())
    channel = _CHANNEL_ROWS(feed) + extra_lines(feed.extra, spaces, 2)
    streams = (_LIVE_ROWS(live.item) + extra_lines(live.item.extra, spaces, 3) for live in feed.live)
    items = (_ITEM_ROWS(item) + extra_lines(item.extra, spaces, 3) for item in feed.items)
    lines = chain((channel,), streams, items)  # one at a time: they are large
    filled = [part for piece, block in zip(pieces, lines, strict=True) for part in (piece.rstrip(), block.encode())]
    return b"".join((*filled, end))


def _channel(feed: Feed, mark: str, spaces: Mapping[str, str]) -> Any:
    generator = FeedGenerator()
    generator.register_extension(_EXTENSION, ShowTags, ItemTags, atom=False)
    generator.balado.feed, generator.balado.mark, generator.balado.spaces = feed, mark, spaces
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


def _fill(entry: Any, item: Item, mark: str) -> None:
    entry.balado.item, entry.balado.mark = item, mark
    entry.title(item.title)
    entry.guid(item.guid, permalink=False)
    entry.description(item.html)
    entry.content(item.html, type="CDATA")
    entry.enclosure(item.enclosure.url, str(item.enclosure.byte_size), item.enclosure.media_type)
    if item.link is not None:
        entry.link(href=item.link)


def _live(live: LiveItem, mark: str) -> Any:
    """The element of a stream: that of its item under another name."""
    entry = FeedEntry()
    entry.register_extension(_EXTENSION, ItemTags, atom=False)
    _fill(entry, live.item, mark)
    element = entry.rss_entry()
    element.tag = _LIVE_ITEM
    for slot in LIVE.attributes:
        if (value := getattr(live, slot.field)) is not None:
            element.set(slot.name, slot.form.write(value))
    return element


class ShowTags(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """feedgen's extension of the channel: the place of the rows of CHANNEL, the links of an archive, the streams."""

    feed: Feed
    mark: str
    spaces: Mapping[str, str]

    def extend_ns(self) -> Mapping[str, str]:
        """The namespaces of the rows that say something, and of what Balado has no key for."""
        items = (*self.feed.items, *(live.item for live in self.feed.live))
        chaptered = any(item.chapters for item in items)
        wanted = {"itunes", "podcast", *(("psc",) if chaptered else ()), *(("fh",) if self.feed.is_archive else ())}
        return {**{prefix: space for prefix, space in WRITTEN.items() if prefix in wanted}, **self.spaces}

    def extend_rss(self, feed: Any) -> Any:
        """The document with all of the channel but its items."""
        channel = feed[0]
        channel.append(ProcessingInstruction(self.mark))
        for hub in self.feed.hubs:  # feedgen writes the first of its links alone
            SubElement(channel, _ATOM_LINK, {"href": hub, "rel": "hub"})
        for rel, url in _paging(self.feed):
            SubElement(channel, _ATOM_LINK, {"href": url, "rel": rel, "type": "application/rss+xml"})
        channel.extend(_live(live, self.mark) for live in self.feed.live)
        return feed


def _paging(feed: Feed) -> Iterator[tuple[str, str]]:
    links = (
        ("current", feed.paging.current),
        ("prev-archive", feed.paging.previous),
        ("next-archive", feed.paging.next),
    )
    return ((rel, url) for rel, url in links if url is not None)


class ItemTags(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """feedgen's extension of an item: the place of the rows of ITEM."""

    item: Item
    mark: str

    def extend_rss(self, entry: Any) -> Any:
        """The item, its notes readable."""
        entry.find("description").text = CDATA(self.item.html)  # feedgen escapes it when there is content too
        entry.append(ProcessingInstruction(self.mark))
        return entry
