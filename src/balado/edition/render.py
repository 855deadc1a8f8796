"""From placed episodes to the documents of the show."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from balado.artifact import FEED_KEY, public_url
from balado.edition.arrange import Arrangement
from balado.edition.contents import Announcement, Picture, Placed, RemoteRecording, RenderedFeed, RenderedPage
from balado.edition.pictures import ratio_of
from balado.feed.assemble import assemble, only, with_items
from balado.feed.cuts import CutTerms, archive_key, cut_feed, people_of, with_archives
from balado.feed.document import AttachmentLinks, Enclosure, Feed, FeedAddresses, ReadyEpisode
from balado.feed.notes.render import RenderedNotes, render_notes
from balado.feed.write import write
from balado.record.generation import EpisodeState, Generation
from balado.record.keys import episode_page_key
from balado.show.podcasting import Image
from balado.source.identity import feed_guid


@dataclass(frozen=True, slots=True)
class AssembledFeed:
    """A feed, and by guid what became of the notes of its episodes."""

    feed: Feed
    notes: Mapping[str, RenderedNotes]


def assemble_all(
    arrangement: Arrangement, built: datetime, known: Mapping[str, RenderedNotes] | None = None
) -> AssembledFeed:
    """The feed as it will be when every placed episode is live; `known` are notes that were rendered, by their text."""
    known = known or {}
    placed, url = arrangement.placed_show, arrangement.placed_show.url
    cover = _picture(url, placed.artwork_key, placed.artwork, arrangement.show.artwork_url)
    addresses = FeedAddresses(public_url(url, FEED_KEY), cover or Image.model_construct(url=""), placed.images)
    recorded = {one.episode.guid for one in arrangement.placed}
    shown: list[Placed | Announcement] = [*arrangement.placed, *arrangement.announced]
    notes = {one.episode.guid: known.get(one.episode.notes) or render_notes(one.episode.notes) for one in shown}
    pages = {guid: public_url(url, episode_page_key(name)) for guid, name in arrangement.names.items()}
    ready = [
        replace(
            _ready(one, url),
            attached=_attached(one, arrangement.told, recorded),
            notes=notes[one.episode.guid],
            page=pages.get(one.episode.guid) if isinstance(one, Placed) else None,
        )
        for one in shown
    ]
    feed = assemble(arrangement.show, ready, addresses, built)
    return AssembledFeed(with_items(feed, [one.item for one in arrangement.unchanged]), notes)


def _ready(one: Placed | Announcement, url: str) -> ReadyEpisode:
    picture = _picture(url, one.artwork_key, one.artwork, one.episode.artwork_url)
    if isinstance(one, Announcement):
        stream = Enclosure(one.stream.url, 0, one.stream.media_type)
        return ReadyEpisode(one.episode, one.start, stream, status=one.status, picture=picture)
    audio = one.audio
    if isinstance(audio, RemoteRecording):
        enclosure = Enclosure(audio.url, audio.byte_size, audio.media_type)
    else:
        enclosure = Enclosure(public_url(url, one.audio_key or ""), audio.byte_size, audio.facts.media_type)
    seconds = None if audio.duration is None else audio.duration.total_seconds()
    return ReadyEpisode(one.episode, one.date, enclosure, seconds, picture=picture)


def _picture(url: str, key: str | None, picture: Picture | None, elsewhere: str | None) -> Image | None:
    """A picture as `podcast:image` tells it: ours, or one on another server, of which no size is known."""
    if picture is not None and key is not None:
        return _image(url, key, picture)
    return None if elsewhere is None else Image.model_construct(url=elsewhere)


def _image(url: str, key: str, picture: Picture) -> Image:
    """A picture of ours as `podcast:image` tells it."""
    facts = picture.facts
    if not facts.is_upright:  # what is published was turned
        return Image.model_construct(url=public_url(url, key))
    ratio = ratio_of(facts.width_px, facts.height_px)
    return Image.model_construct(url=public_url(url, key), aspect_ratio=ratio, width=facts.width_px)


def _attached(
    one: Placed | Announcement, told: Mapping[str, AttachmentLinks], recorded: Collection[str]
) -> AttachmentLinks:
    """What a recording to come holds is no news yet: documents alone are announced, until they wait with it."""
    links = told.get(one.episode.guid, AttachmentLinks())
    if isinstance(one, Placed):
        return links
    return AttachmentLinks() if one.episode.guid in recorded else AttachmentLinks(documents=links.documents)


def render_live(
    feed: Feed, arrangement: Arrangement, previous: Generation | None, now: datetime
) -> tuple[RenderedFeed | None, tuple[RenderedPage, ...]]:
    """The document of the live items and the further ones; none while there never was a live item.

    The date of the feed moves only when something else in it does.
    """
    live = {one.episode.guid for one in arrangement.placed if one.state is EpisodeState.LIVE}
    live |= {one.item.guid for one in arrangement.unchanged}
    before = previous.feed if previous is not None else None
    if not live and before is None:
        return None, ()
    announced = {one.episode.guid for one in arrangement.announced}
    streams = tuple(one for one in feed.live if one.item.guid in announced)
    feed = replace(only(feed, live), live=streams)
    items = {item.guid: hashlib.sha256(repr(item).encode()).hexdigest()[:16] for item in feed.items}
    size = arrangement.show.archive
    newest, archives = (feed, ()) if size is None else with_archives(feed, size, arrangement.placed_show.url)
    rendered = _dated(newest, previous, now, items)
    # A cut without an episode is as old as the feed: of the time of this run, it would never be up to date.
    pages = _cut_pages(replace(feed, built=rendered.built), arrangement)
    pages += [_page(archive_key(number), one, shrinks=True) for number, one in enumerate(archives, 1)]
    return rendered, tuple(pages)


def _dated(feed: Feed, previous: Generation | None, now: datetime, items: Mapping[str, str]) -> RenderedFeed:
    if previous is not None and previous.feed is not None:
        document = write(replace(feed, built=previous.built))
        sha256 = hashlib.sha256(document).hexdigest()
        if sha256 == previous.feed.sha256:
            return RenderedFeed(document, sha256, previous.built, items)
    document = write(replace(feed, built=now))
    return RenderedFeed(document, hashlib.sha256(document).hexdigest(), now, items)


def _cut_pages(feed: Feed, arrangement: Arrangement) -> list[RenderedPage]:
    """The feeds of some of the show's episodes, each under its name."""
    show, pages = arrangement.show, []
    languages = {one.episode.guid: one.episode.language or show.language for one in arrangement.placed}
    languages |= {one.item.guid: one.language for one in arrangement.unchanged}
    for name, cut in show.feeds.items():
        key, own = f"{name}.xml", arrangement.placed_show.further.get(name)
        terms = CutTerms(
            cut=cut,
            guid=feed_guid(cut.guid, show.guid, name),
            feed_url=public_url(arrangement.placed_show.url, key),
            people=people_of(cut, show),
            languages=languages,
            picture=None if own is None else _image(arrangement.placed_show.url, own.key, own.picture),
        )
        page = _page(key, cut_feed(feed, terms), shrinks=cut.newest is not None)
        pages.append(replace(page, artwork=own))
    return pages


def _page(key: str, feed: Feed, *, shrinks: bool) -> RenderedPage:
    document = write(feed)
    sha256 = hashlib.sha256(document).hexdigest()
    return RenderedPage(key, feed.guid, document, sha256, tuple(item.guid for item in feed.items), shrinks)
