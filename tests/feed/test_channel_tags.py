"""What a show alone says in the podcast namespace."""

from __future__ import annotations

from typing import Any

import podcast_specimens as of
import pytest
from feed_specimens import SPACES, channel_of, channel_tags, feed, shape_of


@pytest.mark.parametrize(
    ("name", "changes", "tags"),
    [
        ("podcast:medium", {"medium": "video"}, [("video", {})]),
        (
            "podcast:trailer",
            {"trailers": of.TRAILERS},
            [
                (
                    "Bientôt : la saison 1",
                    {
                        "url": "https://pod.example/trailer.mp3",
                        "pubdate": "Thu, 01 Sep 2022 08:30:00 +0100",
                        "length": "12345",
                        "type": "audio/mpeg",
                        "season": "1",
                    },
                ),
                ("En images", {"url": "https://pod.example/t2.mp4", "pubdate": "Sat, 01 Oct 2022 00:00:00 +0100"}),
            ],
        ),
        (
            "podcast:updateFrequency",
            {"update_frequency": of.FREQUENCY},
            [
                (
                    "Chaque deuxième mercredi",
                    {
                        "complete": "true",
                        "dtstart": "2026-11-23T06:00:00+01:00",
                        "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=5",
                    },
                )
            ],
        ),
        ("podcast:block", {"service_blocks": of.SERVICE_BLOCKS}, [("no", {"id": "spotify"}), ("yes", {})]),
        ("podcast:podping", {"uses_podping": True}, [(None, {"usesPodping": "true"})]),
        ("podcast:podping", {"uses_podping": False}, []),
        ("podcast:podroll", {"podroll": ()}, []),
        ("fh:archive", {"is_archive": True}, [(None, {})]),
        ("fh:archive", {"is_archive": False}, []),
    ],
)
def test_what_a_show_says_in_podcasting_2(name: str, changes: dict[str, Any], tags: Any) -> None:
    assert channel_tags(name, **changes) == tags


def test_shows_elsewhere_are_pointed_to() -> None:
    channel = channel_of(feed(podroll=of.PODROLL, remote_items=of.PODROLL[1:2], publisher=of.PUBLISHER))
    other = {"feedGuid": of.OTHER_GUID}
    song = {
        **other,
        "feedUrl": "https://other.example/feed.xml",
        "itemGuid": "https://other.example/?p=1&q=2",
        "medium": "music",
        "title": "Une chanson",
    }
    assert shape_of(channel.find("podcast:podroll", SPACES)) == [
        (
            "podcast:remoteItem",
            None,
            {**other, "feedUrl": "https://other.example/feed.xml", "medium": "podcast", "title": "Une autre émission"},
        ),
        ("podcast:remoteItem", None, song),
        ("podcast:remoteItem", None, other),
    ]
    assert [dict(one.attrib) for one in channel.findall("podcast:remoteItem", SPACES)] == [song]
    publisher = {
        "feedUrl": "https://pub.example/feed.xml",
        "itemGuid": "https://pub.example/1",
        "medium": "publisher",
        "title": "L’éditeur",
    }
    assert shape_of(channel.find("podcast:publisher", SPACES)) == [("podcast:remoteItem", None, {**other, **publisher})]
