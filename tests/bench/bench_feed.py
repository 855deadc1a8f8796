"""Writing a feed of 1,000 episodes that use every tag with every attribute, beside feedgen alone on bare items.

Bare is what RSS needs: title, guid, description, enclosure, pubDate. The feed is assembled before the clock starts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from feed_specimens import BUILT, feed, full_feed, full_item, item
from feedgen.feed import FeedGenerator
from measuring import Sample, in_turn, median_seconds, table

from balado.feed.document import Feed
from balado.feed.write import write

ITEMS = 1000
ROUNDS = 5


def main() -> None:
    full, bare = _feed(full_item, full_feed), _feed(item, feed)
    actions = (lambda: write(full), lambda: write(bare), lambda: _feedgen(bare))
    samples = in_turn(ROUNDS, *(lambda action=action: _timed(action) for action in actions))  # type: ignore[misc]
    theirs = median_seconds(samples[-1])
    names = ("balado, every tag", "balado, bare items", "feedgen, bare items")
    rows = [
        [name, median_seconds(found), len(action()) / 1e6, median_seconds(found) / theirs]
        for name, action, found in zip(names, actions, samples, strict=True)
    ]
    table(
        f"a feed of {ITEMS} episodes written (medians of {ROUNDS}; floor: every tag within 4 x feedgen on bare items)",
        ["run", "seconds", "MB", "ratio"],
        rows,
    )


def _feed(make_item: Callable[..., object], make_feed: Callable[..., Feed]) -> Feed:
    items = (make_item(f"e{number}", published=BUILT - timedelta(days=number)) for number in range(ITEMS))
    return replace(make_feed(*items), live=())


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
