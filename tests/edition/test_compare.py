"""What a publication would change, beside what is served."""

from __future__ import annotations

from datetime import datetime

from show_builder import NOW, Show

from balado.edition.compare import Comparison, compare
from balado.edition.open import Request


def compared(show: Show, *consent: str) -> Comparison:
    return compare(Request(show.root, datetime.fromisoformat(NOW), "me", consent=consent))


def test_before_the_first_publication_everything_is_new(show: Show) -> None:
    show.add("a")
    found = compared(show)
    assert found.is_first
    assert found.draft.plan.changed


def test_a_new_title_is_one_change_of_one_item(show: Show) -> None:
    show.add("a")
    show.publish()
    assert compared(show).feed.items == ()
    text = show.root / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text(encoding="utf-8").replace("About a", "Another title"), encoding="utf-8")
    [item] = compared(show).feed.items
    assert (item.kind, item.guid, [field.field for field in item.fields]) == ("changed", "guid-of-a", ["title"])


def test_a_further_feed_that_comes_or_goes_is_told_by_its_key(show: Show) -> None:
    show.add("a", season="1")
    show.publish()
    show.write_feed(feeds="{season-1: {title: The first season, seasons: [1]}}")
    assert compared(show).pages == {"season-1.xml": None}
    show.publish()
    show.write_feed()
    assert compared(show).pages == {"season-1.xml": None}


def test_what_the_guard_would_refuse_is_shown_and_not_raised(show: Show) -> None:
    show.add("a", date="2025-11-02 08:00")
    show.add("b")
    show.publish()
    for path in (show.root / "episodes" / "a").iterdir():
        path.unlink()
    found = compared(show)
    assert found.refusal is not None
    assert [item.kind for item in found.feed.items] == ["removed"]
    assert compared(show, "guid-of-a").refusal is None
