"""From an element of our own feed back to the line its author wrote: where findings on the built document stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from balado.errors import Place
from balado.feed.assemble import ARTWORK
from balado.feed.tag import Tag
from balado.feed.tags import CHANNEL, ITEM
from balado.rules.run import Placing
from balado.rules.subject import InFile, NotesLine, SourceKey, Spot
from balado.rules.tree import Element
from balado.show.model import Episode, Show
from balado.source.read import Reading

_ITEMS = ("item", "podcast:liveItem")
_HOLDERS = ("channel", *_ITEMS)
_WRITTEN = {"podcast:alternateEnclosure": ("video", "alternates"), "podcast:contentLink": ("replay", "links")}
_REORDERED = ("transcripts",)
"""Lists that the feed has in another order: those of the episode's language come first."""
_RECORDING = ("enclosure", "itunes:duration")
_PLAIN = {name: name for name in ("title", "link", "guid", "language", "copyright")}
_SHOW_KEYS = {**_PLAIN, "description": "description", "image": "artwork", "atom:link": "publish.url"}
_EPISODE_KEYS = {**_PLAIN, "description": "notes", "content:encoded": "notes"}


LinesOf = Callable[[str], Sequence[int]]
"""Given the path of a file of chapters: the line of each of them, in the order of their times; none where unknown."""


def no_lines(_path: str) -> Sequence[int]:
    """Lines that nobody knows."""
    return ()


def placed_in_source(reading: Reading, lines_of: LinesOf = no_lines) -> Placing:
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
            key = _entry_of(spot, reading.presumed, _key_of(spot, _OF_SHOW))
            return reading.place(None, key), None
        return _beside_text(spot, episode, lines_of) or reading.place(episode.slug, _key(spot, episode)), episode.slug

    return place


def _key(spot: Element, episode: Episode) -> str:
    if spot.name in _RECORDING and episode.remote is not None:
        return "audio"
    return _one_of_several(spot, episode) or _entry_of(spot, episode, _key_of(spot, _OF_EPISODE))


def _beside_text(spot: Element, episode: Episode, lines_of: LinesOf) -> Place | None:
    """Where something of an episode stands that is not in its text: in its recording, or in a file of chapters."""
    if spot.name in _RECORDING and episode.audio is not None:
        return Place(episode.audio)
    if episode.remote_chapters is None and episode.chapters is None and _key(spot, episode) == "chapters":
        return _place_of_chapter(spot, episode, lines_of)
    return None


def _place_of_chapter(spot: Element, episode: Episode, lines_of: LinesOf) -> Place:
    """Where a chapter stands that is not in the episode's text: in a file of its own, or in the recording."""
    if episode.chapter_file is None:
        return Place(episode.audio or episode.folder)
    lines = lines_of(episode.chapter_file)
    known = spot.parent is not None and spot.parent.name not in _ITEMS and spot.number <= len(lines)
    return Place(episode.chapter_file, lines[spot.number - 1] if known else None)


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


def _below(element: Element, names: Collection[str]) -> Element | None:
    """The element itself, or the one around it, whose parent has such a name."""
    above: Element | None = element
    while above is not None and (above.parent is None or above.parent.name not in names):
        above = above.parent
    return above


def _entry_of(element: Element, written: Show | Episode, key: str) -> str:
    """The entry of a list that an element comes from, where the feed has as many, in the order they were written in."""
    top = _below(element, _HOLDERS)
    entries = getattr(written, key, None)
    if top is None or top.parent is None or key in _REORDERED or not isinstance(entries, tuple):
        return key
    elements = top.parent.all(top.name)
    return f"{key}.{top.number - 1}" if len(elements) == len(entries) else key


def _one_of_several(element: Element, episode: Episode) -> str | None:
    """The key of what comes from one of two keys: a film or another rendition, a replay or another link."""
    top = _below(element, _ITEMS)
    if top is None or top.parent is None or top.name not in _WRITTEN:
        return None
    first, rest = _WRITTEN[top.name]
    written = [(first, getattr(episode, first)), *_numbered(rest, getattr(episode, rest))]
    there = [(key, one) for key, one in written if one is not None]
    named = {top.attributes.get("href"), *(one.attributes.get("uri") for one in top.all("podcast:source"))}
    for key, one in there:
        if one.url is not None and one.url in named:
            return key
    index = top.number - 1 - (len(top.parent.all(top.name)) - len(there))
    return there[index][0] if 0 <= index < len(there) else None


def _numbered(key: str, entries: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    return ((f"{key}.{index}", one) for index, one in enumerate(entries))


def _keys_of(tags: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        yield from _keys_of(tag.children)
        if tag.key:
            yield tag.name, tag.key.partition(",")[0]


_OF_SHOW = {**dict(_keys_of(CHANNEL)), **_SHOW_KEYS}
_OF_EPISODE = {**dict(_keys_of(ITEM)), **_EPISODE_KEYS}
