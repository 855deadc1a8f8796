"""All items of a document, wherever they stand, each under a guid of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count

from balado.feed.document import Item
from balado.feed.read_item import ItemReader
from balado.feed.read_log import Log, out_of_place, same_guid, told_twice
from balado.feed.read_tree import Node

_Read = tuple[Node, Item]
_HOLDERS = frozenset({"channel", "rss"})


def items_below(root: Node, log: Log) -> list[Node]:
    """Every item, in the order of the document. What stands within other tags is noted, and taken all the same."""
    found = [node for node in root.below() if node.key == "item"]
    for node in found:
        if node.parent is None or node.parent.key not in _HOLDERS:
            log.add(out_of_place, node)
    return found


def read_items(nodes: Iterable[Node], reader: ItemReader) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items with a recording, and those without, in the order of the document.

    What stands there twice is left out the second time. Of several episodes with one guid, the oldest keeps it, under
    which apps have known it longest, whatever comes later; the others get the addresses of their recordings, which
    apps take where there is no guid.
    """
    read = [(node, reader.item(node)) for node in nodes]
    played = list(_once([one for one in read if one[1].enclosure.url], reader.log))
    silent = tuple(item for _, item in read if not item.enclosure.url)
    return tuple(_told_apart(played, reader.log)), silent


def _once(read: Iterable[_Read], log: Log) -> Iterator[_Read]:
    seen = set()
    for node, item in read:
        known = (item.guid, item.title, item.published, item.enclosure.url)
        if known in seen:
            log.add(told_twice, node, text=item.title)
            continue
        seen.add(known)
        yield node, item


def _told_apart(read: list[_Read], log: Log) -> Iterator[Item]:
    owners: dict[str, Item] = {}
    for _, item in reversed(read):
        known = owners.setdefault(item.guid, item)
        if item.published < known.published:
            owners[item.guid] = item
    names = _Names(set(owners))
    for node, item in read:
        if owners[item.guid] is item:
            yield item
            continue
        log.add(same_guid, node, "/guid", item.guid)
        yield replace(item, guid=names.own(item))


@dataclass(frozen=True, slots=True)
class _Names:
    """Guids that nobody has. Numbers go on where they were, so that thousands of one title take no longer."""

    taken: set[str]
    _numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def own(self, item: Item) -> str:
        """A guid for the item: of two with one recording, the title tells which it is."""
        url = item.enclosure.url
        titled = f"{url}#{item.title}"
        numbers = self._numbers.setdefault(titled, count(2))
        candidates = chain((url, titled), (f"{titled} {number}" for number in numbers))
        found = next(guid for guid in candidates if guid not in self.taken)
        self.taken.add(found)
        return found
