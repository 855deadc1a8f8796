"""An item of a feed under the keys of episode.md."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from feed_specimens import BUILT, feed, full_item, full_live, item

from balado.feed.document import Enclosure
from balado.importer.episode_file import EpisodeFile, EpisodeWriter, cards_in
from balado.importer.people import PeopleDirectory
from balado.show.model import Person


def written(**changes: Any) -> EpisodeFile:
    old = item("a", **changes)
    return EpisodeWriter(feed(old), PeopleDirectory()).item(old, "g")


def tree_of(**changes: Any) -> dict[str, Any]:
    return written(**changes).tree


def test_a_plain_item_says_what_it_is_and_nothing_usual() -> None:
    found = written()
    assert found.tree == {
        "guid": "g",
        "title": "About a",
        "date": "2026-11-23 06:00+01:00",
        "audio": {"url": "https://pod.example/audio/a.mp3", "length": 1234, "duration": "01:00:05"},
    }
    assert (found.notes, found.adjustments) == ("Notes of a", ())


def test_guid_title_and_date_come_first() -> None:
    old = full_item("a")
    tree = EpisodeWriter(feed(old), PeopleDirectory()).item(old, "g").tree
    assert list(tree)[:3] == ["guid", "title", "short_title"]
    assert list(tree)[-1] == "extra"


@pytest.mark.parametrize(
    ("published", "date"),
    [
        (datetime(2022, 1, 1, tzinfo=UTC), "2022-01-01 00:00+00:00"),
        (datetime(2022, 1, 1, 20, tzinfo=timezone(timedelta(hours=20))), "2022-01-01 00:00+00:00"),
        (datetime(201, 1, 1, tzinfo=UTC), "1970-01-01 00:00+00:00"),
    ],
)
def test_a_date_has_its_offset_where_that_is_one_of_a_zone(published: datetime, date: str) -> None:
    assert tree_of(published=published)["date"] == date


@pytest.mark.parametrize(
    ("enclosure", "audio"),
    [
        (Enclosure("https://a.example/a.mp3", 0, "audio/mpeg"), {"url": "https://a.example/a.mp3"}),
        (Enclosure("https://a.example/a", 5, "audio/mpeg"),
         {"url": "https://a.example/a", "length": 5, "type": "audio/mpeg"}),
        (Enclosure("/a.mp3", 0, "audio/mpeg"), {"url": "https://example.org/a.mp3"}),
    ],
)  # fmt: skip
def test_of_a_recording_what_its_address_does_not_tell(enclosure: Enclosure, audio: dict[str, Any]) -> None:
    assert tree_of(enclosure=enclosure, duration_s=0)["audio"] == audio


def test_without_a_recording_it_is_a_draft() -> None:
    tree = tree_of(enclosure=Enclosure("", 0, ""))
    assert "audio" not in tree
    assert tree["draft"] is True


def test_a_title_that_is_none_becomes_the_date_and_is_told() -> None:
    found = written(title=" ")
    assert found.tree["title"] == f"{BUILT:%Y-%m-%d}"
    assert [one.key for one in found.adjustments] == ["title"]


def test_what_differs_from_the_show_is_said() -> None:
    tree = tree_of(explicit=True, author="Autre", image_url="https://pod.example/a.png", episode_type="bonus")
    assert (tree["explicit"], tree["author"], tree["artwork"], tree["type"]) == (
        True, "Autre", "https://pod.example/a.png", "bonus",
    )  # fmt: skip


def test_chapters_in_the_feed_are_the_authors_own_before_those_elsewhere() -> None:
    old = full_item("a")
    assert isinstance(tree_of(chapters=old.chapters, chapters_url=old.chapters_url)["chapters"], list)
    assert tree_of(chapters_url=old.chapters_url)["chapters"] == {"url": "https://pod.example/a.json"}


def test_people_are_named_by_their_key_where_there_is_one() -> None:
    person = Person(name="Claire Hédon", role="guest")
    old = item("a", people=(person,))
    [card] = cards_in([old])["guid-of-a"]
    writer = EpisodeWriter(feed(old), PeopleDirectory({"hedon": card}))
    assert writer.item(old, "g").tree["people"] == ["hedon"]
    assert EpisodeWriter(feed(old), PeopleDirectory()).item(old, "g").tree["people"] == [dict(card)]


def test_the_people_of_each_item_are_found_by_its_guid() -> None:
    """Those of a show are the same from one item to the next: they are fitted once, and none is another's."""
    hedon, other = Person(name="Claire Hédon", role="guest"), Person(name="Claire Hédon")
    items = [item("a", people=(hedon,)), item("b", people=(hedon,)), item("c", people=(other, hedon)), item("d")]
    found = cards_in(items)
    guest, host = {"name": "Claire Hédon", "role": "guest"}, {"name": "Claire Hédon", "role": "host"}
    assert list(found.values()) == [[guest], [guest], [host, guest], []]
    assert list(found) == [one.guid for one in items]
    assert found[items[0].guid] is found[items[1].guid]


def test_a_stream_is_held_and_live_and_has_no_date() -> None:
    live, bare = full_live()
    writer = EpisodeWriter(feed(), PeopleDirectory())
    tree = writer.live(live, "g").tree
    assert tree["held"] == {"start": "2026-12-01 17:30+01:00", "end": "2026-12-01 20:00+01:00"}
    assert (tree["live"]["url"], tree["live"]["status"]) == ("https://live.example/stream.mp3", "live")
    assert "date" not in tree
    assert "end" not in writer.live(bare, "h").tree["held"]
