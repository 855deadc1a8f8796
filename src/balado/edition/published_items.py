"""Live episodes as they were published, for a publication in which they stay so, whatever is written of them now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from balado.edition.gather import Gathered
from balado.edition.inputs import Inputs
from balado.feed.document import Item
from balado.feed.read import read_own
from balado.record.copies import LostCopyError, read_copy
from balado.record.generation import EpisodeRecord, EpisodeState, Generation
from balado.show.values.address import without_signatures
from balado.store.target import Target


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item as it was published. `language` is that of its episode, which no item tells."""

    item: Item
    language: str


def published_items(
    signed: Mapping[str, str], gathered: Gathered, inputs: Inputs, target: Target, newest: Generation | None
) -> dict[str, PublishedItem]:
    """By slug, the items of those of these episodes (a guid by slug) that can be published once more as they are.

    Not so where the show moves to another address, where the folder was renamed or the episode is to leave, where a
    file or the copy of the feed is gone, and where what was published holds a signature itself: it would be given to
    everybody once more, in a publication that seems to withhold it.
    """
    if not signed or newest is None or newest.url != inputs.url:
        return {}
    written = {one.slug: one for one in (*gathered.half_read, *gathered.readable)}
    records = {one.slug: one for one in newest.episodes if _is_whole(one, inputs.lost)}
    wanted = {slug: guid for slug, guid in signed.items() if slug in written and slug in records}
    items = _items(set(wanted.values()), target, newest)
    return {
        slug: PublishedItem(items[guid], written[slug].language or gathered.show.language)
        for slug, guid in wanted.items()
        if guid == records[slug].guid and guid in items and not without_signatures(repr(items[guid]))[1]
    }


def _is_whole(record: EpisodeRecord, lost: frozenset[str]) -> bool:
    return record.state is EpisodeState.LIVE and lost.isdisjoint(record.keys)


def _items(guids: Collection[str], target: Target, newest: Generation) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for sha256 in _documents(newest):
        if found.keys() >= set(guids):
            break
        try:
            document = read_copy(target, newest, sha256)
        except LostCopyError:
            continue  # what only that one holds is refused as before
        found |= {item.guid: item for item in read_own(document).feed.items if item.guid in guids}
    return found


def _documents(newest: Generation) -> Iterator[str]:
    """The digests of the feed and of its archives: items of further feeds are made over."""
    if newest.feed is not None:
        yield newest.feed.sha256
    yield from (page.sha256 for page in newest.pages if page.guid == newest.show_guid)
