"""Writing a feed of 1,000 episodes with all features, beside feedgen alone on bare items.

Bare is what RSS needs: title, guid, description, enclosure, pubDate. All features are those of a conference: season,
six people, place, licence, four transcripts, eight chapters in both forms, a film with its digest, a page to watch it
on, a stretch to quote. Every tag with every attribute (payments, chat, comments, pictures …) is what nobody has. Feeds
are assembled before the clock starts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import podcast_specimens as of
from feed_specimens import BUILT, feed, full_feed, full_item, item
from feedgen.feed import FeedGenerator
from measuring import Sample, in_turn, median_seconds, table

from balado.feed.document import Feed, Item
from balado.feed.write import write
from balado.show.podcasting import Chapter

ITEMS = 1000
ROUNDS = 5


def main() -> None:
    full, conferences, bare = _feed(full_item, full_feed), _feed(_conference, full_feed), _feed(item, feed)
    actions = (lambda: write(conferences), lambda: write(full), lambda: write(bare), lambda: _feedgen(bare))
    samples = in_turn(ROUNDS, *(lambda action=action: _timed(action) for action in actions))  # type: ignore[misc]
    theirs = median_seconds(samples[-1])
    names = ("balado, conferences", "balado, every tag", "balado, bare items", "feedgen, bare items")
    rows = [
        [name, median_seconds(found), len(action()) / 1e6, median_seconds(found) / theirs]
        for name, action, found in zip(names, actions, samples, strict=True)
    ]
    table(
        f"a feed of {ITEMS} episodes written (medians of {ROUNDS}; floor: conferences within 4 x feedgen alone)",
        ["run", "seconds", "MB", "ratio"],
        rows,
    )


def _feed(make_item: Callable[..., Item], make_feed: Callable[..., Feed]) -> Feed:
    items = (make_item(f"e{number}", published=BUILT - timedelta(days=number)) for number in range(ITEMS))
    return replace(make_feed(*items), live=())


def _conference(name: str, **changes: Any) -> Item:
    return item(
        name,
        season=1,
        season_name="2022-2023",
        episode=1,
        people=of.PEOPLE * 3,
        locations=of.PLACES[:1],
        license=of.LICENSE,
        transcripts=of.TRANSCRIPTS * 2,
        chapters_url=f"https://pod.example/chapters/{name}.json",
        chapters=tuple(Chapter(start=timedelta(minutes=12 * n), title=f"Chapitre {n}") for n in range(8)),
        alternates=of.ALTERNATES[:1],
        content_links=of.LINKS[:1],
        soundbites=of.SOUNDBITES[:1],
        **changes,
    )


def _feedgen(bare: Feed) -> bytes:
    generator = FeedGenerator()
    generator.title(bare.title)
    generator.description(bare.description)
    generator.link(href=bare.link)
    for one in bare.items:
        entry = generator.add_entry(order="append")
        entry.title(one.title)
        entry.guid(one.guid)
        entry.description(one.html)
        entry.enclosure(one.enclosure.url, str(one.enclosure.byte_size), one.enclosure.media_type)
        entry.pubDate(one.published)
    document: bytes = generator.rss_str(pretty=True)
    return document


def _timed(action: Callable[[], bytes]) -> Sample:
    started = time.perf_counter()
    action()
    return Sample(time.perf_counter() - started, 0)


if __name__ == "__main__":
    main()
