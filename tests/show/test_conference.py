"""A conference: its hours, its documents, its film, its stream."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from objections import objections

from balado.show.conference import Cut, Document, Held, Live, Rendition, live_status, next_turn

START = datetime(2022, 10, 19, 17, 30, tzinfo=UTC)
END = datetime(2022, 10, 19, 20, tzinfo=UTC)
HELD = Held(start=START, end=END)
SECOND = timedelta(seconds=1)
EITHER = ("It is either a file or an address.", "Write file: … or url: …, one of the two.")


def stream(**changes: Any) -> Live:
    return Live(url="https://live.example/a.mp3", page="https://live.example/", **changes)


@pytest.mark.parametrize("end", [START, START - SECOND])
def test_a_conference_ends_after_it_began(end: datetime) -> None:
    assert objections(Held, start=START, end=end)[""] == ("It ends before it begins.", "Correct start or end.")


def test_a_conference_may_have_no_end_yet() -> None:
    assert Held(start=START).end is None
    assert Held(start=START, end=START + SECOND).end == START + SECOND


@pytest.mark.parametrize("where", [{"file": "programme.pdf"}, {"url": "https://example.org/programme.pdf"}])
def test_a_document_is_a_file_or_an_address(where: dict[str, str]) -> None:
    assert Document(title="Programme", **where).title == "Programme"


@pytest.mark.parametrize(
    "where", [{}, {"file": "programme.pdf", "url": "https://example.org/programme.pdf"}], ids=["neither", "both"]
)
def test_a_document_is_one_of_the_two(where: dict[str, str]) -> None:
    assert objections(Document, title="Programme", **where)[""] == EITHER


def test_a_film_is_a_file_or_an_address_with_its_type() -> None:
    assert Rendition(file="replay.mp4").type is None
    assert Rendition(url="https://video.example/1.mp4", type="video/mp4").length is None


@pytest.mark.parametrize(
    ("written", "announced"),
    [
        ({"url": "https://video.example/1/main.m3u8?key=1"}, ("application/x-mpegURL", 0)),
        ({"url": "https://video.example/1.MPD"}, ("application/dash+xml", 0)),
        ({"url": "https://video.example/1", "type": "application/x-mpegURL"}, ("application/x-mpegURL", 0)),
        ({"url": "https://video.example/1.m3u8", "length": 12}, ("application/x-mpegURL", 12)),
        ({"url": "https://video.example/1.mp4", "type": "video/mp4"}, ("video/mp4", None)),
        ({"file": "replay.mp4"}, (None, None)),
    ],
)
def test_a_stream_elsewhere_is_announced_as_one_without_a_size(
    written: dict[str, Any], announced: tuple[str | None, int | None]
) -> None:
    film = Rendition(**written)
    assert (film.announced_type, film.announced_length) == announced


@pytest.mark.parametrize(
    "where", [{}, {"file": "a.mp4", "url": "https://video.example/1.mp4", "type": "video/mp4"}], ids=["neither", "both"]
)
def test_a_film_is_one_of_the_two(where: dict[str, str]) -> None:
    assert objections(Rendition, **where)[""] == EITHER


def test_a_film_elsewhere_says_what_it_is() -> None:
    assert objections(Rendition, url="https://video.example/1")[""] == (
        "Apps must know what kind of file this is, and the address does not say it.",
        "Add type: video/mp4, and length: its size in bytes.",
    )


@pytest.mark.parametrize(
    ("now", "status", "turn"),
    [
        (START - SECOND, "pending", START),
        (START, "live", END),
        (END - SECOND, "live", END),
        (END, "ended", None),
    ],
)
def test_a_stream_is_on_air_while_the_conference_is_held(now: datetime, status: str, turn: datetime | None) -> None:
    assert (live_status(stream(), HELD, now), next_turn(stream(), HELD, now)) == (status, turn)


def test_a_conference_without_an_end_stays_on_air() -> None:
    held = Held(start=START)
    assert live_status(stream(), held, START + timedelta(days=9)) == "live"
    assert next_turn(stream(), held, START - SECOND) == START
    assert next_turn(stream(), held, START) is None


@pytest.mark.parametrize("status", ["pending", "live", "ended"])
@pytest.mark.parametrize("now", [START - SECOND, START, END])
def test_what_the_author_says_of_a_stream_is_so(status: str, now: datetime) -> None:
    assert live_status(stream(status=status), HELD, now) == status
    assert next_turn(stream(status=status), HELD, now) is None


def test_a_stream_without_hours_is_to_come() -> None:
    assert live_status(stream(), None, START) == "pending"
    assert next_turn(stream(), None, START) is None


def test_hours_are_moments_whatever_their_zone() -> None:
    paris = START.astimezone(timezone(timedelta(hours=2)))
    assert live_status(stream(), HELD, paris) == "live"


def test_a_further_feed_is_of_sound_or_of_films() -> None:
    assert Cut().media == "audio"
    assert Cut(media="Video").media == "video"
    assert objections(Cut, media="film")["media"] == ("“film” is not possible here.", "Write one of: audio, video.")


@pytest.mark.parametrize(
    ("url", "written", "announced"),
    [
        ("https://live.example/a.m3u8", None, "application/x-mpegURL"),
        ("https://live.example/A.M3U8?key=1", None, "application/x-mpegURL"),
        ("https://live.example/manifest.mpd", None, "application/dash+xml"),
        ("https://live.example/a.m4a", None, "audio/x-m4a"),
        ("https://live.example/radio", None, "audio/mpeg"),
        ("https://live.example/radio", "audio/aac", "audio/aac"),
    ],
)
def test_a_stream_is_announced_as_what_its_address_says(url: str, written: str | None, announced: str) -> None:
    assert Live(url=url, page="https://live.example/", type=written).media_type == announced
