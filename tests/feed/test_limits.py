"""What platforms refuse of a resolved feed, and how it is said."""

from __future__ import annotations

import pytest
from feed_specimens import feed, item

from balado.errors import Fault, Place
from balado.feed.limits import judge_feed, judge_item


def place(guid: str | None, key: str) -> Place:
    return Place("feed.yaml" if guid is None else f"{guid}.md", 3, key)


def notes_of(characters: int, letter: str = "x") -> str:
    return f"<p>{letter * (characters - 7)}</p>"


def told(fault: Fault) -> tuple[str, str, str]:
    return (str(fault.place), fault.severity, f"{fault.what} {fault.remedy}")


def test_a_sound_feed_has_no_fault() -> None:
    assert judge_feed(feed(item("a"), item("b")), place) == ()
    assert judge_item(item(), place) == ()


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


@pytest.mark.parametrize(
    ("notes", "severity"),
    [
        pytest.param(notes_of(4_000), None, id="4000 bytes"),
        pytest.param(notes_of(4_001), "warning", id="4001 bytes"),
        pytest.param(notes_of(2_003, "é"), None, id="3999 bytes in fewer characters"),
        pytest.param(notes_of(2_004, "é"), "warning", id="4001 bytes in fewer characters"),
        pytest.param(notes_of(10_000), "warning", id="10000 characters"),
        pytest.param(notes_of(10_000, "é"), "warning", id="10000 characters in more bytes"),
        pytest.param(notes_of(10_001), "error", id="10001 characters"),
    ],
)
def test_notes_have_two_limits(notes: str, severity: str | None) -> None:
    assert [fault.severity for fault in judge_item(item(html=notes), place)] == ([severity] if severity else [])


def test_long_notes_are_told_with_their_length() -> None:
    [warning] = judge_item(item(html=notes_of(2_100, "é")), place)
    assert told(warning) == (
        "guid-of-a.md:3 (notes)",
        "warning",
        "The show notes have 4193 bytes as HTML; some apps cut them after 4,000. "
        "Put what matters first, or shorten them (an accented letter counts two).",
    )
    [error] = judge_item(item(html=notes_of(12_345)), place)
    assert told(error) == (
        "guid-of-a.md:3 (notes)",
        "error",
        "The show notes have 12345 characters as HTML; Apple takes 10,000. "
        "Shorten them, or put the rest on the episode's page and link it.",
    )
