"""A look at how far a move is: in the record of publications, and at both addresses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from balado.errors import SourceError
from balado.feed.read import read, read_own
from balado.feed.read_document import MOST_BYTES
from balado.importer.move.facts import PublishedMove, SeenFeed
from balado.record.copies import LostCopyError, read_feed_copy
from balado.record.history import find_newest, generations_back

if TYPE_CHECKING:
    from balado.feed.document import Feed
    from balado.record.generation import Generation
    from balado.store.target import Target
    from balado.web.client import Client

_MOST_GENERATIONS = 400


def published_move(target: Target, new_url: str) -> PublishedMove:
    """What is published of a move to that address; the record tells since when."""
    newest = find_newest(target).generation
    back = _feeds_back(target, newest) if newest is not None else iter(())
    latest = next(back, None)
    if latest is None:
        return PublishedMove()
    since, (_, feed) = None, latest
    for generation, known in chain((latest,), back):
        if known.new_feed_url != new_url:
            break
        since = generation.created
    return PublishedMove(since, feed.locked, frozenset(one.guid for one in feed.items), is_published=True)


def _feeds_back(target: Target, newest: Generation) -> Iterator[tuple[Generation, Feed]]:
    """Each publication with its feed, the newest first, back to one without."""
    for generation in islice(generations_back(target, newest), _MOST_GENERATIONS):
        feed = _feed_of(target, generation)
        if feed is None:
            return
        yield generation, feed


def _feed_of(target: Target, generation: Generation) -> Feed | None:
    try:
        return read_own(read_feed_copy(target, generation)).feed if generation.feed is not None else None
    except LostCopyError:
        return None


def look_at(client: Client, url: str) -> SeenFeed:
    """Ask an address as an app does."""
    from balado.web.reason import reason
    from balado.web.wire import Ask

    reply = client.ask(Ask("GET", url, {}, MOST_BYTES))
    first = reply.hops[0].status if reply.hops else reply.status
    final = reply.url
    if not reply.is_good:
        return SeenFeed(first, final, None, reason(reply), is_answered=reply.trouble is None)
    try:
        return SeenFeed(first, final, read(reply.body, final).feed)
    except SourceError as error:
        return SeenFeed(first, final, None, error.faults[0].what)
