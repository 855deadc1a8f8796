"""What a publication claims, from its record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from balado.artifact import Kind
from balado.publish.claims import MOST_EPISODES, News, changed_keys, claims_of
from balado.record.generation import (
    EpisodeRecord,
    EpisodeState,
    FeedRecord,
    FileRecord,
    Generation,
    ObjectRecord,
    PageRecord,
    RemoteRecord,
)
from balado.store.target import TargetSettings, open_target

URL = "https://pod.example/show"
DAY = datetime(2025, 11, 1, tzinfo=UTC)


def record(slug: str, state: EpisodeState = EpisodeState.LIVE, day: int = 0) -> EpisodeRecord:
    audio = FileRecord(f"episodes/{slug}/talk.mp3", "a" * 64, f"audio/{slug}.mp3")
    return EpisodeRecord(slug, f"episodes/{slug}", f"guid-of-{slug}", DAY + timedelta(days=day), state, audio)


def generation(*episodes: EpisodeRecord, feed: str = "f", pages: tuple[PageRecord, ...] = ()) -> Generation:
    cover = FileRecord("episodes/cover.jpg", "c" * 64, "artwork/cover.jpg")
    keys = (one.audio.key for one in episodes if one.audio is not None)
    stored = tuple(ObjectRecord(key, Kind.AUDIO, 7, "a" * 64, "audio/mpeg", "") for key in keys)
    return Generation(
        4,
        DAY,
        "owner",
        URL,
        "show-guid",
        None,
        None,
        DAY,
        FeedRecord(feed * 64, 9),
        cover,
        episodes,
        stored,
        pages=pages,
    )


def sounds(*slugs: str) -> News:
    return News.of((("goes-live", f"guid-of-{slug}") for slug in slugs), ())


def bucket() -> object:
    return open_target(TargetSettings("s3://b/p", Path("/nowhere")))


def test_only_new_recordings_are_claimed_and_no_secret_one() -> None:
    served = generation(record("old"), record("new"), record("later", EpisodeState.SCHEDULED))
    news = replace(sounds("new"), sent=frozenset({"audio/new.mp3", "audio/later.mp3"}))

    claims = claims_of(bucket(), URL, served, news)  # type: ignore[arg-type]

    assert claims is not None
    assert [(one.url, one.byte_size, one.is_enclosure) for one in claims.files] == [(f"{URL}/audio/new.mp3", 7, True)]
    assert claims.secret == f"{URL}/.balado/generations/4.json"
    assert claims.secret_body.startswith(b"{")


def test_a_new_recording_on_another_server_is_claimed_as_its_author_tells_it() -> None:
    far = RemoteRecord("https://old.example/1.mp3", 9, "audio/mpeg")
    moved = replace(record("new"), audio=None, remote=far)
    superseded = replace(record("superseded"), remote=far)

    claims = claims_of(bucket(), URL, generation(moved, superseded), sounds("new", "superseded"))  # type: ignore[arg-type]

    assert claims is not None
    assert [(one.url, one.byte_size, one.is_enclosure, one.is_elsewhere) for one in claims.files] == [
        (f"{URL}/audio/superseded.mp3", 7, True, False),
        (far.url, 9, True, True),
    ]


def test_a_record_that_lies_elsewhere_is_not_asked_for() -> None:
    elsewhere = open_target(TargetSettings("s3://b/p", Path("/nowhere"), state="s3://records/p"))

    claims = claims_of(elsewhere, URL, generation(record("a")), News())

    assert claims is not None
    assert (claims.secret, claims.files) == ("", ())


def test_of_many_new_episodes_the_newest_are_claimed() -> None:
    slugs = [f"e{number:03}" for number in range(MOST_EPISODES + 5)]
    served = generation(*(record(slug, day=number) for number, slug in enumerate(slugs)))

    claims = claims_of(bucket(), URL, served, sounds(*slugs))  # type: ignore[arg-type]

    assert claims is not None
    assert [one.slug for one in claims.files] == slugs[:4:-1]
    assert claims.skipped == 5


def test_without_a_feed_there_is_nothing_to_claim() -> None:
    assert claims_of(bucket(), URL, replace(generation(), feed=None), News()) is None  # type: ignore[arg-type]


def test_the_changed_keys_are_exactly_those_that_were_written_over() -> None:
    latest, archive = (PageRecord(key, "g", "1" * 64, 1, ()) for key in ("latest.xml", "archive-1.xml"))
    before = generation(feed="f", pages=(latest, archive))

    assert changed_keys(None, before) == ("feed.xml", "latest.xml", "archive-1.xml")
    assert changed_keys(before, before) == ()
    assert changed_keys(before, generation(feed="e", pages=(latest, archive))) == ("feed.xml",)
    newer = replace(latest, sha256="2" * 64)
    assert changed_keys(before, generation(feed="e", pages=(newer, archive))) == ("feed.xml", "latest.xml")
