"""One item, or one stream, of a document that is read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from balado.feed.document import Enclosure, Item, LiveItem
from balado.feed.read_log import Log, no_date, no_recording, no_stream, not_understood, other_words, repeated
from balado.feed.read_row import Children, attributes_of, note_rest
from balado.feed.read_tree import Node
from balado.feed.tags import ITEM, LIVE
from balado.feed.values import NUMBER, read_moment
from balado.show.formats import media_type_at

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)

_USUAL_TYPE = "audio/mpeg"


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Reads items. `explicit` is what the channel says, which counts for items that say nothing (Apple)."""

    explicit: bool
    log: Log

    def item(self, node: Node) -> Item | None:
        """The item; None (which is noted) when there is nothing to hear in it."""
        item = self._item(node, Children(node, self.log))
        if item is not None and item.published is NO_DATE:
            self.log.add(no_date, node, text=item.title)
        return item

    def live(self, node: Node) -> LiveItem | None:
        """The stream; None (which is noted) without address, state or beginning. Its item's date is its start."""
        item = self._item(node, Children(node, self.log))
        known = {"end": None, **attributes_of(LIVE, node, self.log)}
        if item is None:
            return None
        if not {"status", "start"} <= known.keys():
            self.log.add_lost(no_stream, node, item.title)
            return None
        return LiveItem(item=replace(item, published=known["start"]), **known)

    def _item(self, node: Node, children: Children) -> Item | None:
        enclosure = self._enclosure(node, children)
        if enclosure is None:
            return None
        fields: dict[str, Any] = {
            "duration_s": 0,
            "explicit": self.explicit,
            "episode_type": "full",
            **children.fields(ITEM),
            **self._texts(children),
            **self._identity(children, enclosure),
        }
        fields["title"] = children.text("title") or fields.get("short_title") or ""
        if "author" not in fields:
            fields["author"] = children.either("dc:creator", "author")
        if "published" not in fields:
            fields["published"] = read_moment(children.text("dc:date") or "") or NO_DATE
        return Item(enclosure=enclosure, **fields, extra=children.rest(in_channel=False))

    def _enclosure(self, node: Node, children: Children) -> Enclosure | None:
        found = [one for one in children.nodes("enclosure") if one.attributes.get("url")]
        if not found:
            self.log.add_lost(no_recording, node, title_of(node))
            return None
        for other in found[1:]:
            if other.attributes["url"] != found[0].attributes["url"]:
                self.log.add(repeated, other, text=other.attributes["url"])
        return self._file(found[0])

    def _file(self, node: Node) -> Enclosure:
        note_rest(node, self.log, ("url", "length", "type"))
        url, length = node.attributes["url"], node.attributes.get("length", "")
        byte_size = NUMBER.read(length) if length else 0
        if byte_size is None or byte_size < 0:
            self.log.add(not_understood, node, "/@length", length)
            byte_size = 0
        return Enclosure(url, byte_size, node.attributes.get("type") or media_type_at(url, _USUAL_TYPE))

    def _identity(self, children: Children, enclosure: Enclosure) -> dict[str, Any]:
        """`guid` and `link`: a guid that is an address is the item's page too, where no other is named (RSS 2.0)."""
        node, link = children.node("guid"), children.text("link")
        if node is None or not node.text:
            return {"guid": enclosure.url, "link": link}
        note_rest(node, self.log, ("ispermalink",))
        is_page = node.attributes.get("ispermalink", "true").lower() == "true" and node.text.startswith("http")
        return {"guid": node.text, "link": link or (node.text if is_page else None)}

    def _texts(self, children: Children) -> dict[str, Any]:
        """The notes, and the description as summary where it says something else; Apple's summary is kept as it is."""
        said = children.texts("content:encoded", "description", "itunes:summary")
        summary = next((node.markup() for node in said[1:] if node.key == "description"), None)
        for node in said[1:]:
            if node.key != "description":
                children.put_back(node, other_words)
        return {"html": said[0].markup() if said else "", "summary": summary}


def title_of(node: Node) -> str:
    """What an item is called that is not read."""
    return next((child.text for child in node.children if child.key == "title" and child.text), "")
