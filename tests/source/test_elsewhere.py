"""What stays on another server, in the texts of a show: read where it is written, superseded by files of the folder."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from readings import only, put, reading_of, told, where
from show_builder import Show

from balado.show.conference import TranscriptFile
from balado.show.elsewhere import RemoteAudio, RemoteChapters
from balado.show.model import Episode

AUDIO = "{url: https://media.example/1.mp3, length: 1234, duration: 00:30:00}"
COVER = "https://media.example/cover.jpg"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed()
    return made


def episode_of(show: Show) -> Episode:
    reading = reading_of(show.root)
    assert reading.faults == ()
    (episode,) = reading.episodes
    return episode


def test_an_episode_may_leave_all_it_has_where_it_is(show: Show) -> None:
    show.add(
        "a",
        seconds=None,
        guid="a",
        audio=AUDIO,
        artwork=COVER,
        chapters="{url: https://media.example/1.json}",
        transcripts="[{url: https://media.example/1.vtt, language: fr, rel: captions}]",
    )

    episode = episode_of(show)

    assert episode.audio is None
    assert episode.remote == RemoteAudio(url="https://media.example/1.mp3", length=1234, duration=timedelta(minutes=30))
    assert episode.artwork == COVER
    assert episode.remote_chapters == RemoteChapters(url="https://media.example/1.json")
    assert episode.transcripts == (TranscriptFile(url="https://media.example/1.vtt", language="fr", rel="captions"),)


def test_the_cover_of_a_show_may_be_an_address(show: Show) -> None:
    show.write_feed(artwork=COVER)
    read = reading_of(show.root).show
    assert read is not None
    assert read.artwork == COVER


def test_a_recording_in_the_folder_takes_the_place_of_the_address(show: Show) -> None:
    folder = show.add("a", guid="a", audio=AUDIO)
    reading = reading_of(show.root)
    (episode,) = reading.episodes
    assert (episode.audio, episode.remote is not None) == (f"episodes/{folder.name}/talk.mp3", True)
    fault = only(reading)
    assert (fault.severity, where(fault)) == ("warning", ("episodes/a/episode.md", 5, "audio"))
    assert "talk.mp3 lies in the folder" in told(fault)


@pytest.mark.parametrize(
    ("name", "key", "written"),
    [("cover.jpg", "artwork", COVER), ("chapters.txt", "chapters", "{url: https://media.example/1.json}")],
)
def test_so_do_a_cover_and_chapters(show: Show, name: str, key: str, written: str) -> None:
    show.add("a", guid="a", **{key: written})
    put(show.root, {f"episodes/a/{name}": b"x"})
    reading = reading_of(show.root)
    fault = only(reading)
    assert (fault.severity, fault.place.key) == ("warning", key)
    (episode,) = reading.episodes
    assert (episode.artwork or episode.chapter_file) == f"episodes/a/{name}"
    assert episode.remote_chapters is None


def test_a_transcript_in_the_folder_stands_beside_addresses(show: Show) -> None:
    show.add("a", guid="a", transcripts="[{url: https://media.example/1.vtt}]")
    put(show.root, {"episodes/a/transcript.en.vtt": "WEBVTT\n"})
    assert [one.file or one.url for one in episode_of(show).transcripts] == [
        "https://media.example/1.vtt",
        "episodes/a/transcript.en.vtt",
    ]


def test_where_files_are_named_no_other_is_looked_for(show: Show) -> None:
    show.add("a", guid="a", transcripts="[{file: said.vtt}, {url: https://media.example/1.vtt, language: en}]")
    put(show.root, {"episodes/a/said.vtt": "WEBVTT\n"})
    assert [one.file or one.url for one in episode_of(show).transcripts] == [
        "episodes/a/said.vtt",
        "https://media.example/1.vtt",
    ]


@pytest.mark.parametrize(
    ("written", "key", "message"),
    [
        ("{length: 12}", "audio.url", "“url” is missing."),
        ("{url: talk.mp3}", "audio.url", "is not a full web address"),
        ("{url: https://media.example/1.mp3, lenght: 12}", "audio.lenght", "Did you mean “length”?"),
        ("https://media.example/1.mp3", "audio", "audio: {url: https://…}"),
    ],
)
def test_what_is_wrong_with_it_is_told_under_its_key(show: Show, written: str, key: str, message: str) -> None:
    show.add("a", seconds=None, guid="a", audio=written)
    fault = only(reading_of(show.root))
    assert where(fault) == ("episodes/a/episode.md", 5, key)
    assert message in told(fault)


@pytest.mark.parametrize("field", ["remote", "remote_chapters"])
def test_the_names_of_our_own_fields_are_no_keys(show: Show, field: str) -> None:
    show.add("a", guid="a", **{field: AUDIO})
    assert f"There is no key “{field}” here." in told(only(reading_of(show.root)))
