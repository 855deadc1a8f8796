"""Feeds of some of the show's episodes, and archives, as they are published and kept up."""

from __future__ import annotations

import feedparser
from PIL import Image
from show_builder import Show

SEASONS = "{season-1: {title: Saison 1, seasons: [1]}, nobody: {languages: [oc]}, latest: {newest: 1}}"


def episodes(show: Show, key: str) -> list[str]:
    entries = feedparser.parse(show.published()[key]).entries
    return [entry.id.removeprefix("guid-of-") for entry in entries]


def look_closely(show: Show) -> None:
    """A remark in feed.yaml: the next run cannot find the source unchanged at a glance."""
    with (show.root / "feed.yaml").open("a", encoding="utf-8") as feed:
        feed.write("# a remark\n")


def seasons(show: Show) -> None:
    show.write_feed(feeds=SEASONS)
    show.add("a", season="1")
    show.add("b", date="2025-11-02 08:00", season="2")


def test_each_holds_its_episodes(show: Show) -> None:
    seasons(show)

    show.publish()

    assert episodes(show, "feed.xml") == ["b", "a"]
    assert episodes(show, "season-1.xml") == ["a"]
    assert episodes(show, "latest.xml") == ["b"]
    assert episodes(show, "nobody.xml") == []
    found = feedparser.parse(show.published()["season-1.xml"]).feed
    assert found.title == "Saison 1"
    guids = {feedparser.parse(show.published()[key]).feed.podcast_guid for key in show.published() if ".xml" in key}
    assert len(guids) == 4


def test_the_same_later_is_nothing_to_do(show: Show) -> None:
    seasons(show)
    show.publish()
    served = show.published()

    assert "Nothing to do" in show.publish("--now", "2025-11-24T12:00:00+01:00").stderr
    look_closely(show)
    assert "Nothing to do" in show.publish("--now", "2025-11-25T12:00:00+01:00").stderr
    assert show.published() == served


def test_without_the_recordings_they_are_the_same(show: Show) -> None:
    seasons(show)
    show.publish()
    served = show.published()
    show.remove_audio()
    look_closely(show)

    assert "Nothing to do" in show.publish().stderr
    assert show.published() == served


def test_a_new_episode_touches_only_those_that_hold_it(show: Show) -> None:
    seasons(show)
    show.publish()
    before = show.published()["season-1.xml"]
    show.add("c", date="2025-11-03 08:00", season="2")

    show.publish("--now", "2025-11-24T12:00:00+01:00")

    assert show.published()["season-1.xml"] == before
    assert episodes(show, "latest.xml") == ["c"]


def test_one_that_would_vanish_is_refused_until_it_is_wanted(show: Show) -> None:
    seasons(show)
    show.publish()
    show.write_feed(feeds="{latest: {newest: 1}, nobody: {languages: [oc]}}")
    before = show.footprint()

    said = show.publish(code=1).stderr

    assert "The feed season-1.xml would no longer be kept up." in said
    assert "--consent season-1.xml" in said
    assert show.footprint() == before
    show.publish("--consent", "season-1.xml")
    assert "Nothing to do" in show.publish().stderr


def test_a_cut_feed_that_was_lost_comes_back_with_the_feed(show: Show) -> None:
    seasons(show)
    show.publish()
    served = show.published()
    for key in ("feed.xml", "season-1.xml"):
        (show.root / "public" / key).unlink()

    show.publish()

    assert show.published() == served


def test_archives_hold_what_the_newest_document_does_not(show: Show) -> None:
    show.write_feed(archive="2")
    for number in range(1, 6):
        show.add(f"e{number}", date=f"2025-11-0{number} 08:00")
    show.publish()
    first = show.published()["archive-1.xml"]
    assert episodes(show, "feed.xml") == ["e5", "e4", "e3"]
    assert episodes(show, "archive-1.xml") == ["e2", "e1"]

    show.add("e6", date="2025-11-06 08:00")
    show.add("e7", date="2025-11-07 08:00")
    show.publish()
    assert episodes(show, "feed.xml") == ["e7", "e6", "e5"]
    assert episodes(show, "archive-2.xml") == ["e4", "e3"]
    assert b"archive-2.xml" in show.published()["archive-1.xml"], "it now knows which comes next"
    assert b"archive-2.xml" not in first

    show.write_feed()
    show.publish()
    assert episodes(show, "feed.xml") == [f"e{number}" for number in range(7, 0, -1)], "no archives any more"


TRANSLATED = (
    "{english: {title: The last mile, artwork: episodes/en.png}, films: {media: video}, occitan: {languages: [oc]}}"
)


def translated(show: Show) -> None:
    show.write_feed(feeds=TRANSLATED)
    Image.new("RGB", (1400, 1400), "navy").save(show.root / "episodes" / "en.png")
    folder = show.add("a", video="{file: replay.mp4}")
    (folder / "replay.mp4").write_bytes(b"a film")


def test_a_translated_feed_has_its_own_cover_which_is_sent_again_when_it_changes(show: Show) -> None:
    translated(show)
    show.publish()
    first = feedparser.parse(show.published()["english.xml"]).feed.image.href
    Image.new("RGB", (1400, 1400), "red").save(show.root / "episodes" / "en.png")

    show.publish()

    second = feedparser.parse(show.published()["english.xml"]).feed.image.href
    assert first != second
    keys = {url.partition(".example/")[2].partition("/")[2] or url for url in (first, second)}
    assert all(any(key.endswith(one) for key in keys) for one in show.published() if "cover-english" in one)
    assert "Nothing to do" in show.publish().stderr


def test_a_cover_that_is_not_there_is_told_at_its_line(show: Show) -> None:
    translated(show)
    (show.root / "episodes" / "en.png").unlink()
    [fault] = [one for one in show.checked(1) if one.get("severity") == "error"]
    assert (fault["key"], "There is no file episodes/en.png" in fault["message"]) == ("feeds.english.artwork", True)


def test_films_of_a_show_that_is_tried_out_on_this_machine_are_in_their_feed(show: Show) -> None:
    translated(show)
    show.publish("--url", "http://127.0.0.1:8000")
    assert episodes(show, "films.xml") == ["a"]


def test_a_further_feed_that_is_empty_is_told(show: Show) -> None:
    translated(show)
    path = show.root / "episodes" / "a" / "episode.md"
    (path.parent / "replay.mp4").unlink()
    far = "video: {url: 'https://v.example/a.mp4', type: video/mp4}"
    path.write_text(path.read_text("utf-8").replace("video: {file: replay.mp4}", far), "utf-8")
    found = {one["key"]: one["severity"] for one in show.checked() if "has no episode" in one.get("message", "")}
    assert found == {"feeds.films": "warning", "feeds.occitan": "info"}
