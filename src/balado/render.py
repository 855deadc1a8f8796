"""From placed episodes to the feed's document: the feed stage as the pipeline uses it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from balado.errors import Fault, Place
from balado.feed.addresses import public_url
from balado.feed.assemble import assemble
from balado.feed.document import Feed, FeedAddresses, ReadyEpisode
from balado.feed.limits import judge_feed, judge_item
from balado.feed.write import write
from balado.model import Show
from balado.publish.contents import Placed, RenderedFeed, ShowPlace
from balado.publish.generation import EpisodeState, Generation
from balado.publish.keys import FEED_KEY
from balado.source.read import Reading


def assemble_all(show: Show, place: ShowPlace, placed: Sequence[Placed], built: datetime) -> Feed:
    """The feed as it will be when every placed episode is live."""
    ready = [
        ReadyEpisode(
            episode=one.episode,
            facts=one.audio.facts,
            enclosure_url=public_url(place.url, one.audio_key),
            byte_size=one.audio.facts.byte_size,
            image_url=None if one.artwork_key is None else public_url(place.url, one.artwork_key),
        )
        for one in placed
    ]
    addresses = FeedAddresses(public_url(place.url, FEED_KEY), public_url(place.url, place.artwork_key))
    return assemble(show, ready, addresses, built)


def judge_limits(feed: Feed, reading: Reading) -> tuple[Fault, ...]:
    """The faults of the resolved feed, each with its episode and the line its author wrote."""
    slugs = {episode.guid: episode.slug for episode in reading.episodes}

    def place(guid: str | None, key: str) -> Place:
        return reading.place(slugs.get(guid) if guid is not None else None, key)

    faults = list(judge_feed(feed, place))
    for item in feed.items:
        faults += [replace(fault, slug=slugs.get(item.guid)) for fault in judge_item(item, place)]
    return tuple(faults)


def render_live(
    feed: Feed, placed: Sequence[Placed], previous: Generation | None, now: datetime
) -> RenderedFeed | None:
    """The document of the live items; None while there never was one. Its date moves only when something else does."""
    live = {one.episode.guid for one in placed if one.state is EpisodeState.LIVE}
    before = previous.feed if previous is not None else None
    if not live and before is None:
        return None
    feed = replace(feed, items=tuple(item for item in feed.items if item.guid in live))
    items = {item.guid: hashlib.sha256(repr(item).encode()).hexdigest()[:16] for item in feed.items}
    if previous is not None and before is not None:
        document = write(replace(feed, built=previous.built))
        sha256 = hashlib.sha256(document).hexdigest()
        if sha256 == before.sha256:
            return RenderedFeed(document, sha256, previous.built, items)
    document = write(replace(feed, built=now))
    return RenderedFeed(document, hashlib.sha256(document).hexdigest(), now, items)
