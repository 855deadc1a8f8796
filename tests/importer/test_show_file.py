"""The channel of a feed under the keys of feed.yaml."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from feed_specimens import feed, item

from balado.feed.document import Feed
from balado.importer.lacking import CATEGORY, LANGUAGE, TITLE
from balado.importer.people import PeopleDirectory
from balado.importer.show_file import ShowFile, ShowIdentity, show_file
from balado.show.model import Category
from balado.show.podcasting import Trailer

IDENTITY = ShowIdentity("917393e3-1b1e-5cef-ace4-edaa54e1f810", "https://new.example.org/show")


def made(old: Feed) -> ShowFile:
    return show_file(old, IDENTITY, PeopleDirectory())


def tree_of(**changes: Any) -> dict[str, Any]:
    return dict(made(feed(item("a"), **changes)).tree)


def test_what_the_feed_says_stands_under_its_keys() -> None:
    tree = tree_of()
    assert (tree["guid"], tree["title"], tree["language"]) == (IDENTITY.guid, "Le dernier kilomètre", "fr")
    assert (tree["type"], tree["categories"]) == ("serial", ["Government"])
    assert tree["owner"] == {"name": "Une institution", "email": "podcast@example.org"}
    assert tree["publish"] == {"to": "public", "url": IDENTITY.url}
    assert next(iter(tree)) == "guid"
    assert list(tree)[-1] == "publish"


def test_the_usual_is_not_written() -> None:
    tree = tree_of(show_type="episodic")
    assert not tree.keys() & {"type", "locked", "medium", "block", "complete", "seasons", "people", "team"}
    assert tree_of(locked=False)["locked"] is False


def test_what_every_show_has_gets_a_neutral_value_and_is_told() -> None:
    found = made(Feed(**{**_nothing(), "items": ()}))
    tree = found.tree
    assert (tree["title"], tree["language"], tree["categories"]) == (TITLE, LANGUAGE, [CATEGORY])
    assert set(found.lacking) == {
        "title", "description", "language", "link", "author", "owner", "categories", "artwork",
    }  # fmt: skip
    assert {*found.lacking} - {"owner"} <= found.comments.keys()


def _nothing() -> dict[str, Any]:
    old = feed()
    known = {name: getattr(old, name) for name in old.__dataclass_fields__}
    empty = dict.fromkeys(("title", "description", "language", "link", "author", "image_url"), "")
    return {**known, **empty, "categories": (), "owner": None}


@pytest.mark.parametrize(
    ("category", "key", "value"),
    [
        (Category(name="Government & Organizations"), "categories", ["Government"]),
        (
            Category(name="Society & Culture", subcategory="Documentary"),
            "categories",
            ["Society & Culture > Documentary"],
        ),
        (Category(name="Trains"), "extra", [{"name": "category", "text": "Trains"}]),
    ],
)
def test_a_category_under_the_name_of_today_or_as_a_word_of_rss(category: Category, key: str, value: object) -> None:
    assert tree_of(categories=(category,))[key] == value


def test_a_show_without_an_owner_is_told() -> None:
    found = made(feed(item("a"), owner=None))
    assert "owner" not in found.tree
    assert "owner" in found.lacking


def test_a_description_is_cut_at_a_word_and_told() -> None:
    found = made(feed(item("a"), description="mot " * 2000))
    assert len(found.tree["description"].encode()) <= 4000
    assert found.tree["description"].endswith("mot…")
    assert [one.key for one in found.adjustments] == ["description"]


def test_a_season_is_called_as_most_of_its_episodes_call_it() -> None:
    names = ("Un", "Deux", "Deux ")
    old = feed(*(item(str(number), season=1, season_name=name) for number, name in enumerate(names)))
    found = made(old)
    assert found.tree["seasons"] == {"1": "Deux"}
    assert [one.old for one in found.adjustments if one.key == "seasons.1"]


def test_hubs_are_told_again() -> None:
    assert tree_of(hubs=("https://hub.example/", "https://hub.example/"))["publish"]["notify"] == {
        "websub": ["https://hub.example/"]
    }


@pytest.mark.parametrize(
    "counted", ["https://op3.dev/e/a.example/t.mp3", "https://op3.dev/e/a.example/t.mp3?src=trailer"]
)
def test_a_trailer_that_is_an_item_is_announced_once_whoever_counts_on_the_way(counted: str) -> None:
    """It stood in `trailers:` with the old address, and announced itself besides."""
    teaser = item("t", episode_type="trailer")
    teaser = replace(teaser, enclosure=replace(teaser.enclosure, url="https://a.example/t.mp3"))
    own = Trailer(url=counted, title="Soon", date=teaser.published)
    other = own.model_copy(update={"url": "https://a.example/u.mp3"})
    found = made(feed(teaser, trailers=(own, other))).tree
    assert [trailer["url"] for trailer in found["trailers"]] == [other.url]
