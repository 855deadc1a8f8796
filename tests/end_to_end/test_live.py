"""A conference with a stream: announced, on air, over, and then an episode like the others."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree
from show_builder import Show, silent_mp3

STREAM = "{url: 'https://live.example/s.mp3', page: 'https://live.example/', title: Suivre}"
HELD = "{start: 2025-12-01 17:30, end: 2025-12-01 20:00}"
BEFORE = "2025-11-23T12:00:00+01:00"
DURING = "2025-12-01T18:00:00+01:00"
AFTER = "2025-12-01T21:00:00+01:00"
LATER = "2025-12-03T09:00:00+01:00"
PODCAST = {"podcast": "https://podcastindex.org/namespace/1.0"}


@pytest.fixture
def conference(show: Show) -> Path:
    """A show with one live episode, and a conference to come in this folder."""
    show.add("a")
    return show.add("soon", date=None, seconds=None, live=STREAM, held=HELD)  # type: ignore[arg-type]


def at(show: Show, moment: str, *arguments: str, code: int = 0) -> dict[str, Any]:
    """The last event of a publication at that moment."""
    told = show.events("--now", moment, *arguments, code=code)
    last: dict[str, Any] = [event for event in told if event["event"] != "in-folder"][-1]
    return last


def due(event: dict[str, Any]) -> str | None:
    """When the next publication is due, in the show's time."""
    text = event["next_due"]
    return None if text is None else datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/Paris")).isoformat()


def channel(show: Show) -> Any:
    return etree.fromstring(show.published()["feed.xml"])[0]


def streams(show: Show) -> dict[str, str]:
    """The status of each stream in the feed, by its guid."""
    return {one.findtext("guid"): one.get("status") for one in channel(show).iterfind("podcast:liveItem", PODCAST)}


def episodes(show: Show) -> list[str]:
    return [one.findtext("guid") for one in channel(show).iterfind("item")]


def states(show: Show, moment: str) -> dict[str, str]:
    run = show.run("status", "--now", moment, "--format", "json")
    events = [json.loads(line) for line in run.stdout.splitlines()]
    return {event["episode"]: event["state"] for event in events if event["event"] == "episode"}


def record(folder: Path, date: str) -> None:
    """The conference was held: its recording comes, and a date."""
    (folder / "talk.mp3").write_bytes(silent_mp3(4))
    text = (folder / "episode.md").read_text("utf-8")
    (folder / "episode.md").write_text(text.replace("\n---\n", f"\ndate: {date}\n---\n", 1), "utf-8")


def test_it_is_announced_beside_the_episodes(show: Show, conference: Path) -> None:
    said = show.publish("--now", BEFORE).stderr

    assert "soon “About soon” is announced" in said
    assert episodes(show) == ["guid-of-a"]
    [stream] = channel(show).iterfind("podcast:liveItem", PODCAST)
    assert dict(stream.attrib) == {
        "status": "pending",
        "start": "2025-12-01T17:30:00+01:00",
        "end": "2025-12-01T20:00:00+01:00",
    }
    assert stream.findtext("guid") == "guid-of-soon"
    assert stream.findtext("title") == "About soon"
    assert stream.find("enclosure").get("url") == "https://live.example/s.mp3"
    link = stream.find("podcast:contentLink", PODCAST)
    assert (link.get("href"), link.text) == ("https://live.example/", "Suivre")


@pytest.mark.usefixtures("conference")
def test_its_status_follows_the_hours_and_each_turn_is_due_in_time(show: Show) -> None:
    first = at(show, BEFORE)
    assert first["announced"] == ["soon"]
    assert streams(show) == {"guid-of-soon": "pending"}
    assert due(first) == "2025-12-01T17:30:00+01:00"
    assert at(show, "2025-12-01T17:29:59+01:00")["event"] == "nothing-to-do"

    opening = at(show, "2025-12-01T17:30:00+01:00")
    assert streams(show) == {"guid-of-soon": "live"}
    assert due(opening) == "2025-12-01T20:00:00+01:00"
    assert at(show, DURING)["event"] == "nothing-to-do"

    end = at(show, "2025-12-01T20:00:00+01:00")
    assert streams(show) == {"guid-of-soon": "ended"}
    assert due(end) is None
    assert at(show, AFTER)["event"] == "nothing-to-do"


@pytest.mark.usefixtures("conference")
def test_a_turn_is_told_as_the_streams_not_as_the_shows(show: Show) -> None:
    show.publish("--now", BEFORE)

    said = show.publish("--now", DURING).stderr

    assert "soon “About soon” is on air" in said
    assert "no episode" not in said
    assert "soon “About soon” is over" in show.publish("--now", AFTER).stderr


@pytest.mark.usefixtures("conference")
def test_status_tells_it_and_the_next_turn(show: Show) -> None:
    show.publish("--now", BEFORE)

    run = show.run("status", "--now", BEFORE)

    assert "2025-12-01 17:30 CET  soon “About soon”  announced, no recording yet" in run.stdout
    assert "next due 2025-12-01 17:30 CET" in run.stdout


def test_recorded_it_becomes_an_episode_with_the_same_guid(show: Show, conference: Path) -> None:
    show.publish("--now", BEFORE)
    show.publish("--now", AFTER)
    record(conference, "2025-12-02 08:00")

    said = show.publish("--now", LATER).stderr

    assert "soon “About soon” goes live" in said
    assert "announced" not in said
    assert streams(show) == {}
    assert episodes(show) == ["guid-of-soon", "guid-of-a"]
    assert states(show, LATER) == {"a": "live", "soon": "live"}
    assert at(show, LATER)["event"] == "nothing-to-do"


def test_it_stays_announced_while_its_recording_waits_for_its_date(show: Show, conference: Path) -> None:
    show.publish("--now", BEFORE)
    show.publish("--now", AFTER)
    record(conference, "2025-12-03 08:00")

    waiting = at(show, AFTER)

    assert streams(show) == {"guid-of-soon": "ended"}
    assert episodes(show) == ["guid-of-a"]
    assert states(show, AFTER) == {"a": "live", "soon": "scheduled"}
    assert due(waiting) == "2025-12-03T08:00:00+01:00"
    assert at(show, AFTER)["event"] == "nothing-to-do"
    show.remove_audio()
    at(show, LATER)
    assert (streams(show), episodes(show)) == ({}, ["guid-of-soon", "guid-of-a"])


def test_an_episode_that_was_streamed_once_is_announced_no_more_without_its_audio(show: Show, conference: Path) -> None:
    show.publish("--now", BEFORE)
    record(conference, "2025-12-02 08:00")
    show.publish("--now", LATER)
    show.remove_audio()
    show.write_feed(description="Told anew.")

    show.publish("--now", LATER)

    assert (streams(show), episodes(show)) == ({}, ["guid-of-soon", "guid-of-a"])


def test_what_its_author_says_of_it_goes_before_the_hours(show: Show) -> None:
    show.add("a")
    late = STREAM.replace("}", ", status: live}")
    show.add("soon", date=None, seconds=None, live=late, held=HELD)  # type: ignore[arg-type]

    assert due(at(show, AFTER)) is None
    assert streams(show) == {"guid-of-soon": "live"}


def test_a_show_of_conferences_to_come_has_no_feed_yet(show: Show) -> None:
    folder = show.add("soon", date=None, seconds=None, live=STREAM, held=HELD)  # type: ignore[arg-type]

    said = show.publish("--now", BEFORE).stderr
    assert "the feed, and what it announces, appears with the first live episode" in said
    assert "soon “About soon” is announced" not in said
    assert "feed.xml" not in show.published()

    record(folder, "2025-12-02 08:00")
    show.publish("--now", LATER)
    assert episodes(show) == ["guid-of-soon"]


@pytest.mark.usefixtures("conference")
def test_publishing_another_episode_alone_keeps_the_announcement(show: Show) -> None:
    show.publish("--now", BEFORE)
    show.add("b")
    show.add("c")

    show.publish("--now", BEFORE, "--only", "b")

    assert sorted(episodes(show)) == ["guid-of-a", "guid-of-b"]
    assert streams(show) == {"guid-of-soon": "pending"}


@pytest.mark.parametrize(("missing", "line"), [("held", "held: {start: "), ("title", "title: …")])
def test_without_a_time_or_a_title_that_one_alone_is_held_back(show: Show, missing: str, line: str) -> None:
    show.add("a")
    keys: dict[str, str | None] = {"live": STREAM, "held": HELD, missing: None}
    show.add("soon", date=None, seconds=None, **keys)  # type: ignore[arg-type]
    show.add("sound", date=None, seconds=None, live=STREAM, held=HELD)  # type: ignore[arg-type]

    run = show.publish("--now", BEFORE, code=1)

    assert f"A conference that is announced needs {missing}." in run.stderr
    assert f"Add a line: {line}" in run.stderr
    assert "episodes/soon/episode.md" in run.stderr
    assert episodes(show) == ["guid-of-a"]
    assert streams(show) == {"guid-of-sound": "pending"}
    assert states(show, BEFORE)["soon"] == "held-back"


def test_its_cover_keeps_its_address_when_the_folder_is_renamed(show: Show, conference: Path) -> None:
    (conference / "cover.jpg").write_bytes((show.root / "episodes" / "cover.jpg").read_bytes())
    show.publish("--now", BEFORE)
    pictures = [key for key in show.published() if key.startswith("artwork/soon")]
    conference.rename(conference.with_name("bientot"))

    show.publish("--now", BEFORE)
    record(conference.with_name("bientot"), "2025-12-02 08:00")
    show.publish("--now", LATER)

    assert [key for key in show.published() if key.startswith(("artwork/soon", "artwork/bientot"))] == pictures


def test_a_stream_that_is_called_off_leaves_the_feed(show: Show, conference: Path) -> None:
    show.publish("--now", BEFORE)
    text = (conference / "episode.md").read_text("utf-8")
    (conference / "episode.md").write_text(text.replace("\n---\n", "\ndraft: true\n---\n", 1), "utf-8")

    show.publish("--now", BEFORE)

    assert (streams(show), episodes(show)) == ({}, ["guid-of-a"])
