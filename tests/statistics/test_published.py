"""The table of files, from a show that was published twice: its recording, its tags and its transcript changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from show_builder import NOW, Show, silent_mp3

from balado.edition.open import open_store
from balado.statistics.model import PublishedFile, PublishedKind
from balado.statistics.published import PublishedFiles, find_published, write_published

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n"
GUID = "guid-of-01-a"


@pytest.fixture(scope="module")
def show_published(tmp_path_factory: pytest.TempPathFactory) -> PublishedFiles:
    show = Show(tmp_path_factory.mktemp("show"))
    show.write_feed(site=None)
    folder = show.add("01-a", seconds=150)
    (folder / "transcript.vtt").write_text(VTT.format("One."), encoding="utf-8")
    show.publish()
    (folder / "talk.mp3").write_bytes(silent_mp3(200, "again"))
    (folder / "transcript.vtt").write_text(VTT.format("Two."), encoding="utf-8")
    show.publish("--now", NOW.replace("T12", "T13"))
    return find_published(open_store(show.root, {}).target)


@pytest.fixture(scope="module")
def published(show_published: PublishedFiles) -> tuple[PublishedFile, ...]:
    return show_published.files


def test_nobody_asked_before_the_day_before_the_oldest_episode(show_published: PublishedFiles) -> None:
    assert show_published.first_day == date(2025, 10, 31)


def of_kind(published: tuple[PublishedFile, ...], kind: PublishedKind) -> list[PublishedFile]:
    return [file for file in published if file.kind is kind]


def test_recordings_and_transcripts_of_every_publication_are_the_episodes(
    published: tuple[PublishedFile, ...],
) -> None:
    assert [file.guid for file in of_kind(published, PublishedKind.AUDIO)] == [GUID] * 2
    vtt = [file.guid for file in of_kind(published, PublishedKind.TRANSCRIPT) if file.key.endswith(".vtt")]
    assert vtt == [GUID] * 2


def test_a_minute_of_each_recording_is_a_download(published: tuple[PublishedFile, ...]) -> None:
    minute = round(60 * 44100 / 1152) * 208
    for file in of_kind(published, PublishedKind.AUDIO):
        tags = file.byte_size - (file.byte_size // 208) * 208
        assert file.threshold_bytes == pytest.approx(minute, abs=tags + 400)
        assert file.threshold_bytes < file.byte_size


def test_files_stand_below_the_public_address_and_below_the_store(published: tuple[PublishedFile, ...]) -> None:
    [feed] = [file for file in published if file.key == "feed.xml"]
    assert (feed.kind, feed.guid, feed.paths) == (PublishedKind.FEED, "", ("show/feed.xml", "feed.xml"))


def test_pages_are_those_of_their_episode(published: tuple[PublishedFile, ...]) -> None:
    guids = {file.key: file.guid for file in of_kind(published, PublishedKind.PAGE)}
    assert guids["episodes/01-a.html"] == GUID
    [front] = [file for file in published if file.key == "index.html"]
    assert "show/" in front.paths


def test_the_table_has_a_line_for_each_path(published: tuple[PublishedFile, ...], tmp_path: Path) -> None:
    write_published(published, tmp_path / "published.json")
    rows = [json.loads(line) for line in (tmp_path / "published.json").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == sum(len(file.paths) for file in published)
    assert {row["key"] for row in rows} == {file.key for file in published}
