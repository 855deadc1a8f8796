"""The documents of one feed, joined: pages (RFC 5005, 3) and archives (RFC 5005, 4). Pure.

Documents are got from the newest to the oldest, by `older` of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from balado.feed.document import Item, Paging
from balado.feed.read import ReadFeed


def older(read: ReadFeed) -> str | None:
    """The address of the document with what came before; None where this one is the last."""
    return read.next_page or read.feed.paging.previous


def joined(documents: Sequence[ReadFeed]) -> ReadFeed:
    """One feed of all documents, the newest first; there is at least one.

    What it says of the show, and its streams, are those of the newest document. Of an item that stands in several, the
    newest document's counts; one without a recording in one document that has it in another has it. What has no place
    in several documents is said once.
    """
    newest = documents[0]
    items = tuple(_by_guid(item for one in documents for item in one.feed.items))
    heard = {item.guid for item in items}
    silent = tuple(item for item in _silent(documents) if not item.guid or item.guid not in heard)
    feed = replace(newest.feed, items=items, paging=Paging(), is_archive=False)
    said = {(what.path, what.text, repr(what.what)): what for one in reversed(documents) for what in one.unplaced}
    return ReadFeed(feed, tuple(said.values()), silent, generator=newest.generator)


def _by_guid(items: Iterable[Item]) -> Iterator[Item]:
    seen = set()
    for item in items:
        if item.guid not in seen:
            seen.add(item.guid)
            yield item


def _silent(documents: Iterable[ReadFeed]) -> Iterator[Item]:
    every = [item for one in documents for item in one.silent]
    yield from _by_guid(item for item in every if item.guid)
    yield from (item for item in every if not item.guid)
