"""The documents of a show: the feed of what is live, its further feeds, its archives."""

from __future__ import annotations

from datetime import timedelta

from editions import a_show, arranged, drawn, inputs, published
from show_builder import Show

from balado.edition.contents import RenderedFeed, RenderedPage
from balado.edition.render import assemble_all, render_live
from balado.record.generation import Generation


def rendered(
    show: Show, before: Generation | None = None, days: int = 0
) -> tuple[RenderedFeed | None, tuple[RenderedPage, ...]]:
    now = inputs(show).now + timedelta(days=days)
    arrangement = arranged(show, before)
    return render_live(assemble_all(arrangement, now).feed, arrangement, before, now)


def test_the_feed_has_the_live_episodes_alone(show: Show) -> None:
    show.add("a")
    show.add("b", date="2030-01-01 08:00")
    feed, pages = rendered(show)
    assert feed is not None
    assert feed.items.keys() == {"guid-of-a"}
    assert b"guid-of-b" not in feed.document
    assert pages == ()


def test_before_the_first_live_episode_there_is_no_feed(show: Show) -> None:
    show.add("a", date="2030-01-01 08:00")
    assert rendered(show) == (None, ())


def test_its_date_moves_only_when_something_else_does(show: Show) -> None:
    show.add("a")
    before = published(show)
    same, _ = rendered(show, before, days=3)
    show.add("b")
    other, _ = rendered(show, before, days=3)
    assert same is not None
    assert other is not None
    assert (same.built, same.sha256) == (before.built, before.feed and before.feed.sha256)
    assert other.built == before.built + timedelta(days=3)


def test_a_further_feed_has_the_episodes_of_its_season(tmp_path) -> None:
    show = a_show(tmp_path, feeds="{season-1: {title: The first season, seasons: [1]}}")
    show.add("a", season="1")
    show.add("b", season="2")
    _, [page] = rendered(show)
    assert (page.key, page.guids) == ("season-1.xml", ("guid-of-a",))


def test_an_archive_takes_the_oldest(tmp_path) -> None:
    show = a_show(tmp_path, archive="1")
    for day, slug in enumerate("abc", 1):
        show.add(slug, date=f"2025-11-0{day} 08:00")
    guids = [guid for page in drawn(show).plan.pages for guid in page.guids]
    assert guids[0] == "guid-of-a"


def test_a_further_feed_has_its_own_picture_and_is_not_written_again_while_nothing_in_it_changes(tmp_path) -> None:
    show = a_show(
        tmp_path,
        seasons="{1: La première}",
        feeds="{english: {description: Talks., artwork: episodes/cover-en.jpg, alt: A bridge,"
        " seasons: [1], season_names: {1: The first}}, empty: {seasons: [9]}}",
    )
    (show.root / "episodes" / "cover-en.jpg").write_bytes((show.root / "episodes" / "cover.jpg").read_bytes() + b"en")
    show.add("a", season="1")
    before = published(show)
    [english, empty] = before.pages
    assert english.artwork is not None
    assert english.artwork.key.startswith("artwork/cover-english-")
    assert {english.artwork.key, before.artwork.key} < {stored.key for stored in before.objects}
    assert empty.artwork is None
    _, [page, none] = rendered(show, before)
    assert english.artwork.key.encode() in page.document
    assert b'alt="A bridge"' in page.document
    assert b'name="The first"' in page.document
    show.add("b", date="2025-11-20 08:00")
    _, [same, still] = rendered(show, before, days=3)
    assert (same.document, still.document) == (page.document, none.document)
