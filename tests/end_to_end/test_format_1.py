"""A show that version 0.1 published: the present one goes on with it, and no listener notices."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import pytest
from show_builder import Show, silent_mp3


def as_format_1(document: dict[str, Any]) -> dict[str, Any]:
    """A record as version 0.1 would have written it: without what it did not know, and of another digest."""
    unknown = ("files", "pages", "announced", "gone", "place", "sha256")
    old = {key: value for key, value in document.items() if key not in unknown}
    episodes = [
        {
            **{key: value for key, value in one.items() if key != "beside"},
            "audio": plain(one["audio"]),
            "artwork": one["artwork"] and plain(one["artwork"]),
        }
        for one in document["episodes"]
    ]
    former = [plain(one) for one in document["former"]]
    digest = {"source_digest": "of-version-0.1"}
    return {**old, **digest, "format": 1, "artwork": plain(old["artwork"]), "episodes": episodes, "former": former}


def plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "embedded"}


def records(show: Show) -> dict[int, dict[str, Any]]:
    """Every record of the show's publications, by number."""
    folder = show.root / ".public.balado" / "generations"
    return {int(path.stem): json.loads(path.read_bytes()) for path in folder.glob("*.json")}


def enclosures(show: Show) -> dict[str, str]:
    entries = feedparser.parse(show.published()["feed.xml"]).entries
    return {entry.id: entry.enclosures[0].href for entry in entries}


@pytest.fixture
def show(show: Show) -> Show:
    """A live episode that got another recording once, and one to come, both published by version 0.1."""
    folder = show.add("a")
    show.add("b", date="2025-12-24 18:00")
    show.publish()
    (folder / "talk.mp3").write_bytes(silent_mp3(5))
    show.publish()
    for number, document in records(show).items():
        path = show.root / ".public.balado" / "generations" / f"{number}.json"
        path.write_text(json.dumps(as_format_1(document)), encoding="utf-8")
    return show


@pytest.mark.parametrize("with_audio", [True, False], ids=["with the audio here", "without"])
def test_nothing_is_sent_and_nothing_changes_for_listeners(show: Show, *, with_audio: bool) -> None:
    before, served = enclosures(show), show.published()
    if not with_audio:
        show.remove_audio()

    assert show.events()[-1]["event"] == "nothing-to-do"

    assert enclosures(show) == before
    assert show.published() == served


@pytest.mark.parametrize("with_audio", [True, False], ids=["with the audio here", "without"])
def test_the_next_change_is_written_in_the_new_format(show: Show, *, with_audio: bool) -> None:
    before = enclosures(show)
    if not with_audio:
        show.remove_audio()
    text = show.root / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text("utf-8").replace("About a", "About the first"), "utf-8")

    [plan] = [event for event in show.events() if event["event"] == "plan"]

    assert plan["uploads"] == []
    assert [change["change"] for change in plan["changes"]] == ["updated"]
    assert enclosures(show) == before
    last = records(show)[3]
    assert last["format"] == 3
    old = records(show)[2]
    assert [one["audio"]["key"] for one in last["episodes"]] == [one["audio"]["key"] for one in old["episodes"]]
    assert [one["key"] for one in last["former"]] == [one["key"] for one in old["former"]]
    assert "Nothing to do" in show.publish().stderr


def test_what_waited_goes_live_under_its_old_key(show: Show) -> None:
    [waiting] = [one for one in records(show)[2]["episodes"] if one["state"] == "scheduled"]
    show.remove_audio()

    show.publish("--now", "2025-12-24T18:00:00+01:00")

    assert enclosures(show)["guid-of-b"].endswith(waiting["audio"]["key"])


def test_tags_are_not_put_into_what_it_published(show: Show) -> None:
    before = enclosures(show)
    show.write_feed(embed="true")

    show.publish()

    assert enclosures(show) == before


def test_the_guard_knows_its_episodes(show: Show) -> None:
    text = show.root / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text("utf-8").replace("guid-of-a", "another"), "utf-8")

    assert "--consent guid-of-a" in show.publish(code=1).stderr
