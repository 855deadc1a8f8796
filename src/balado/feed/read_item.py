"""One item, or one stream, of a document that is read. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from balado.feed.document import Enclosure, Item, LiveItem
from balado.feed.read_log import (
    Log,
    became_rendition,
    no_date,
    no_recording,
    no_stream,
    not_understood,
    other_words,
    unknown,
    unreadable_guid,
)
from balado.feed.read_row import Children, attributes_of, note_rest
from balado.feed.read_tree import Node
from balado.feed.tags import ITEM, LIVE
from balado.feed.values import NUMBER, read_moment
from balado.show.formats import media_type_at
from balado.show.podcasting import AlternateEnclosure, Source

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
NO_RECORDING = Enclosure("", 0, "")
"""What stands for the recording of an item that has none."""

_USUAL_TYPE = "audio/mpeg"


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Reads items. `explicit` is what the channel says, which counts for items that say nothing (Apple)."""

    explicit: bool
    log: Log

    def item(self, node: Node) -> Item:
        """The item. Without a recording, which is noted, its enclosure is `NO_RECORDING`."""
        item = self._item(node)
        if item.enclosure is NO_RECORDING:
            self.log.add_lost(no_recording, node, item.title)
        elif item.published is NO_DATE:
            self.log.add(no_date, node, text=item.title)
        return item

    def live(self, node: Node) -> LiveItem | None:
        """The stream; None (which is noted) without address, state or beginning. Its item's date is its start."""
        item = self._item(node)
        known = {"end": None, **attributes_of(LIVE, node, self.log)}
        if item.enclosure is NO_RECORDING or not {"status", "start"} <= known.keys():
            self.log.add_lost(no_stream, node, item.title)
            return None
        return LiveItem(item=replace(item, published=known["start"]), **known)

    def _item(self, node: Node) -> Item:
        children = Children(node, self.log)
        files = [one for one in children.nodes("enclosure") if one.attributes.get("url")]
        main = next((one for one in files if _is_played(one)), files[0] if files else None)
        enclosure = NO_RECORDING if main is None or _is_picture(main) else self._file(main)
        fields: dict[str, Any] = {
            "duration_s": 0,
            "explicit": self.explicit,
            "episode_type": "full",
            **children.fields(ITEM),
            **self._texts(children),
            **self._identity(children, enclosure),
        }
        fields |= self._further(
            [one for one in files if one is not main or enclosure is NO_RECORDING], enclosure, fields
        )
        self._drop_same_file(children, enclosure)
        fields["title"] = children.text("title") or fields.get("short_title") or ""
        if "author" not in fields:
            fields["author"] = children.either("dc:creator", "author")
        if "published" not in fields:
            fields["published"] = read_moment(children.text("dc:date") or "") or NO_DATE
        return Item(enclosure=enclosure, **fields, extra=children.rest(in_channel=False))

    def _file(self, node: Node) -> Enclosure:
        note_rest(node, self.log, ("url", "length", "type"))
        url, length = node.attributes["url"], node.attributes.get("length", "")
        byte_size = NUMBER.read(length) if length else 0
        if byte_size is None or byte_size < 0:
            self.log.add(not_understood, node, "/@length", length)
            byte_size = 0
        return Enclosure(url, byte_size, node.attributes.get("type") or media_type_at(url, _USUAL_TYPE))

    def _further(self, files: Iterable[Node], main: Enclosure, fields: dict[str, Any]) -> dict[str, Any]:
        """What further files are: a picture the item's own, where it has no other; all else another rendition."""
        alternates = list(fields.get("alternates", ()))
        picture = fields.get("image_url")
        known = {main.url, picture, *(source.uri for one in alternates for source in one.sources)}
        for node in files:
            url = node.attributes["url"]
            if url in known:
                continue
            known.add(url)
            if _is_picture(node) and picture is None:
                picture = url
                continue
            self.log.add(became_rendition, node, text=url)
            alternates.append(_rendition(self._file(node)))
        return {"alternates": tuple(alternates), "image_url": picture}

    def _drop_same_file(self, children: Children, main: Enclosure) -> None:
        """Media RSS says the enclosure once more: kept, it would lead to where the recording was before it moved."""
        for node in children.nodes("media:content"):
            if node.attributes.get("url") != main.url or node.children:
                children.put_back(node, unknown)

    def _identity(self, children: Children, enclosure: Enclosure) -> dict[str, Any]:
        """`guid` and `link`: a guid that is an address is the item's page too, where no other is named (RSS 2.0)."""
        node, link = children.node("guid"), children.text("link")
        if node is not None and self.log.guid_mark and self.log.guid_mark in node.text:
            self.log.add(unreadable_guid, node, text=node.text.replace(self.log.guid_mark, ""))
            return {"guid": enclosure.url or link or "", "link": link}
        if node is None or not node.text:
            return {"guid": enclosure.url or link or "", "link": link}
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


def _type_of(node: Node) -> str:
    """The type of a file: as written, or by its address; empty where neither says it."""
    return node.attributes.get("type", "").lower() or media_type_at(node.attributes["url"], "")


def _is_played(node: Node) -> bool:
    return _type_of(node).startswith(("audio/", "video/"))


def _is_picture(node: Node) -> bool:
    return _type_of(node).startswith("image/")


def _rendition(file: Enclosure) -> AlternateEnclosure:
    return AlternateEnclosure.model_construct(
        type=file.media_type, length=file.byte_size or None, sources=(Source.model_construct(uri=file.url),)
    )
