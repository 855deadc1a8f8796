"""Any podcast's feed, of any host, becomes a `Feed`; what has no place in one is said.

`read(write(feed)).feed == feed` for every feed that the writer can carry whole. Other people's feeds are read
leniently: what is missing gets a neutral value, what is broken is saved as far as it can be. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from balado.errors import SourceError
from balado.feed.document import Feed, Item, Paging
from balado.feed.read_document import fault, root_of
from balado.feed.read_item import NO_DATE, ItemReader
from balado.feed.read_items import items_below, read_items
from balado.feed.read_log import Log, Unplaced, other_words, repeated, unknown
from balado.feed.read_row import Children, note_rest
from balado.feed.read_tree import Node
from balado.feed.tags import CHANNEL
from balado.feed.values import read_moment
from balado.message import say

__all__ = ["ReadFeed", "Unplaced", "read", "read_own"]

_PLUGIN = re.compile(rb"<!--\s*podcast_generator=\"([^\"<>]{1,100})\"")
"""How plugins of WordPress sign: the tag names WordPress itself."""
_HEAD_BYTES = 100_000
_PAGES = {"current": "current", "prev-archive": "previous", "next-archive": "next"}
_OF_DOCUMENTS = frozenset({"self", "alternate", "next", "first", "last", "previous", "prev", *_PAGES})
"""Relations of links that say where documents are, not what stands in them."""


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """What a document says: its feed (items in the order of the document), and what has no place in it.

    `silent` are its items without a recording, which apps do not show: an enclosure without address stands for it.
    `next_page` is where the older items are, when the document is one page of several (RFC 5005). `generator` is the
    program that wrote the document; it makes no difference.
    """

    feed: Feed
    unplaced: tuple[Unplaced, ...]
    silent: tuple[Item, ...] = ()
    next_page: str | None = None
    generator: str = field(default="", compare=False)


def read(document: bytes, url: str = "", called: str = "") -> ReadFeed:
    """Read a document; `url` is where it came from, and its address where it names none itself.

    `called` is what it is called in faults, of one that came from no address: its file.

    Raises SourceError for what is no RSS feed, longer than 50 MB, or made to do harm.
    """
    return _read(document, url, called=called or url)


def read_own(document: bytes, url: str = "") -> ReadFeed:
    """Read a document that Balado wrote, of any size: what was published must be read again, whatever others allow."""
    return _read(document, url, called=url, is_own=True)


def _read(document: bytes, url: str, *, called: str, is_own: bool = False) -> ReadFeed:
    log = Log()
    root = root_of(document, called, log, is_own=is_own)
    reader = _ChannelReader(_channel_of(root, called, log), log)
    feed, silent = reader.feed(items_below(root, log), url)
    plugin = _PLUGIN.search(document, 0, _HEAD_BYTES)
    generator = plugin[1].decode("ascii", "replace") if plugin else reader.generator
    found = ReadFeed(feed, tuple(log.unplaced()), silent, reader.next_page, generator)
    root.clear()
    return found


def _channel_of(root: Node, url: str, log: Log) -> Node:
    if root.key == "channel":
        return root
    if root.key != "rss":
        raise _no_feed(root, url)
    note_rest(Node(root.name, root.line, None, root.attributes), log, ("version",))
    channel = next((node for node in root.below() if node.key == "channel"), None)
    if channel is None and any(child.key == "item" for child in root.children):
        return root
    if channel is None:
        raise fault(url, say("The feed has no channel: it says nothing of a show."), line=root.line)
    for other in root.children:
        if other is not channel and other.key not in ("item", "rss"):
            log.add(unknown, other)
    return channel


def _no_feed(root: Node, url: str) -> SourceError:
    """What a document is instead."""
    if root.key == "atom:feed" and any(child.key.startswith("yt:") for child in root.children):
        what = say("This is YouTube's list of a channel's newest films (Atom), which names no recordings.")
        return fault(url, what)
    what = say("The document is no RSS feed: it begins with <{name}>.", name=root.name)
    named = _feed_named_in(root)
    remedy = say("It names this one: {url}", url=named) if named else None
    return fault(url, _WRONG_ROOTS.get(root.key, what), remedy)


def _feed_named_in(root: Node) -> str:
    """The feed that a web page names for browsers; empty where it names none."""
    links = (node.attributes for node in root.below() if node.key.rpartition(":")[2] == "link")
    feeds = (one.get("href", "") for one in links if one.get("type", "").lower() == "application/rss+xml")
    return next(feeds, "")


_WEB_PAGE = say("This is a web page, not a feed.")
_WRONG_ROOTS = {
    **dict.fromkeys(("html", "head", "body", "div", "script", "meta", "link", "p"), _WEB_PAGE),
    "atom:feed": say("This is an Atom feed; podcasts are RSS."),
    "opml": say("This is a list of feeds (OPML), not one of them."),
    "rdf:rdf": say("This is a feed of RSS 1.0, which cannot carry recordings."),
}


def _one_subcategory_each(channel: Node) -> None:
    """Apple lets a category hold several subcategories; here each is a category of its own, with the same name."""
    channel.pieces = [part for piece in channel.pieces for part in _split(piece)]


def _split(piece: str | Node) -> Iterator[str | Node]:
    below = piece.children if isinstance(piece, Node) and piece.key == "itunes:category" else []
    if isinstance(piece, str) or len(below) < 2:
        yield piece
        return
    for one in below:
        yield Node(piece.name, one.line, piece.parent, piece.attributes, [one])


class _ChannelReader:
    """Reads a channel, piece by piece."""

    def __init__(self, channel: Node, log: Log) -> None:
        self._log = log
        _one_subcategory_each(channel)
        self._channel = channel
        self._children = Children(channel, log)
        self._links: dict[str, str] = {}
        self._hubs: list[str] = []
        self.generator = ""

    def feed(self, items: Iterable[Node], url: str) -> tuple[Feed, tuple[Item, ...]]:
        """The whole feed, and its items without a recording."""
        children = self._children
        streams = children.nodes("podcast:liveItem")
        self._read_links()
        fields = children.fields(CHANNEL)
        fields |= self._texts() | self._picture(fields) | self._neutral(fields)
        reader = ItemReader(fields["explicit"], self._log)
        fields["items"], silent = read_items(items, reader)
        fields["live"] = tuple(live for node in streams if (live := reader.live(node)) is not None)
        fields["built"] = self._built(fields)
        self.generator = next((node.text for node in children.nodes("generator") if node.text), "")
        children.skip("atom:generator")
        fields["extra"] = children.rest(in_channel=True)
        feed_url = self._links.get("self") or url
        paging = Paging(**{field: self._links.get(rel) for rel, field in _PAGES.items()})
        return Feed(feed_url=feed_url, paging=paging, hubs=tuple(self._hubs), **fields), silent

    @property
    def next_page(self) -> str | None:
        """Where the older items are (RFC 5005, 3)."""
        return self._links.get("next")

    def _read_links(self) -> None:
        for node in self._children.nodes("atom:link"):
            rel, address = node.attributes.get("rel", "alternate").lower(), node.attributes.get("href", "")
            if rel == "hub" and address:
                self._hubs.append(address)
            elif rel not in _OF_DOCUMENTS:
                self._children.put_back(node, unknown)
            elif address and self._links.setdefault(rel, address) != address:
                self._log.add(repeated, node, f"[@rel='{rel}']", address)

    def _texts(self) -> dict[str, Any]:
        children = self._children
        said = children.texts("description", "itunes:summary", "content:encoded")
        for other in said[1:]:
            children.put_back(other, other_words)
        return {
            "title": children.text("title") or "",
            "description": said[0].markup() if said else "",
            "link": children.text("link") or self._links.get("alternate", ""),
            "language": children.either("language", "dc:language") or "",
            "copyright": children.either("copyright", "dc:rights"),
        }

    def _picture(self, fields: dict[str, Any]) -> dict[str, Any]:
        """RSS has a picture of its own, which counts where Apple's is missing."""
        node = self._children.node("image")
        if node is None:
            return {"image_url": fields.get("image_url", "")}
        inside = Children(node, self._log)
        address = inside.text("url") or ""
        inside.skip("title", "link", "width", "height", "description")
        inside.note_rest()
        if address and fields.get("image_url", address) != address:
            self._log.add(other_words, node, "/url", address)
        return {"image_url": fields.get("image_url", address)}

    def _neutral(self, fields: dict[str, Any]) -> dict[str, Any]:
        """What a feed without these means."""
        owner = fields.get("owner")
        author = fields.get("author") or self._children.either("dc:creator", "managingEditor")
        return {
            "guid": fields.get("guid", ""),
            "author": author or (owner.name if owner else ""),
            "categories": fields.get("categories", ()),
            "explicit": fields.get("explicit", False),
            "show_type": fields.get("show_type", "episodic"),
            "locked": fields.get("locked", False),
        }

    def _built(self, fields: dict[str, Any]) -> Any:
        published = read_moment(self._children.text("pubDate") or "")
        newest = max((item.published for item in fields["items"]), default=NO_DATE)
        return fields.get("built") or published or newest
