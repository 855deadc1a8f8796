"""A file of the pages without one episode: what a takedown leaves of it. All that is told of others stays. Pure."""

from __future__ import annotations

from balado.site import addresses, marks
from balado.site.calendar import without_event
from balado.site.search.index import without_entry
from balado.site.search.said import without_said


def without_episode(key: str, body: bytes, guid: str, page: str) -> bytes | None:
    """The file under this key without the episode; None when it is the episode's alone, and goes.

    `page` is the name of the episode's page, which the record keeps. A file that tells nothing of it stays as it is.
    """
    if key in own_keys(guid, page):
        return None
    if key == addresses.SEARCH:
        return without_entry(body, guid)
    if addresses.is_said_key(key):
        return without_said(body, guid)
    if key == addresses.CALENDAR:
        return without_event(body, guid)
    if not key.endswith(".html") and key != addresses.SITEMAP:
        return body
    clean = marks.without(body, guid)
    was_their_only_one = key.startswith("people/") and clean != body and marks.OPENING not in clean
    return None if was_their_only_one else clean


def own_keys(guid: str, page: str) -> frozenset[str]:
    """The keys of the files that are an episode's alone: its page, its player, what others ask for, its calendar."""
    makers = (addresses.episode_key, addresses.embed_key, addresses.oembed_key)
    return frozenset([*(make(page) for make in makers), addresses.event_key(marks.mark_of(guid))])
