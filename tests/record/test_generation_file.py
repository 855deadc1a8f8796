"""Generations of format 1, which knew recordings and pictures alone: read for ever, written as the present format."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from specimens import SHOW_GUID, candidate, episode, plan_of, sha256

from balado.artifact import Kind
from balado.record.generation import (
    EpisodeState,
    FileRecord,
    FormerKey,
    Generation,
    PictureFormRecord,
    RemoteRecord,
    SiteFileRecord,
)
from balado.record.generation_file import FORMAT, read_generation, write_generation
from balado.record.keys import heard_at, pins_of
from balado.record.listed_shows import ShowFeedRecord

KEY = "generations/7.json"
AUDIO, OLDER, WAITING, COVER = (
    sha256(content) for content in ("sound of a", "older sound of a", "sound of b", "cover")
)
FACTS = (
    '{"bitrate":64000,"bitrate_mode":"constant","byte_size":10,"channels":1,"codec":"mp3","duration":"PT1M1.25S",'
    '"media_type":"audio/mpeg","sample_rate_hz":44100,"sha256":"%s","suffix":".mp3"}'
)
FORMAT_1 = (
    '{"artwork":{"key":"artwork/cover-of-old.jpg","name":"cover.jpg","sha256":"' + COVER + '"},'
    '"built":"2026-11-01T06:00:00+00:00","created":"2026-11-20T06:00:00+00:00","episodes":['
    '{"artwork":null,"audio":{"key":"audio/a-of-old.mp3","name":"episodes/a/talk.mp3","sha256":"' + AUDIO + '"},'
    '"date":"2026-11-22T12:00:00+00:00","folder":"episodes/a","guid":"guid-of-a","item":"About a","slug":"a",'
    '"state":"live"},'
    '{"artwork":{"key":"artwork/b-of-old.jpg","name":"episodes/b/cover.jpg","sha256":"' + COVER + '"},'
    '"audio":{"key":"audio/b-of-old.mp3","name":"episodes/b/talk.mp3","sha256":"' + WAITING + '"},'
    '"date":"2026-11-26T12:00:00+00:00","folder":"episodes/b","guid":"guid-of-b","item":"","slug":"b",'
    '"state":"scheduled"}],'
    '"feed":{"byte_size":17,"sha256":"' + sha256("guid-of-a About a") + '"},"format":1,'
    '"former":[{"guid":"guid-of-a","key":"audio/a-older-still.mp3","sha256":"' + OLDER + '"}],'
    '"images":{"' + COVER + '":{"byte_size":5,"height_px":3000,"media_type":"image/jpeg","mode":"RGB",'
    '"sha256":"' + COVER + '","suffix":".jpg","width_px":3000}},'
    '"media":{"' + AUDIO + '":' + FACTS % AUDIO + ',"' + WAITING + '":' + FACTS % WAITING + "},"
    '"next_due":"2026-11-26T12:00:00+00:00","number":7,"objects":['
    '{"byte_size":5,"cache_control":"public, max-age=31536000, immutable","content_type":"image/jpeg",'
    '"key":"artwork/cover-of-old.jpg","kind":"artwork","sha256":"' + COVER + '"},'
    '{"byte_size":10,"cache_control":"public, max-age=31536000, immutable","content_type":"audio/mpeg",'
    '"key":"audio/a-of-old.mp3","kind":"audio","sha256":"' + AUDIO + '"},'
    '{"byte_size":10,"cache_control":"public, max-age=31536000, immutable","content_type":"audio/mpeg",'
    '"key":"audio/b-of-old.mp3","kind":"audio","sha256":"' + WAITING + '"}],'
    '"owner":"somebody","show_guid":"' + SHOW_GUID + '","source_digest":"d","url":"https://pod.example"}'
)
"""As version 0.1 wrote it; its keys are made up, so that a key that is kept is told from one that is made again."""


def old() -> Generation:
    return read_generation(FORMAT_1.encode(), KEY)


def test_what_format_1_said_is_read_and_the_rest_is_empty() -> None:
    generation = old()

    live, waiting = generation.episodes
    assert (generation.number, generation.created) == (7, datetime(2026, 11, 20, 6, tzinfo=UTC))
    assert live.audio == FileRecord("episodes/a/talk.mp3", AUDIO, "audio/a-of-old.mp3")
    assert (live.state, waiting.state) == (EpisodeState.LIVE, EpisodeState.SCHEDULED)
    assert waiting.artwork == FileRecord("episodes/b/cover.jpg", COVER, "artwork/b-of-old.jpg")
    assert generation.former == (FormerKey("guid-of-a", OLDER, "audio/a-older-still.mp3"),)
    assert generation.objects[0].kind is Kind.ARTWORK
    assert (live.beside, generation.files, generation.pages, generation.announced) == ((), {}, (), ())
    assert (generation.gone, generation.place) == ((), "")


def test_it_is_written_as_the_present_format_of_shows_without_pages() -> None:
    body = write_generation(old()).body
    assert isinstance(body, bytes)
    written = json.loads(body)
    assert written["format"] == 3
    assert written.keys().isdisjoint({"site", "page_names", "page_days", "forms"})
    assert read_generation(body, KEY) == old()


@pytest.mark.parametrize(
    "pages",
    [
        {"site": (SiteFileRecord("index.html", "a" * 64, 1, "b" * 32), SiteFileRecord("404.html", "c" * 64, 2))},
        {"page_names": {"guid": "01-a"}},
        {"page_days": {"guid": "2025-11-23"}},
        {"forms": {"d" * 64: (PictureFormRecord("artwork/a.webp", "image/webp", 320, 180, is_social=True),)}},
    ],
)
def test_what_has_or_had_pages_is_a_record_that_an_older_balado_refuses(pages: dict[str, Any]) -> None:
    generation = replace(old(), **pages)
    body = write_generation(generation).body
    assert isinstance(body, bytes)
    assert json.loads(body)["format"] == 4
    assert read_generation(body, KEY) == generation


FAR = RemoteRecord("https://old.example/a.mp3", 4321, "audio/mpeg")


def elsewhere(**changes: Any) -> Generation:
    """A record whose first episode is heard elsewhere, or is otherwise changed so."""
    first, *rest = old().episodes
    return replace(old(), episodes=(replace(first, **changes), *rest))


@pytest.mark.parametrize(
    "generation",
    [elsewhere(audio=None, remote=FAR), elsewhere(remote=FAR), replace(old(), artwork=None)],
    ids=["a recording elsewhere", "a file in its place", "a cover elsewhere"],
)
@pytest.mark.parametrize("pages", [{}, {"page_names": {"guid": "01-a"}}], ids=["without pages", "with pages"])
def test_what_is_elsewhere_is_a_record_that_an_older_balado_refuses(
    generation: Generation, pages: dict[str, Any]
) -> None:
    generation = replace(generation, **pages)
    body = write_generation(generation).body
    assert isinstance(body, bytes)
    assert json.loads(body)["format"] == 5
    assert read_generation(body, KEY) == generation
    assert write_generation(read_generation(body, KEY)).body == body


def test_the_shows_of_a_network_are_a_record_that_an_older_balado_refuses() -> None:
    feed = "https://pod.example/feed.xml"
    shows = (
        ShowFeedRecord(feed, feed, sha256("a feed"), sha256("what it tells"), 3, "https://pod.example/"),
        ShowFeedRecord("s3://a/b", feed, sha256("another"), sha256("more"), etag='"1"', modified="yesterday"),
    )
    network = replace(old(), episodes=(), artwork=None, shows=shows)
    body = write_generation(network).body
    assert isinstance(body, bytes)
    assert json.loads(body)["format"] == FORMAT == 6
    assert read_generation(body, KEY) == network
    assert {show.sha256 for show in shows} < set(network.documents)


def test_where_nothing_is_elsewhere_any_more_it_reads_the_record_again() -> None:
    body = write_generation(elsewhere(remote=None)).body
    assert isinstance(body, bytes)
    assert json.loads(body)["format"] == 3
    assert b'"remote"' not in body


def test_of_what_is_elsewhere_no_key_is_known() -> None:
    first, _ = elsewhere(audio=None, remote=FAR).episodes
    assert (first.files, first.keys, heard_at(first)) == ((), (), FAR.url)
    assert pins_of(elsewhere(audio=None, remote=FAR)).keys() == {("guid-of-a", OLDER), ("guid-of-b", WAITING)}
    assert replace(old(), artwork=None).covers == ()


def test_a_file_in_its_place_is_what_is_heard() -> None:
    first, _ = elsewhere(remote=FAR).episodes
    assert heard_at(first) == "audio/a-of-old.mp3"


def test_a_publication_on_top_of_it_keeps_every_key(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=3)), previous=old()
    )

    assert plan.uploads == ()
    assert [(change.kind, change.slug) for change in plan.changes] == [("scheduled", "b")], "it has no picture now"
    assert plan.generation.number == 8
    assert [one.audio for one in plan.generation.episodes] == [one.audio for one in old().episodes]
    assert plan.generation.artwork == old().artwork
    assert plan.generation.former == old().former
    assert plan.generation.feed == old().feed


def test_an_earlier_recording_still_goes_back_to_its_earlier_key(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        candidate(tmp_path, episode("a"), "older sound of a"),
        candidate(tmp_path, episode("b", days=3)),
        previous=old(),
    )

    assert plan.generation.episodes[0].audio.key == "audio/a-older-still.mp3"
    assert FormerKey("guid-of-a", AUDIO, "audio/a-of-old.mp3") in plan.generation.former
