"""What was published and is imported says the same when it is published again."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import timedelta
from typing import Any

from depth import depth
from hypothesis import given, settings
from sound_feeds import sound_feeds

from balado.feed.assemble import assemble
from balado.feed.document import AttachmentLinks, Enclosure, Feed, FeedAddresses, Item, ReadyEpisode
from balado.feed.read import read
from balado.feed.write import write
from balado.importer.show import ImportTerms, texts_of
from balado.show.conference import Rendition
from balado.show.model import Episode
from balado.show.podcasting import AlternateEnclosure, Image, Source, TranscriptLink
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.read import read as read_source

TERMS = ImportTerms("https://new.example.org", "0d9a9c5e-9e3a-4b6e-8a53-7d2a5f6f1c11")
OF_THE_PLACE = {"built", "feed_url", "images", "paging"}
"""What is another one where a feed moves: its own address and date, and what we say of covers."""


def moved(old: Feed) -> Feed:
    """The feed that is made of a feed's texts, as apps read it."""
    made = texts_of(read(write(old)), "old.xml", TERMS)
    folders = tuple(
        EpisodeFolder(name, name, f"episodes/{name}", TextFile(f"episodes/{name}/episode.md", text.encode()))
        for guid, text in made.episodes.items()
        for name in [made.folders[guid]]
    )
    reading = read_source(Scan("", TextFile("feed.yaml", made.show.encode()), folders, find=lambda path: path))
    assert reading.show is not None, [str(fault) for fault in reading.faults]
    addresses = FeedAddresses("https://new.example.org/feed.xml", Image.model_construct(url=reading.show.artwork))
    ready = [_ready(episode) for episode in reading.episodes]
    return read(write(assemble(reading.show, ready, addresses, old.built))).feed


def _ready(episode: Episode) -> ReadyEpisode:
    remote = episode.remote
    assert remote is not None
    assert episode.date is not None
    return ReadyEpisode(
        episode,
        episode.date,
        Enclosure(remote.url, remote.length or 0, remote.announced_type),
        (remote.duration or timedelta()).total_seconds(),
        picture=Image.model_construct(url=episode.artwork) if episode.artwork else None,
        attached=AttachmentLinks(
            chapters=episode.chapters or (),
            transcripts=tuple(
                TranscriptLink.model_construct(url=one.url, type=one.announced_type, language=one.language, rel=one.rel)
                for one in episode.transcripts
            ),
            alternates=tuple(map(_alternate, filter(None, (episode.video, *episode.alternates)))),
        ),
    )


def _alternate(one: Rendition) -> AlternateEnclosure:
    said: dict[str, Any] = {
        name: getattr(one, name)
        for name in ("length", "bitrate", "height", "language", "title", "rel", "codecs", "default")
    }
    sources = (Source.model_construct(uri=one.url), *one.sources)
    return AlternateEnclosure.model_construct(type=one.announced_type, sources=sources, **said)


def _said(thing: Feed | Item, *but: str) -> dict[str, Any]:
    return {one.name: getattr(thing, one.name) for one in dataclasses.fields(thing) if one.name not in but}


def _as_moved(item: Item, feed: Feed) -> Item:
    """What an item says of itself: nothing that its show says too, and the team is named with its people."""
    named = {person.name for person in item.people}
    team = tuple(person for person in feed.people if person.name not in named) if item.people else ()
    return replace(
        item,
        author=None if item.author == feed.author else item.author,
        image_url=None if item.image_url == feed.image_url else item.image_url,
        short_title=None if item.short_title == item.title else item.short_title,
        people=(*item.people, *team),
    )


@settings(max_examples=depth(10, 30))
@given(sound_feeds())
def test_a_feed_that_is_imported_says_the_same_again(old: Feed) -> None:
    known = read(write(old)).feed
    new = moved(old)
    assert _said(new, "items", *OF_THE_PLACE) == _said(known, "items", *OF_THE_PLACE)
    again = {item.guid: item for item in new.items}
    assert again.keys() == {item.guid for item in known.items}
    for item in known.items:
        assert _said(again[item.guid], "images", "html") == _said(_as_moved(item, known), "images", "html")
        assert _plain(again[item.guid].html) == _plain(item.html)
        others = [one for one in item.images if one.url != item.image_url]
        assert [one for one in again[item.guid].images if one.url != item.image_url] == others


def _plain(html: str) -> str:
    return "".join(html.split())
