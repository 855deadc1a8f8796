"""What an episode alone says in the podcast namespace, and to players that read Podlove's chapters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import podcast_specimens as of
import pytest
from feed_specimens import SPACES, item, item_of, item_tags, shape_of

from balado.show.podcasting import AlternateEnclosure, Chapter, Source


def test_a_season_is_named_beside_its_number() -> None:
    assert item_tags("podcast:season", season=2, season_name="2022-2023") == [("2", {"name": "2022-2023"})]


@pytest.mark.parametrize(
    ("name", "changes", "tags"),
    [
        (
            "podcast:transcript",
            {"transcripts": of.TRANSCRIPTS},
            [
                (
                    None,
                    {"url": "https://pod.example/a.vtt", "type": "text/vtt", "language": "fr", "rel": "captions"},
                ),
                (None, {"url": "https://pod.example/a.html", "type": "text/html"}),
            ],
        ),
        (
            "podcast:chapters",
            {"chapters_url": "https://pod.example/a.json"},
            [(None, {"url": "https://pod.example/a.json", "type": "application/json+chapters"})],
        ),
        (
            "podcast:soundbite",
            {"soundbites": of.SOUNDBITES},
            [
                ("Qui décide ?", {"startTime": "73", "duration": "60"}),
                (None, {"startTime": "1234.5", "duration": "42.25"}),
            ],
        ),
        (
            "podcast:contentLink",
            {"content_links": of.LINKS},
            [
                ("Voir la vidéo", {"href": "https://video.example/watch?v=1&t=2"}),
                (None, {"href": "https://example.org/page"}),
            ],
        ),
        ("podcast:episode", {"episode": 4, "episode_display": "Hors série"}, [("4", {"display": "Hors série"})]),
        ("podcast:episode", {"episode": 4, "episode_order": "4.5"}, [("4.5", {})]),
        ("podcast:episode", {"episode_order": "4.5"}, [("4.5", {})]),
    ],
)
def test_what_an_episode_says_in_podcasting_2(name: str, changes: dict[str, Any], tags: Any) -> None:
    assert item_tags(name, **changes) == tags


def test_a_rendition_holds_its_addresses_and_its_digest() -> None:
    film, english = item_of(item(alternates=of.ALTERNATES)).findall("podcast:alternateEnclosure", SPACES)
    assert dict(film.attrib) == {
        "type": "video/mp4",
        "length": "7924786",
        "bitrate": "511276",
        "height": "720",
        "lang": "fr",
        "title": "Le film",
        "rel": "replay",
        "codecs": "avc1.64001f, mp4a.40.2",
        "default": "true",
    }
    assert shape_of(film) == [
        ("podcast:source", None, {"uri": "https://pod.example/film.mp4"}),
        (
            "podcast:source",
            None,
            {"uri": "ipfs://QmX33FYehk6ckGQ6g1D9D3FqZPix5JpKstKQKbaS8quUFb", "contentType": "video/mp4"},
        ),
        (
            "podcast:integrity",
            None,
            {
                "type": "sri",
                "value": "sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo",
            },
        ),
    ]
    assert (dict(english.attrib), shape_of(english)) == (
        {"type": "audio/mpeg"},
        [("podcast:source", None, {"uri": "https://pod.example/en.mp3"})],
    )


def test_a_length_of_nothing_is_said() -> None:
    """That is how the namespace writes the length of a stream (HLS)."""
    stream = AlternateEnclosure(
        type="application/x-mpegURL", length=0, sources=(Source(uri="https://live.example/a.m3u8"),)
    )
    [(_, attributes)] = item_tags("podcast:alternateEnclosure", alternates=(stream,))
    assert attributes == {"type": "application/x-mpegURL", "length": "0"}


def test_chapters_for_players_that_read_podlove() -> None:
    chapters = item_of(item(chapters=of.CHAPTERS)).find("psc:chapters", SPACES)
    assert dict(chapters.attrib) == {"version": "1.2"}
    assert shape_of(chapters) == [
        ("psc:chapter", None, {"start": "00:00:00.000", "title": "Ouverture"}),
        (
            "psc:chapter",
            None,
            {
                "start": "00:12:30.500",
                "title": "Les « invisibles » & nous",
                "href": "https://example.org/12",
                "image": "https://pod.example/12.jpg",
            },
        ),
    ]


def test_chapters_of_pictures_alone_are_no_list() -> None:
    silent = Chapter(start=timedelta(0), picture="https://pod.example/a.jpg", listed=False)
    assert item_tags("psc:chapters", chapters=(silent, Chapter(start=timedelta(seconds=9)))) == []
