"""Hosts by their feeds: each row has a specimen, of which nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from host_specimens import SPECIMENS, YOUTUBE

from balado.errors import SourceError
from balado.feed.read import read
from balado.feed.write import write
from balado.importer.hosts.counters import without_counter
from balado.importer.hosts.table import HOSTS, host_of

DIRECT = {
    "PowerPress": ("https://quais.example/media/pont.mp3", ("Blubrry", "?_")),
    "Podlove": ("https://quais.example/podlove/file/12/s/feed/c/mp3/pont.mp3", ("?ptm_source", "?ptm_context")),
    "Seriously Simple Podcasting": ("https://quais.example/podcast-download/12/pont.mp3", ("?ref",)),
    "Castopod": ("https://quais.example/audio/@quais/pont.mp3", ("OP3", "?_from")),
    "Ausha": ("https://audio.ausha.co/B4mpWfDq5KDa.mp3?t=1685693288", ("Chartable",)),
    "Libsyn": ("https://traffic.libsyn.com/secure/quais/pont.mp3", ("Podtrac", "?dest-id")),
    "Spotify for Creators": ("https://d3ctxlq1ktw2nl.cloudfront.net/staging/pont.mp3", ("Spotify for Creators",)),
}


def test_every_row_has_its_specimen() -> None:
    assert [host.name for host in HOSTS] == list(SPECIMENS)


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_feed_is_told_to_be_of_its_host_and_nothing_of_it_is_lost(name: str) -> None:
    found = read(SPECIMENS[name])
    host = host_of(found)
    assert host is not None
    assert host.name == name
    assert found.unplaced == ()
    [item] = found.feed.items
    direct = without_counter(item.enclosure.url)
    assert direct == DIRECT.get(name, (item.enclosure.url, ()))


@pytest.mark.parametrize("name", SPECIMENS)
def test_what_balado_writes_of_it_says_the_same(name: str) -> None:
    feed = replace(
        read(SPECIMENS[name]).feed, feed_url="https://quais.example/feed.xml", image_url="https://quais.example/a.jpg"
    )
    again = read(write(feed)).feed
    assert (again.extra, [one.extra for one in again.items]) == (feed.extra, [one.extra for one in feed.items])


@pytest.mark.parametrize("name", ["PowerPress", "Podlove", "Acast", "Radio France"])
def test_without_its_generator_a_feed_is_told_by_its_namespace_or_its_recordings(name: str) -> None:
    host = host_of(replace(read(SPECIMENS[name]), generator=""))
    assert host is not None
    assert host.name == name


def test_where_the_recordings_are_counts_before_the_program() -> None:
    feed = SPECIMENS["PowerPress"].replace(b"quais.example/media/", b"traffic.libsyn.com/quais/")
    host = host_of(read(feed))
    assert host is not None
    assert host.name == "Libsyn"


def test_a_feed_by_hand_is_of_no_host() -> None:
    assert host_of(read(b"<rss><channel><item><enclosure url='http://[/a.mp3'/></item></channel></rss>")) is None


def test_a_channel_of_films_is_called_what_it_is() -> None:
    with pytest.raises(SourceError) as caught:
        read(YOUTUBE)
    assert "YouTube's list of a channel's newest films (Atom), which names no recordings." in str(caught.value)
