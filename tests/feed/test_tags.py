"""The table of tags: each row, when it has something to say and when not."""

from __future__ import annotations

from typing import Any

import pytest
from feed_specimens import SPACES, channel_of, feed, item, item_of, name_of, shape_of

from balado.feed.tag import NAMESPACES
from balado.feed.tags import CHANNEL, ITEM
from balado.model import Category, Owner, Person
from balado.vocabulary import PERSON_ROLES

OWNER = Owner(name="Une institution", email="podcast@example.org")


def channel_tags(name: str, **changes: Any) -> list[tuple[str | None, dict[str, str]]]:
    return [(text, attributes) for tag, text, attributes in shape_of(channel_of(feed(**changes))) if tag == name]


def item_tags(name: str, **changes: Any) -> list[tuple[str | None, dict[str, str]]]:
    return [(text, attributes) for tag, text, attributes in shape_of(item_of(item(**changes))) if tag == name]


def test_the_namespaces_are_the_official_ones() -> None:
    assert dict(NAMESPACES) == {prefix: SPACES[prefix] for prefix in ("itunes", "podcast")}


@pytest.mark.parametrize("table", [CHANNEL, ITEM], ids=["channel", "item"])
def test_a_row_has_its_tag_alone(table: Any) -> None:
    names = [tag.name for tag in table]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "changes", "text"),
    [
        ("itunes:author", {"author": "Une institution"}, "Une institution"),
        ("itunes:type", {"show_type": "serial"}, "serial"),
        ("itunes:type", {"show_type": "episodic"}, "episodic"),
        ("itunes:title", {"short_title": "Short"}, "Short"),
        ("itunes:title", {}, None),
        ("itunes:block", {"block": True}, "Yes"),
        ("itunes:block", {"block": False}, None),
        ("itunes:complete", {"complete": True}, "Yes"),
        ("itunes:complete", {"complete": False}, None),
        ("itunes:new-feed-url", {"new_feed_url": "https://new.example/f.xml"}, "https://new.example/f.xml"),
        ("itunes:new-feed-url", {}, None),
        ("itunes:applepodcastsverify", {"apple_verification": "code"}, "code"),
        ("itunes:applepodcastsverify", {}, None),
        ("podcast:guid", {}, "9b024349-ccf0-5f69-a609-6b82873eab3c"),
    ],
)
def test_what_a_show_says(name: str, changes: dict[str, Any], text: str | None) -> None:
    assert channel_tags(name, **changes) == ([] if text is None else [(text, {})])


@pytest.mark.parametrize(
    ("name", "changes", "text"),
    [
        ("itunes:title", {"short_title": "Short"}, "Short"),
        ("itunes:title", {}, None),
        ("itunes:author", {"author": "Somebody"}, "Somebody"),
        ("itunes:author", {}, None),
        ("itunes:duration", {"duration_s": 3605}, "3605"),
        ("itunes:season", {"season": 2}, "2"),
        ("itunes:season", {}, None),
        ("itunes:episode", {"episode": 12}, "12"),
        ("itunes:episode", {}, None),
        ("itunes:episodeType", {"episode_type": "full"}, "full"),
        ("itunes:episodeType", {"episode_type": "trailer"}, "trailer"),
        ("itunes:episodeType", {"episode_type": "bonus"}, "bonus"),
        ("itunes:block", {"block": True}, "Yes"),
        ("itunes:block", {"block": False}, None),
        ("itunes:image", {}, None),
        ("podcast:season", {"season": 2}, None),
        ("podcast:episode", {"episode": 12}, "12"),
        ("podcast:episode", {}, None),
        ("podcast:person", {}, None),
    ],
)
def test_what_an_episode_says(name: str, changes: dict[str, Any], text: str | None) -> None:
    assert item_tags(name, **changes) == ([] if text is None else [(text, {})])


def test_every_row_is_spoken_for() -> None:
    everything = feed(
        item(
            short_title="Short",
            author="Somebody",
            image_url="https://pod.example/a.jpg",
            season=1,
            season_name="First",
            episode=1,
            block=True,
            people=(Person(name="Claire Hédon"),),
        ),
        short_title="Short",
        block=True,
        complete=True,
        new_feed_url="https://new.example/f.xml",
        apple_verification="code",
    )
    channel = channel_of(everything)
    assert {tag.name for tag in CHANNEL} <= {name_of(child) for child in channel}
    assert {tag.name for tag in ITEM} <= {name_of(child) for child in channel.find("item")}


def test_who_answers_for_the_show() -> None:
    owner = channel_of(feed(owner=OWNER)).find("itunes:owner", SPACES)
    assert shape_of(owner) == [("itunes:name", "Une institution", {}), ("itunes:email", "podcast@example.org", {})]
    assert channel_tags("itunes:owner", owner=None) == []


@pytest.mark.parametrize(
    ("locked", "owner", "tag"),
    [
        (True, OWNER, ("yes", {"owner": "podcast@example.org"})),
        (False, OWNER, ("no", {"owner": "podcast@example.org"})),
        (True, None, ("yes", {})),
    ],
)
def test_a_lock_names_who_can_open_it(locked: bool, owner: Owner | None, tag: tuple[str, dict[str, str]]) -> None:
    assert channel_tags("podcast:locked", locked=locked, owner=owner) == [tag]


def test_categories_keep_their_order_and_hold_their_subcategory() -> None:
    categories = (
        Category(name="Society & Culture", subcategory="Documentary"),
        Category(name="Government"),
        Category(name="Education", subcategory="Courses"),
    )
    found = channel_of(feed(categories=categories)).findall("itunes:category", SPACES)
    assert [(one.get("text"), [below.get("text") for below in one]) for one in found] == [
        ("Society & Culture", ["Documentary"]),
        ("Government", []),
        ("Education", ["Courses"]),
    ]


def test_a_season_is_named_beside_its_number() -> None:
    assert item_tags("podcast:season", season=2, season_name="2022-2023") == [("2", {"name": "2022-2023"})]


def test_people_stand_in_their_order_with_what_is_known_of_them() -> None:
    people = (
        Person(name="Martine de Boisdeffre", role="host"),
        Person(
            name="Claire Hédon",
            role="guest",
            function="Défenseure des droits",
            href="https://example.org/hedon",
            picture="https://example.org/hedon.jpg",
        ),
        Person(name="Jean Castex"),
    )
    assert item_tags("podcast:person", people=people) == [
        ("Martine de Boisdeffre", {"role": "host", "group": "cast"}),
        (
            "Claire Hédon",
            {
                "role": "guest",
                "group": "cast",
                "img": "https://example.org/hedon.jpg",
                "href": "https://example.org/hedon",
            },
        ),
        ("Jean Castex", {}),
    ]


@pytest.mark.parametrize("role", sorted(PERSON_ROLES))
def test_every_role_belongs_to_a_group(role: str) -> None:
    [(_, attributes)] = item_tags("podcast:person", people=(Person(name="Somebody", role=role),))
    assert attributes == {"role": role, "group": PERSON_ROLES[role]}
