"""Feeds that are hard to read, as the parsers of real apps read them: every word, number and date equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from feed_readers import ReadItem, read_with_feedparser, read_with_partytime, read_with_podcastparser
from feed_specimens import BUILT, feed, item

from balado.feed.document import Enclosure, Item
from balado.feed.write import write
from balado.show.model import Person

Reader = Callable[[bytes], list[ReadItem]]


def _podcastparser(document: bytes) -> list[ReadItem]:
    return read_with_podcastparser(document, "https://pod.example/feed.xml")


def _exactly(title: str) -> str:
    return title


def _with_plain_blanks(title: str) -> str:
    """podcastparser makes every run of white space one blank, no-break spaces too."""
    return " ".join(title.split())


ITEMS = (
    item("french", title="Quelles attentes\u00a0? «\u00a0L’usager\u00a0» d’abord…", season=2, episode=12),
    item("markup", title="R&D: 3 < 5 ]]> \"q\" 'q'", season=1, episode=1, season_name="A & B"),
    item("emoji", title="Écouter 🎙️ 日本語 e\u0301"),
    item("notes", title="Notes", html="<p>a ]]&gt; b &amp; &lt;b&gt;</p>\n<ul>\n<li>é</li>\n</ul>"),
    item("long", duration_s=3 * 3600 + 1, enclosure=Enclosure("https://pod.example/l.mp3", 2**32 + 1, "audio/mpeg")),
    item("short", duration_s=1, episode=1, episode_type="trailer", explicit=True, block=True),
    item("address", enclosure=Enclosure("https://pod.example/a%20b/%C3%A9.m4a?x=1&y=2", 1, "audio/x-m4a")),
    item("link", guid="https://example.org/?p=1&q=2", link="https://example.org/page"),
    item("people", people=(Person(name="Claire Hédon", role="host"), Person(name="A & B", href="https://a.example/"))),
)
DATED = tuple(replace(one, published=BUILT - timedelta(days=age)) for age, one in enumerate(ITEMS))


def _as_written(one: Item) -> ReadItem:
    return ReadItem(
        title=one.title,
        guid=one.guid,
        url=one.enclosure.url,
        byte_size=one.enclosure.byte_size,
        duration_s=one.duration_s,
        season=one.season,
        episode=one.episode,
        published=int(one.published.timestamp()),
    )


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        pytest.param(read_with_feedparser, _exactly, id="feedparser"),
        pytest.param(_podcastparser, _with_plain_blanks, id="podcastparser"),
        pytest.param(read_with_partytime, _exactly, id="podcast-partytime"),
    ],
)
def test_a_hard_feed_is_read_as_it_was_written(read: Reader, shown: Callable[[str], str]) -> None:
    document = write(feed(*DATED, title="R&D ]]> «\u00a0radio\u00a0»", description="a < b & c"))
    assert read(document) == [replace(_as_written(one), title=shown(one.title)) for one in DATED]


@pytest.mark.parametrize("read", [read_with_feedparser, _podcastparser])
def test_a_feed_without_items_is_read_as_one(read: Reader) -> None:
    assert read(write(feed())) == []
