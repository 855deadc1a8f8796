"""The record of publications made anew from what is served, when it is lost: subscribers keep all they have.

Every file that the feed names is looked at in the store. What the feed cannot say (scheduled episodes, guids that left)
comes from the newest record that can still be read, or is lost.
"""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from balado.artifact import FEED_KEY
from balado.edition.open import Opened, in_zone
from balado.errors import RefusedError
from balado.facts import ImageFacts, MediaFacts
from balado.feed.document import Feed
from balado.feed.read import read_own
from balado.media.hls.playlist import PLAYLIST_SUFFIX, file_named, read_playlist
from balado.message import say_many
from balado.record.changes import gone_episodes
from balado.record.generation import (
    AnnouncedRecord,
    EpisodeRecord,
    EpisodeState,
    FeedRecord,
    Generation,
    ObjectRecord,
    PageRecord,
    RemoteRecord,
)
from balado.record.keys import MEDIA_FOLDERS, episode_page_key, heard_at
from balado.restore.lost_record import ServedFeed
from balado.restore.search import Search, slug_of
from balado.restore.served_pages import served_pages
from balado.show.elsewhere import RemoteAudio
from balado.show.model import Episode, Show

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Recovered:
    """The record made anew, and the documents it names by their digest."""

    generation: Generation
    documents: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class ServedPage:
    """A document that is served."""

    key: str
    document: bytes
    feed: Feed


def rebuild(
    opened: Opened, sources: tuple[Show, tuple[Episode, ...]], served: ServedFeed, known: Generation | None
) -> Recovered:
    """The record of what is served. `known` is the newest record that can still be read: it knows of earlier times.

    Raises RefusedError where a file that the feed names is not in the store.
    """
    show, episodes = sources
    feed = read_own(served.document, opened.feed_url).feed
    archives = tuple(_archives(opened, feed))
    search = Search(opened, show, {episode.guid: episode for episode in episodes})
    artwork = search.picture(feed.image_url, _path(show), None)
    lacks_artwork = artwork is None and feed.image_url != show.artwork_url
    items = {
        item.guid: item
        for one in (*reversed(archives), ServedPage(FEED_KEY, served.document, feed))
        for item in one.feed.items
    }
    whole = replace(feed, items=tuple(items.values()))
    records = tuple(_records(whole, search, known))
    for key in _further_keys(whole, search):
        _look_up(key, search)
    pages = [*_cuts(opened, show), *archives]
    _look_within((served.document, *(page.document for page in pages)), search)
    if search.missing or lacks_artwork:
        raise _incomplete(search, lacks_artwork, feed)
    sha256, names = _sha256(served.document), _page_names(whole, opened.url, known)
    scheduled = tuple(one for one in (known.episodes if known else ()) if _is_waiting(one, records))
    announced = known.announced if known else ()
    due = [one.date for one in scheduled] + [one.turn for one in announced if one.turn is not None]
    generation = Generation(
        number=served.number,
        created=in_zone(opened.request.now, show.timezone),
        owner=opened.request.owner,
        url=opened.url,
        show_guid=feed.guid,
        source_digest=None,
        next_due=min(due, default=None),
        built=feed.built,
        feed=FeedRecord(sha256, len(served.document)),
        artwork=artwork,
        episodes=tuple(sorted((*records, *scheduled), key=lambda record: record.slug)),
        objects=_objects(search, (*scheduled, *announced), known),
        media={**(known.media if known else {}), **{key: _json(facts) for key, facts in search.media.items()}},
        images={**(known.images if known else {}), **{key: _json(facts) for key, facts in search.images.items()}},
        former=known.former if known else (),
        files=known.files if known else {},
        pages=tuple(_page_record(page, show, feed) for page in pages),
        gone=gone_episodes(known, (*records, *scheduled)),
        place=opened.place,
        store=known.store if known else "",
        taken=known.taken if known else (),
        announced=announced,
        site=served_pages(opened.target.public) if names else (),
        page_names=names,
        page_days=known.page_days if known else {},
        forms=known.forms if known else {},
    )
    documents = {_sha256(page.document): page.document for page in pages}
    return Recovered(generation, {sha256: served.document, **documents})


def _json(facts: MediaFacts | ImageFacts) -> dict[str, object]:
    dumped: dict[str, object] = facts.model_dump(mode="json", exclude_defaults=True)
    return dumped


def _records(feed: Feed, search: Search, known: Generation | None) -> Iterator[EpisodeRecord]:
    """An episode for each item: as it is known, where the recording is the same, else as the feed and the store say."""
    before = {record.guid: record for record in known.episodes} if known is not None else {}
    for item in feed.items:
        episode = search.episodes.get(item.guid)
        old = before.get(item.guid)
        if old is not None and old.state is EpisodeState.LIVE and _is_heard_at(old, item.enclosure.url, search):
            for key in old.keys:
                search.lookup(key)
            yield old
            continue
        remote = None if episode is None or episode.remote is None else episode.remote
        stays = remote is not None and remote.url == item.enclosure.url
        audio = None if stays else search.recording(item, episode)
        own = item.image_url if item.image_url != feed.image_url else None
        artwork = search.picture(own, None if episode is None else _path(episode), episode)
        if audio is not None or stays:
            slug = episode.slug if episode is not None else slug_of(audio.key if audio is not None else "")
            folder = episode.folder if episode is not None else f"episodes/{slug}"
            record = EpisodeRecord(slug, folder, item.guid, item.published, EpisodeState.LIVE, audio, artwork)
            yield replace(record, remote=None if remote is None else _remote_record(remote))


def _remote_record(written: RemoteAudio) -> RemoteRecord:
    return RemoteRecord(written.url, written.known_length or 0, written.announced_type)


def _is_heard_at(record: EpisodeRecord, address: str, search: Search) -> bool:
    """Whether the recording of a record is the one at this address."""
    return heard_at(record) == (address if record.audio is None else search.key_of(address))


def _path(written: Show | Episode) -> str | None:
    """The path of a picture; None for an address elsewhere."""
    return None if written.artwork_url is not None else written.artwork


def _further_keys(feed: Feed, search: Search) -> Iterator[str]:
    """Objects that the feed names beside recordings and pictures."""
    for item in feed.items:
        addresses = [link.url for link in item.transcripts]
        addresses += [item.chapters_url or ""]
        addresses += [source.uri for one in item.alternates for source in one.sources]
        for address in addresses:
            key = search.key_of(address)
            if key is not None:
                yield key


def _look_within(documents: tuple[bytes, ...], search: Search) -> None:
    """Look for what stands in the texts of feeds and in tags that are not read: documents, pictures of other shapes.

    A text may also name what has long been gone, or what others have here: so none of these is missed.
    """
    address = re.compile(rf"{re.escape(search.opened.url)}/((?:{'|'.join(MEDIA_FOLDERS)})/[^\s\"'<>?#)\]]+)")
    texts = (html.unescape(html.unescape(document.decode("utf-8", "replace"))) for document in documents)
    for key in dict.fromkeys(unquote(found) for text in texts for found in address.findall(text)):
        if key not in search.objects:
            search.lookup_ours(key)


def _look_up(key: str, search: Search) -> None:
    """Look for an object, and where it is a playlist also for all that it names: the feed names the first one alone."""
    if key in search.objects or search.lookup(key) is None or not key.endswith(PLAYLIST_SUFFIX):
        return
    found = search.opened.target.public.get(key)
    playlist = None if found is None else read_playlist(found[0])
    for reference in () if playlist is None else playlist.references:
        target, elsewhere = file_named(reference.address, posixpath.dirname(key))
        if elsewhere is None:
            _look_up(target, search)


def _cuts(opened: Opened, show: Show) -> Iterator[ServedPage]:
    """The further feeds that are served."""
    for name in show.feeds:
        page = _page(opened, f"{name}.xml")
        if page is not None:
            yield page


def _archives(opened: Opened, feed: Feed) -> Iterator[ServedPage]:
    """The archives of the feed, the newest first, each found by the one before as apps find it (RFC 5005).

    One that is gone is made anew by the next publication.
    """
    seen = {FEED_KEY}
    base = f"{opened.url}/"
    while feed.paging.previous is not None and feed.paging.previous.startswith(base):
        key = feed.paging.previous.removeprefix(base)
        page = _page(opened, key) if key not in seen else None
        if page is None:
            return
        seen.add(key)
        yield page
        feed = page.feed


def _page(opened: Opened, key: str) -> ServedPage | None:
    found = opened.target.public.get(key)
    return None if found is None else ServedPage(key, found[0], read_own(found[0], f"{opened.url}/{key}").feed)


def _page_record(page: ServedPage, show: Show, feed: Feed) -> PageRecord:
    cut = show.feeds.get(page.key.removesuffix(".xml"))
    shrinks = page.feed.guid == feed.guid or (cut is not None and cut.newest is not None)
    guids = tuple(item.guid for item in page.feed.items)
    return PageRecord(page.key, page.feed.guid, _sha256(page.document), len(page.document), guids, shrinks)


def _page_names(feed: Feed, url: str, known: Generation | None) -> dict[str, str]:
    """The names of pages, as they are known and as the feed's own links tell them."""
    before, after = f"{url}/{episode_page_key('*')}".split("*")
    links = {item.guid: item.link for item in feed.items if item.link is not None}
    named = {guid: link for guid, link in links.items() if link.startswith(before) and link.endswith(after)}
    told = {guid: link.removeprefix(before).removesuffix(after) for guid, link in named.items()}
    return {**(known.page_names if known else {}), **told}


def _sha256(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def _is_waiting(record: EpisodeRecord, live: tuple[EpisodeRecord, ...]) -> bool:
    return record.state is EpisodeState.SCHEDULED and record.guid not in {one.guid for one in live}


def _objects(
    search: Search, waiting: tuple[EpisodeRecord | AnnouncedRecord, ...], known: Generation | None
) -> tuple[ObjectRecord, ...]:
    keys = {key for record in waiting for key in record.keys}
    objects = search.objects | {one.key: one for one in (known.objects if known else ()) if one.key in keys}
    return tuple(objects[key] for key in sorted(objects))


def _incomplete(search: Search, without_artwork: bool, feed: Feed) -> RefusedError:
    missing = list(dict.fromkeys([*search.missing, *([feed.image_url] if without_artwork else [])]))
    return RefusedError(
        say_many(
            "{count} file that the feed names is not at {place} ({keys}). Nothing was changed. Put it back first.",
            "{count} files that the feed names are not at {place} ({keys}). Nothing was changed. Put them back first.",
            len(missing),
            place=search.opened.target.public.address,
            keys=", ".join(missing[:_SHOWN] + ["…"] * (len(missing) > _SHOWN)),
        )
    )
