"""What stays at its address on another server: a recording, chapters, a picture."""

from __future__ import annotations

from datetime import timedelta

import pytest
from objections import objections

from balado.show.conference import TranscriptFile
from balado.show.elsewhere import RemoteAudio, RemoteChapters, is_address

URL = "https://media.example/talk.mp3"


def test_of_a_recording_elsewhere_the_address_is_enough() -> None:
    assert RemoteAudio(url=URL) == RemoteAudio(url=URL, length=None, type=None, duration=None)
    assert objections(RemoteAudio, length="12")["url"]


@pytest.mark.parametrize("url", ["http://old.example/talk.mp3", "https://stats.example/r.mp3/media.example/t.mp3?id=3"])
def test_addresses_of_old_feeds_are_taken_as_they_are(url: str) -> None:
    assert RemoteAudio(url=url).url == url


@pytest.mark.parametrize("url", ["talk.mp3", "ftp://media.example/talk.mp3", "https://me:secret@media.example/t.mp3"])
def test_what_listeners_could_not_fetch_is_refused(url: str) -> None:
    assert objections(RemoteAudio, url=url)["url"]


def test_what_is_written_of_it_is_read() -> None:
    read = RemoteAudio.model_validate({"url": URL, "length": "1234", "type": "Audio/mpeg", "duration": "00:30:00"})
    assert (read.known_length, read.announced_type, read.known_duration) == (1234, "audio/mpeg", timedelta(minutes=30))


@pytest.mark.parametrize(("url", "told"), [(URL, "audio/mpeg"), ("https://media.example/3", "")])
def test_its_type_is_told_by_the_end_of_its_address(url: str, told: str) -> None:
    assert RemoteAudio(url=url).announced_type == told


def test_nothing_is_no_length_that_is_known() -> None:
    read = RemoteAudio.model_validate({"url": URL, "length": "0", "duration": "0"})
    assert (read.known_length, read.known_duration) == (None, None)


def test_chapters_elsewhere_are_json_unless_said_otherwise() -> None:
    assert RemoteChapters(url="https://media.example/1.json").type == "application/json+chapters"


@pytest.mark.parametrize(
    ("written", "told"), [("https://a.example/c.jpg", True), ("episodes/cover.jpg", False), ("C:\\c.jpg", False)]
)
def test_a_picture_is_a_path_or_an_address(written: str, told: bool) -> None:
    assert is_address(written) is told


def test_a_transcript_is_a_file_or_an_address_with_a_type() -> None:
    assert TranscriptFile(url="https://media.example/1.vtt").announced_type == "text/vtt"
    assert TranscriptFile(url="https://media.example/1", type="text/html").announced_type == "text/html"
    what, remedy = objections(TranscriptFile, url="https://media.example/1")[""]
    assert (what[:9], remedy[:18]) == ("Apps must", "Add type: text/vtt")


@pytest.mark.parametrize("written", [{}, {"file": "t.vtt", "url": "https://media.example/1.vtt"}])
def test_a_transcript_is_not_both(written: dict[str, str]) -> None:
    assert objections(TranscriptFile, **written)[""][0] == "It is either a file or an address."


def test_what_is_found_in_a_file_is_not_written_of_it() -> None:
    assert objections(TranscriptFile, file="t.vtt", rel="captions")[""][0] == "rel: that is found in the file."
