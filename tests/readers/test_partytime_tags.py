"""Every tag of the podcast namespace as podcast-partytime reads it: what it supports comes back with the same value.

Where its reading is another than ours, the value expected here says so and the comment beside it why.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import podcast_specimens as of
import pytest
from feed_readers import (
    feed_of_partytime,
    read_with_feedparser,
    read_with_partytime,
    read_with_podcastparser,
)
from feed_specimens import full_feed, full_item, full_live
from partytime import pointer, recipient, supported_tags, time_split
from specimens import SHOW_GUID

from balado.feed.tag import Tag
from balado.feed.tags import CHANNEL, ITEM, LIVE
from balado.feed.write import write

DOCUMENT = write(full_feed())

PEOPLE = [
    {
        "name": "Claire Hédon",
        "role": "Guest",  # it gives roles and groups the capitals of the taxonomy
        "group": "Cast",
        "img": "https://example.org/hedon.jpg",
        "href": "https://example.org/hedon",
    },
    {"name": "Jean & Jeanne", "role": "Audio Editor", "group": "Audio Post-Production"},
]
# It takes the first place alone, and has no word for `rel` and `country`.
LOCATION = {"name": "Conseil d’État", "geo": "geo:48.8637,2.3372", "osm": "W55503397"}
LICENSE = {"identifier": "Licence Ouverte 2.0", "url": "https://example.org/licence"}
CHAT = {
    "phase": "7",
    "protocol": "matrix",
    "server": "chat.example",
    "accountId": "@show:chat.example",
    "space": "#room:chat.example",
}
TXT = [{"value": "S6lpp-7ZCn8-dZfGc-OoyaG", "purpose": "verify"}, {"value": "Un texte & rien de plus"}]


VALUE = {
    "type": "lightning",
    "method": "keysend",
    "suggested": 5e-8,  # a number, of our text 0.00000005000
    "recipients": [recipient(one) for one in of.VALUE.recipients],
    "valueTimeSplits": [time_split(one) for one in of.VALUE.time_splits],
}
FILM: dict[str, Any] = {
    "type": "video/mp4",
    "length": 7924786,
    "bitrate": 511276,
    "height": 720,
    "lang": "fr",
    "title": "Le film",
    "rel": "replay",
    "codecs": "avc1.64001f, mp4a.40.2",
    "default": True,
    "source": [
        {"uri": "https://pod.example/film.mp4", "contentType": "video/mp4"},  # of the rendition, where not said
        {"uri": "ipfs://QmX33FYehk6ckGQ6g1D9D3FqZPix5JpKstKQKbaS8quUFb", "contentType": "video/mp4"},
    ],
    "integrity": {
        "type": "sri",
        "value": "sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo",
    },
}
ENGLISH = {
    "type": "audio/mpeg",
    "length": 0,
    "source": [{"uri": "https://pod.example/en.mp3", "contentType": "audio/mpeg"}],
    "default": False,
}

# tag: what the parser makes of it in the channel
IN_CHANNEL: dict[str, dict[str, Any]] = {
    "podcast:guid": {"guid": SHOW_GUID},
    "podcast:locked": {"locked": True, "podcastOwner": "podcast@example.org"},
    "podcast:medium": {"medium": "podcast"},
    "podcast:person": {"podcastPeople": PEOPLE},
    "podcast:location": {"podcastLocation": LOCATION},
    "podcast:license": {"license": LICENSE},
    "podcast:funding": {
        "podcastFunding": [
            {"message": "Soutenir l’émission", "url": "https://example.org/don"},
            {"message": "Adhérer", "url": "https://example.org/adhesion"},
        ]
    },
    "podcast:trailer": {
        "trailers": [
            {
                "title": "Bientôt : la saison 1",
                "url": "https://pod.example/trailer.mp3",
                "pubdate": "2022-09-01T07:30:00.000Z",
                "type": "audio/mpeg",
                "length": 12345,
                "season": 1,
            },
            {"title": "En images", "url": "https://pod.example/t2.mp4", "pubdate": "2022-09-30T23:00:00.000Z"},
        ]
    },
    "podcast:block": {"podcastBlocked": "yes", "podcastBlockedPlatforms": {"spotify": False}},
    "podcast:chat": {"chat": CHAT},
    "podcast:txt": {"podcastTxt": TXT},
    "podcast:remoteItem": {"podcastRemoteItems": [pointer(one) for one in of.PODROLL]},
    "podcast:podroll": {"podroll": [pointer(one) for one in of.PODROLL]},
    # It takes of the publisher guid and address alone.
    "podcast:publisher": {"podcastPublisher": {"feedGuid": of.OTHER_GUID, "feedUrl": "https://pub.example/feed.xml"}},
    "podcast:value": {"value": VALUE},
    "podcast:liveItem": {},  # the test of streams is about it
}

# tag: what the parser makes of it in an item
IN_ITEM: dict[str, dict[str, Any]] = {
    "podcast:season": {"podcastSeason": {"number": 1, "name": "2022-2023"}},
    "podcast:episode": {"podcastEpisode": {"number": 3.5, "display": "Trois et demi"}},
    "podcast:person": {"podcastPeople": PEOPLE},
    "podcast:location": {"podcastLocation": LOCATION},
    "podcast:license": {"license": LICENSE},
    "podcast:transcript": {
        "podcastTranscripts": [
            {"url": "https://pod.example/a.vtt", "type": "text/vtt", "language": "fr", "rel": "captions"},
            {"url": "https://pod.example/a.html", "type": "text/html", "language": "fr"},  # the channel's
        ]
    },
    "podcast:chapters": {"podcastChapters": {"url": "https://pod.example/a.json", "type": "application/json+chapters"}},
    "podcast:soundbite": {
        "podcastSoundbites": [
            {"startTime": 73, "duration": 60, "title": "Qui décide ?"},
            # Without a title of its own it has the show's; the namespace says the episode's.
            {"startTime": 1234.5, "duration": 42.25, "title": "Le dernier kilomètre"},
        ]
    },
    # Without a length it leaves a rendition of an item out.
    "podcast:alternateEnclosure": {"alternativeEnclosures": [FILM]},
    # It leaves `disabled` out, as there is no address to go to.
    "podcast:socialInteract": {
        "podcastSocialInteraction": [
            {
                "platform": "activitypub",
                "id": "@show@social.example",
                "url": "https://social.example/@show/1",
                "priority": 1,
                "profileUrl": "https://social.example/@show",
            }
        ]
    },
    "podcast:chat": {"chat": CHAT},
    "podcast:txt": {"podcastTxt": TXT},
    "podcast:value": {"value": VALUE},
}

# tag: what the parser makes of it in a stream
IN_STREAM: dict[str, dict[str, Any]] = {
    "podcast:person": {"podcastPeople": PEOPLE},
    # Of a stream it takes renditions without a length too, and every length as 0.
    "podcast:alternateEnclosure": {"alternativeEnclosures": [{**FILM, "length": 0}, ENGLISH]},
    "podcast:value": {"value": VALUE},
    "podcast:chat": {"chat": CHAT},
}
CONTENT_LINKS = [
    {"title": "Voir la vidéo", "url": "https://video.example/watch?v=1&t=2"},
    {"title": "", "url": "https://example.org/page"},
]

NOT_READ_IN_CHANNEL = {
    "podcast:updateFrequency": "it has no word for it",
    "podcast:podping": "it has no word for it",
    "podcast:image": "of the open phase; it reads the deprecated podcast:images",
    "podcast:socialInteract": "it reads it in items alone",
}
NOT_READ_IN_ITEM = {
    "podcast:funding": "it reads it in the channel alone",
    "podcast:contentLink": "it reads it in streams alone",
    "podcast:image": "of the open phase; it reads the deprecated podcast:images",
}
NOT_WRITTEN = {
    "podcast:images": "deprecated",
    "podcast:id": "a proposal",
    "podcast:social": "a proposal",
    "podcast:recommendations": "a proposal",
    "podcast:gateway": "a proposal",
    "podcast:liveValue": "a proposal",
}


@pytest.fixture(scope="module")
def read() -> Any:
    """The full feed as the parser has it."""
    return feed_of_partytime(DOCUMENT)


@pytest.mark.parametrize("tag", IN_CHANNEL)
def test_a_tag_of_the_channel_comes_back(read: Any, tag: str) -> None:
    assert {name: read.get(name) for name in IN_CHANNEL[tag]} == IN_CHANNEL[tag]


@pytest.mark.parametrize("tag", IN_ITEM)
def test_a_tag_of_an_item_comes_back(read: Any, tag: str) -> None:
    [item] = read["items"]
    assert {name: item.get(name) for name in IN_ITEM[tag]} == IN_ITEM[tag]


def test_streams_come_back(read: Any) -> None:
    full, bare = full_live()
    live, soon = read["podcastLiveItems"]
    assert (live["status"], live["start"], live["end"]) == ("live", *map(in_utc, (full.start, full.end)))
    assert (soon["status"], soon["start"], "end" in soon) == ("pending", in_utc(bare.start), False)
    assert live["contentLinks"] == CONTENT_LINKS
    assert soon["contentLinks"] == CONTENT_LINKS[:1]
    for one, ours in ((live, full.item), (soon, bare.item)):
        assert (one["title"], one["guid"], one["description"]) == (ours.title, ours.guid, ours.html)
        stream = {"url": ours.enclosure.url, "length": 0, "type": "audio/mpeg"}
        assert one["enclosure"] == stream


@pytest.mark.parametrize("tag", IN_STREAM)
def test_a_tag_of_a_stream_comes_back(read: Any, tag: str) -> None:
    live = read["podcastLiveItems"][0]
    assert {name: live.get(name) for name in IN_STREAM[tag]} == IN_STREAM[tag]


def in_utc(moment: datetime | None) -> str:
    assert moment is not None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def written(table: tuple[Tag, ...]) -> set[str]:
    return {tag.name for tag in table if tag.name.startswith("podcast:")}


def test_no_tag_that_the_parser_supports_is_left_out() -> None:
    channel, item, stream = supported_tags()
    assert channel - set(NOT_WRITTEN) == set(IN_CHANNEL)
    assert item - set(NOT_WRITTEN) == set(IN_ITEM)
    assert stream - set(NOT_WRITTEN) == {*IN_STREAM, "podcast:remoteItem"}  # no tag of an item, in the namespace


def test_what_the_parser_does_not_support_is_known() -> None:
    channel, item, _ = supported_tags()
    assert written((*CHANNEL, LIVE)) - channel == set(NOT_READ_IN_CHANNEL)
    assert written(ITEM) - item == set(NOT_READ_IN_ITEM)


@pytest.mark.parametrize(
    "read_with",
    [
        pytest.param(read_with_feedparser, id="feedparser"),
        pytest.param(
            lambda document: read_with_podcastparser(document, "https://pod.example/feed.xml"), id="podcastparser"
        ),
        pytest.param(read_with_partytime, id="podcast-partytime"),
    ],
)
def test_the_same_document_is_read_without_a_complaint(read_with: Any) -> None:
    ours = full_item()
    [item] = read_with(DOCUMENT)
    assert (item.title, item.guid, item.url) == (ours.title, ours.guid, ours.enclosure.url)
    assert (item.season, item.episode, item.duration_s) == (1, 3, 3605)
