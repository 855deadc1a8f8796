"""A show and its ready episodes resolved into a Feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from assembling import made, ready
from hypothesis import given
from hypothesis import strategies as st
from specimens import NOON, SHOW_GUID, episode

from balado.feed.document import Enclosure, Feed, Item
from balado.feed.write import write
from balado.show.model import Category, Owner, Person
from balado.show.podcasting import Image


def item_of(duration_s: float = 61.25, **changes: Any) -> Item:
    return made(ready(episode("a", **changes), duration_s)).items[0]


def slugs(feed: Feed) -> list[str]:
    return [item.guid.removeprefix("guid-of-") for item in feed.items]


def test_a_whole_feed() -> None:
    owner, person = Owner(name="Une institution", email="a@example.org"), Person(name="Claire Hédon", role="guest")
    one = episode(
        "a", season=1, episode=3, people=(person,), notes="*Notes*", summary="Summary", link="https://example.org/a"
    )
    enclosure = Enclosure("https://pod.example/a.mp3", 4321, "audio/mpeg")
    feed = made(
        replace(ready(one), enclosure=enclosure, picture=Image(url="https://pod.example/a.jpg")),
        type="serial",
        owner=owner,
        copyright="Une institution",
        seasons={1: "2022-2023"},
        new_feed_url="https://new.example/feed.xml",
        complete=True,
        block=True,
        short_title="Kilomètre",
        apple_verification="code",
        locked=False,
    )
    assert feed == Feed(
        guid=SHOW_GUID,
        title="Le dernier kilomètre",
        description="Conférences.",
        link="https://example.org/",
        feed_url="https://pod.example/feed.xml",
        language="fr",
        image_url="https://pod.example/cover.jpg",
        author="Une institution",
        categories=(Category(name="Society & Culture", subcategory="Documentary"), Category(name="Government")),
        explicit=False,
        show_type="serial",
        locked=False,
        built=NOON,
        owner=owner,
        copyright="Une institution",
        short_title="Kilomètre",
        block=True,
        complete=True,
        new_feed_url="https://new.example/feed.xml",
        apple_verification="code",
        medium="podcast",
        images=(Image(url="https://pod.example/cover.jpg", purpose="artwork"),),
        items=(
            Item(
                guid="guid-of-a",
                title="About a",
                published=NOON - timedelta(days=1),
                enclosure=Enclosure("https://pod.example/a.mp3", 4321, "audio/mpeg"),
                duration_s=61,
                html="<p>Notes</p>",
                explicit=False,
                episode_type="full",
                link="https://example.org/a",
                image_url="https://pod.example/a.jpg",
                summary="Summary",
                season=1,
                season_name="2022-2023",
                episode=3,
                people=(person.model_copy(update={"group": "cast"}),),
                images=(Image(url="https://pod.example/a.jpg", purpose="artwork"),),
            ),
        ),
    )


def test_newest_first() -> None:
    feed = made(ready(episode("b", -2)), ready(episode("c", -3)), ready(episode("a", -1)))
    assert slugs(feed) == ["a", "b", "c"]


def test_newest_is_a_moment_not_a_clock() -> None:
    later = episode("later", date=datetime.fromisoformat("2026-11-01T08:00:00+00:00"))
    sooner = episode("sooner", date=datetime.fromisoformat("2026-11-01T08:30:00+01:00"))
    assert slugs(made(ready(sooner), ready(later))) == ["later", "sooner"]


def test_of_equal_dates_the_higher_number_comes_first_then_the_guid_decides() -> None:
    same = [episode("b"), episode("a"), episode("two", episode=2), episode("ten", episode=10)]
    assert slugs(made(*map(ready, same))) == ["ten", "two", "a", "b"]


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_folder_listing_changes_no_byte(random: Random) -> None:
    same = [ready(episode(f"e{number}", days=-(number // 3), episode=number % 2 or None)) for number in range(9)]
    mixed = random.sample(same, len(same))
    assert write(made(*mixed)) == write(made(*same))


@pytest.mark.parametrize(
    ("duration_s", "written"), [(61.49, 61), (61.51, 62), (0.2, 1), (0, 1), (3605, 3605), (100_000.4, 100_000)]
)
def test_durations_are_whole_seconds_and_never_none(duration_s: float, written: int) -> None:
    assert item_of(duration_s).duration_s == written


@pytest.mark.parametrize(
    ("notes", "summary", "html"),
    [
        ("The *notes*.", "The summary.", "<p>The notes.</p>"),
        ("", "R&D, in short.", "<p>R&amp;D, in short.</p>"),
        ("  \n", None, "<p>About a</p>"),
        ("<!-- to do -->", None, "<p>About a</p>"),
        ("![](https://example.org/i.png)", "The summary.", "<p>The summary.</p>"),
    ],
)
def test_an_item_always_says_something(notes: str, summary: str | None, html: str) -> None:
    assert item_of(notes=notes, summary=summary).html == html


@pytest.mark.parametrize(
    ("of_show", "of_episode", "explicit"),
    [(False, None, False), (True, None, True), (False, True, True), (True, False, False)],
)
def test_an_episode_is_explicit_as_its_show_unless_it_says(
    of_show: bool, of_episode: bool | None, explicit: bool
) -> None:
    assert made(ready(episode("a", explicit=of_episode)), explicit=of_show).items[0].explicit is explicit


@pytest.mark.parametrize(("season", "name"), [(1, "First"), (2, None), (None, None)])
def test_a_season_has_the_name_that_the_show_gives_it(season: int | None, name: str | None) -> None:
    item = made(ready(episode("a", season=season)), seasons={1: "First"}).items[0]
    assert (item.season, item.season_name) == (season, name)


def test_an_episode_without_a_title_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="a is not complete"):
        made(ready(episode("a", title=None)))
