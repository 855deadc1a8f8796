"""A publication of a network built and carried out, once it is known that there is something to do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from balado.artifact import Artifact
from balado.events import Watch
from balado.network.site.build import network_files
from balado.network.site.digest import digest_of
from balado.network.site.look import ShowLook, completed
from balado.network.site.publisher_feed import publisher_feed
from balado.network.site.request import SiteOutcome, SiteRequest
from balado.network.site.summary import NetworkSite, site_of
from balado.record.commit import commit
from balado.record.copies import feed_copy, site_copy
from balado.record.generation import FeedRecord, Generation, SiteFileRecord
from balado.record.history import project
from balado.record.listed_shows import ShowFeedRecord
from balado.record.unchanged_source import note_unchanged

_PARALLEL = 8


@dataclass(frozen=True, slots=True)
class Basis:
    """What a run begins with: the newest publication, whether it is what is served, and a look at each show."""

    newest: Generation | None
    is_served: bool
    looks: Sequence[ShowLook]


@dataclass(frozen=True, slots=True)
class _Built:
    """The documents, by the names they are recorded under: the feed, and the files by digest."""

    feed: bytes
    feed_built: datetime
    files: Mapping[str, bytes]
    records: tuple[SiteFileRecord, ...]

    @property
    def feed_sha256(self) -> str:
        return hashlib.sha256(self.feed).hexdigest()


def renewed(request: SiteRequest, found: Basis, watch: Watch) -> SiteOutcome:
    """The outcome of publishing these shows. Raises Overtaken when another publisher committed first."""
    found = replace(found, looks=completed(found.looks, found.newest, request.target, request.client))
    shows = {look.place.name: look.show for look in found.looks if look.show and not look.show.hidden}
    once = {show.feed: show for show in shows.values()}
    site = site_of(request.identity, tuple(once.values()), request.now)
    built = _build(site, found.newest, request.now)
    planned = _planned(request, found, site, built)
    newest = found.newest
    if newest is not None and found.is_served and _is_the_same(newest, planned):
        if not request.rehearsed:
            note_unchanged(request.target.state, newest, str(planned.source_digest))
        return SiteOutcome(newest, published=False, shows=shows)
    if request.rehearsed:
        return SiteOutcome(planned, published=True, shows=shows)
    _keep_copies(request, found, built)
    committed = commit(planned, request.target.state, watch)
    documents = {**built.files, built.feed_sha256: built.feed}
    before = newest if found.is_served else None
    return SiteOutcome(project(request.target, committed, documents, before), published=True, shows=shows)


def _build(site: NetworkSite, newest: Generation | None, now: datetime) -> _Built:
    """The documents. The feed keeps the time at which it was built while nothing else in it changes."""
    built = now if newest is None else newest.built
    feed = publisher_feed(site, built)
    if newest is not None and newest.feed is not None and hashlib.sha256(feed).hexdigest() != newest.feed.sha256:
        feed, built = publisher_feed(site, now), now
    files = network_files(site)
    records = tuple(SiteFileRecord.of(file.key, file.body) for file in files)
    bodies = {record.sha256: file.body for record, file in zip(records, files, strict=True)}
    return _Built(feed, built, bodies, records)


def _planned(request: SiteRequest, found: Basis, site: NetworkSite, built: _Built) -> Generation:
    newest = found.newest
    return Generation(
        number=1 if newest is None else newest.number + 1,
        created=request.now,
        owner=request.owner,
        url=request.identity.url,
        show_guid=request.identity.guid,
        source_digest=digest_of(request, found.looks),
        next_due=min((one.over for _, one in site.conferences), default=None),
        built=built.feed_built,
        feed=FeedRecord(built.feed_sha256, len(built.feed)),
        artwork=None,
        place=request.target.public.place,
        store="" if newest is None else newest.store,
        site=built.records,
        shows=tuple(look.record for look in found.looks if look.record is not None),
    )


def _is_the_same(newest: Generation, planned: Generation) -> bool:
    """Whether nothing that is served would be another, and nothing that spares the next run a request."""
    served = ("url", "feed", "site", "next_due")
    return all(getattr(newest, name) == getattr(planned, name) for name in served) and [
        _lasting(record) for record in newest.shows
    ] == [_lasting(record) for record in planned.shows]


def _lasting(record: ShowFeedRecord) -> ShowFeedRecord:
    """Of a show of others what it tells: some servers make their feed anew for each who asks."""
    return record if record.number else replace(record, sha256="", etag="", modified="")


def _keep_copies(request: SiteRequest, found: Basis, built: _Built) -> None:
    """Keep what is new: the feed, the files, the feeds of the shows, among these one whose copy was lost."""
    newest, state = found.newest, request.target.state
    known = set[str]() if newest is None else {*newest.documents, *(file.sha256 for file in newest.site)}
    feeds = {look.record.sha256: look.document for look in found.looks if look.record and look.document is not None}
    copies = [partial(feed_copy, body, sha256) for sha256, body in feeds.items()]
    copies += [partial(site_copy, body, sha256) for sha256, body in built.files.items() if sha256 not in known]
    if built.feed_sha256 not in known:
        copies.append(partial(feed_copy, built.feed, built.feed_sha256))

    def keep(copy: partial[Artifact]) -> None:
        state.put(copy())

    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="copy") as pool:
        list(pool.map(keep, copies))
