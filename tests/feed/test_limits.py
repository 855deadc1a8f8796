"""What platforms refuse of a resolved feed, and how it is said."""

from __future__ import annotations

import pytest
from feed_specimens import feed, item

from balado.errors import Fault, Place
from balado.feed.limits import judge_feed


def place(guid: str | None, key: str) -> Place:
    return Place("feed.yaml" if guid is None else f"{guid}.md", 3, key)


def notes_of(characters: int, letter: str = "x") -> str:
    return f"<p>{letter * (characters - 7)}</p>"


def told(fault: Fault) -> tuple[str, str, str]:
    return (str(fault.place), fault.severity, f"{fault.what} {fault.remedy}")


def test_a_sound_feed_has_no_fault() -> None:
    assert judge_feed(feed(item("a"), item("b")), place) == ()


@pytest.mark.parametrize("url", ["http://pod.example/feed.xml", "https://été.example/feed.xml", "feed.xml"])
def test_a_feed_that_apps_cannot_fetch(url: str) -> None:
    [fault] = judge_feed(feed(feed_url=url), place)
    assert told(fault) == (
        "feed.yaml:3 (publish.url)",
        "error",
        f"{url} is no address that apps accept. Give the public https address of the place, in ASCII.",
    )


def test_a_guid_stands_for_one_episode() -> None:
    [fault] = judge_feed(feed(item("a"), item("b"), item("copy", guid="guid-of-a")), place)
    assert told(fault) == (
        "guid-of-a.md:3 (guid)",
        "error",
        "The guid guid-of-a stands for 2 episodes. Give the newer episode a guid of its own.",
    )


def test_a_recording_stands_for_one_episode() -> None:
    same = item("a").enclosure
    [fault] = judge_feed(feed(item("b", enclosure=same), item("a"), item("c")), place)
    assert told(fault) == (
        "guid-of-b.md:3",
        "warning",
        "Its recording is that of “About a” too; Apple shows only one of the two. "
        "Give each episode a recording of its own.",
    )


def test_guids_are_told_apart_by_case() -> None:
    assert judge_feed(feed(item("x", guid="A"), item("y", guid="a")), place) == ()


def test_all_faults_of_a_feed_are_told_at_once() -> None:
    copies = [item(name, guid=f"guid-of-{name[0]}") for name in ("a1", "b1", "a2", "b2")]
    faults = judge_feed(feed(*copies, feed_url="x"), place)
    assert [str(fault.place) for fault in faults] == [
        "feed.yaml:3 (publish.url)",
        "guid-of-a.md:3 (guid)",
        "guid-of-b.md:3 (guid)",
    ]
