"""From an element of our own feed back to the line its author wrote: where findings on the built document stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from balado.errors import Place
from balado.feed.assemble import ARTWORK
from balado.feed.tag import Tag
from balado.feed.tags import CHANNEL, ITEM
from balado.rules.run import Placing
from balado.rules.subject import InFile, NotesLine, SourceKey, Spot
from balado.rules.tree import Element
from balado.source.read import Reading

_ITEMS = ("item", "podcast:liveItem")
_RECORDING = ("enclosure", "itunes:duration")
_PLAIN = {name: name for name in ("title", "link", "guid", "language", "copyright")}
_SHOW_KEYS = {**_PLAIN, "description": "description", "image": "artwork", "atom:link": "publish.url"}
_EPISODE_KEYS = {**_PLAIN, "description": "notes", "content:encoded": "notes"}


def placed_in_source(reading: Reading) -> Placing:
    """Places in the files of the show: what is said of an item stands in its episode's folder."""
    by_guid = {episode.guid: episode for episode in (*reading.presumed_episodes, *reading.episodes)}

    def place(spot: Spot) -> tuple[Place, str | None]:
        if isinstance(spot, InFile):
            return Place(spot.path, key=spot.at), spot.slug
        if isinstance(spot, SourceKey):
            return reading.place(spot.slug, spot.key), spot.slug
        if isinstance(spot, NotesLine):
            found, slug = place(spot.element)
            return replace(found, line=found.line + spot.line if found.line else None), slug
        item = _item_of(spot)
        episode = by_guid.get(item.value("guid")) if item is not None else None
        if episode is None:
            return reading.place(None, _key_of(spot, _OF_SHOW)), None
        if spot.name in _RECORDING and episode.audio is not None:
            return Place(episode.audio), episode.slug
        return reading.place(episode.slug, _key_of(spot, _OF_EPISODE)), episode.slug

    return place


def _item_of(element: Element) -> Element | None:
    above: Element | None = element
    while above is not None and above.name not in _ITEMS:
        above = above.parent
    return above


def _key_of(element: Element, keys: Mapping[str, str]) -> str:
    """The key that the nearest known element was written under; empty where only Balado knows."""
    above: Element | None = element
    while above is not None:
        if above.name == "podcast:image" and above.attributes.get("purpose") == ARTWORK:
            return "artwork"
        if above.name in keys:
            return keys[above.name]
        above = above.parent
    return ""


def _keys_of(tags: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        yield from _keys_of(tag.children)
        if tag.key:
            yield tag.name, tag.key.partition(",")[0]


_OF_SHOW = {**dict(_keys_of(CHANNEL)), **_SHOW_KEYS}
_OF_EPISODE = {**dict(_keys_of(ITEM)), **_EPISODE_KEYS}
