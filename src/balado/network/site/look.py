"""Each show of a network looked at where it is published: one request where it is as it was.

A show of ours is read from its record, one of others from its feed, as any app asks for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from balado.artifact import FEED_KEY, public_url
from balado.errors import BaladoError, Place
from balado.message import Message, say
from balado.record.generation import Generation
from balado.record.listed_shows import ShowFeedRecord
from balado.store.target import Target
from balado.web.client import Client

if TYPE_CHECKING:
    from balado.network.site.summary import ShowSummary

_PARALLEL = 8
_SMALLEST_COVER_PX = 320
_ACCEPTED = "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """Where a show is published: its `target`, or for a show of others the address of its `feed`.

    `at` is the line of network.yaml, `source` what the show is known by from one run to the next. `number` is the
    publication that is known to be served, None where nobody looked; `trouble` is what keeps anybody from looking.
    """

    name: str
    at: Place
    source: str
    feed: str = ""
    target: Target | None = None
    number: int | None = None
    trouble: Message | None = None


@dataclass(frozen=True, slots=True)
class ShowLook:
    """What was found of a show. `record` is None where it has no feed yet, or none that was ever read.

    `show` and `document` are None for one that is as it was. `missing` says why it could not be looked at.
    """

    place: ShowPlace
    record: ShowFeedRecord | None
    show: ShowSummary | None = None
    document: bytes | None = None
    missing: Message | None = None


def look_at_all(places: Sequence[ShowPlace], known: Mapping[str, ShowFeedRecord], client: Client) -> list[ShowLook]:
    """What is found of each show, several at a time. One that cannot be read keeps the record that is known of it."""
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="show") as pool:
        return list(pool.map(lambda place: _look(place, known.get(place.source), client), places))


def completed(looks: Iterable[ShowLook], newest: Generation | None, target: Target, client: Client) -> list[ShowLook]:
    """The same looks, each with its show: of those that are as they were, from the copies of their feeds.

    One whose copy is lost is asked for its feed again. The copies lie in the state of the network's `target`.
    """
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="copy") as pool:
        return list(pool.map(lambda look: _completed(look, newest, target, client), looks))


def _completed(look: ShowLook, newest: Generation | None, target: Target, client: Client) -> ShowLook:
    from balado.record.copies import LostCopyError, read_copy

    if look.show is not None or look.record is None or newest is None:
        return look
    try:
        show = summary_of(look.record, read_copy(target, newest, look.record.sha256))
    except LostCopyError:
        return _look(look.place, None, client)
    return replace(look, show=show, record=replace(look.record, content=_content(show)))


def _look(place: ShowPlace, known: ShowFeedRecord | None, client: Client) -> ShowLook:
    if place.trouble is not None:
        return ShowLook(place, known, missing=place.trouble)
    look = partial(_in_feed, client=client) if place.target is None else partial(_in_record, target=place.target)
    try:
        return look(place, known)
    except BaladoError as error:
        return ShowLook(place, known, missing=error.message)


def _in_record(place: ShowPlace, known: ShowFeedRecord | None, target: Target) -> ShowLook:
    """A show of ours: nothing is asked where its publication is known, one request where that is the one of before."""
    from balado.record.history import projected_number, read_numbered, served_feed

    if known is not None and known.number == place.number:
        return ShowLook(place, known)
    stored = served_feed(target)
    number = projected_number(stored)
    if stored is None or number is None:
        return ShowLook(place, None)
    if known is not None and known.sha256 == stored.sha256 and known.number == number:
        return ShowLook(place, known)
    generation = read_numbered(target, number)
    if generation is None or generation.feed is None:
        return ShowLook(place, None)
    from balado.record.copies import read_feed_copy

    document = read_feed_copy(target, generation)
    told = ShowFeedRecord(
        place.source,
        public_url(generation.url, FEED_KEY),
        generation.feed.sha256,
        "",
        number,
        page=f"{generation.url}/" if generation.site else "",
        cover=_small_cover(generation),
    )
    return _read(place, told, document)


def _small_cover(generation: Generation) -> str:
    """The address of the smallest form of the cover that a page shows well; empty where there is none."""
    forms = () if generation.artwork is None else generation.forms.get(generation.artwork.sha256, ())
    square = [form for form in forms if form.width_px == form.height_px >= _SMALLEST_COVER_PX]
    usual = [form for form in square if form.media_type in ("image/jpeg", "image/png")]
    smallest = min(usual, key=lambda form: form.width_px, default=None)
    return "" if smallest is None else public_url(generation.url, smallest.key)


def _in_feed(place: ShowPlace, known: ShowFeedRecord | None, client: Client) -> ShowLook:
    """A show of others: one request, which brings nothing where its server says that nothing changed."""
    from balado.web.wire import Ask

    reply = client.ask(Ask("GET", place.feed, _asking(known), most_bytes=_most_bytes(), whole=True))
    if known is not None and reply.status == _NOT_MODIFIED and reply.trouble is None:
        return ShowLook(place, known)
    if not reply.is_good:
        from balado.web.reason import reason

        return ShowLook(place, known, missing=say("there is no feed to be had: {reason}", reason=reason(reply)))
    etag, modified = (reply.headers.get(name, "") for name in ("etag", "last-modified"))
    sha256 = hashlib.sha256(reply.body).hexdigest()
    if known is not None and known.sha256 == sha256:
        return ShowLook(place, known)
    told = ShowFeedRecord(place.source, place.feed, sha256, "", etag=etag, modified=modified)
    return _read(place, told, reply.body)


def _asking(known: ShowFeedRecord | None) -> dict[str, str]:
    asked = {"Accept": _ACCEPTED}
    if known is not None and known.etag:
        asked["If-None-Match"] = known.etag
    elif known is not None and known.modified:
        asked["If-Modified-Since"] = known.modified
    return asked


def _most_bytes() -> int:
    from balado.feed.read_document import MOST_BYTES  # it comes with lxml

    return MOST_BYTES


def _read(place: ShowPlace, told: ShowFeedRecord, document: bytes) -> ShowLook:
    """The look at a document that is new. Raises SourceError for what is no feed."""
    show = summary_of(told, document)
    return ShowLook(place, replace(told, content=_content(show)), show, document)


def _content(show: ShowSummary) -> str:
    from balado.site.inputs import InputDigests

    return InputDigests().of(show)


def summary_of(record: ShowFeedRecord, document: bytes) -> ShowSummary:
    """What the network tells of a show whose feed is this document. Raises SourceError for what is no feed."""
    from balado.feed.read import read  # it comes with lxml, and the next one with Babel
    from balado.network.site.summary import BetterKnown, summarize

    return summarize(read(document, record.url).feed, record.url, BetterKnown(record.page, record.cover))
