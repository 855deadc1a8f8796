"""The table of tags: each row, when it has something to say and when not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import podcast_specimens as of
import pytest
from feed_specimens import (
    SPACES,
    channel_of,
    channel_tags,
    feed,
    full_feed,
    full_item,
    item,
    item_tags,
    name_of,
    shape_of,
)
from pydantic import BaseModel

from balado.feed.document import LiveItem
from balado.feed.tag import WRITTEN, Tag
from balado.feed.tags import CHANNEL, ITEM, LIVE
from balado.show.model import Category, Episode, Owner, Show

OWNER = Owner(name="Une institution", email="podcast@example.org")


def test_the_namespaces_are_the_official_ones() -> None:
    assert dict(WRITTEN) == {prefix: space for prefix, space in SPACES.items() if prefix != "content"}


def parts_of(table: Iterable[Tag], above: str) -> Iterator[str]:
    """Each tag, attribute and text of a table, as a path: `item/podcast:person@role`."""
    for tag in table:
        path = f"{above}/{tag.name}"
        yield path
        yield from (f"{path}@{name}" for name in (*tag.fixed, *(slot.name for slot in tag.attributes)))
        if tag.text is not None and tag.name not in EMPTY:
            yield f"{path}#text"
        yield from parts_of(tag.children, path)


def parts_in(element: Any, path: str) -> Iterator[str]:
    """The same of what stands in a document."""
    yield path
    yield from (f"{path}@{name}" for name in element.attrib)
    if element.text and element.text.strip():
        yield f"{path}#text"
    for child in element:
        yield from parts_in(child, f"{path}/{name_of(child)}")


EMPTY = {"fh:archive"}
OF_FEEDGEN = {
    *("title", "description", "link", "language", "copyright", "generator", "image", "item"),
    *("atom:link", "guid", "enclosure", "content:encoded"),
}

EXTRA = {"{http://www.spotify.com/ns/rss}limit", "{http://foo.example/}moods", "category"}
"""What authors add that Balado has no key for (`podcast_specimens.EXTRA`): of no table."""


def own_parts(element: Any, above: str) -> set[str]:
    """What stands in an element without what feedgen writes, what authors add, and streams."""
    rows = (child for child in element if child.tag not in EXTRA)
    children = (child for child in rows if name_of(child) not in {*OF_FEEDGEN, LIVE.name})
    return {part for child in children for part in parts_in(child, f"{above}/{name_of(child)}")}


BY_BALADO = {"lastBuildDate", "itunes:duration"}


def rows_of(table: Iterable[Tag]) -> Iterator[Tag]:
    for tag in table:
        yield tag
        yield from rows_of(tag.children)


@pytest.mark.parametrize(
    ("table", "file"), [(CHANNEL, Show), ((*ITEM, LIVE), Episode)], ids=["feed.yaml", "episode.md"]
)
def test_every_row_names_a_key_that_authors_write(table: tuple[Tag, ...], file: type[BaseModel]) -> None:
    for tag in rows_of(table):
        assert bool(tag.key) is (tag.name not in BY_BALADO), tag.name
        for key in filter(None, tag.key.split(", ")):
            assert is_key(key, file), f"{tag.name}: {key}"


def is_key(key: str, model: type[BaseModel]) -> bool:
    """Whether the model, or one that a field of it holds, has a field of that dotted name."""
    first, _, rest = key.partition(".")
    if first not in model.model_fields:
        return False
    return not rest or any(is_key(rest, inner) for inner in models_in(model.model_fields[first].annotation))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def test_every_row_and_every_attribute_is_written() -> None:
    channel = channel_of(full_feed())
    assert own_parts(channel, "channel") == set(parts_of(CHANNEL, "channel"))
    assert own_parts(channel.find("item"), "item") == set(parts_of(ITEM, "item"))


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


def test_a_stream_says_what_its_item_says_but_the_date() -> None:
    channel = channel_of(full_feed())
    live, soon = channel.findall("podcast:liveItem", SPACES)
    assert dict(live.attrib) == {
        "status": "live",
        "start": "2026-12-01T17:30:00+01:00",
        "end": "2026-12-01T20:00:00+01:00",
    }
    assert dict(soon.attrib) == {"status": "pending", "start": "2026-12-08T17:30:00+01:00"}
    undated = {part for part in parts_of(ITEM, "item") if not part.startswith(("item/pubDate", "item/itunes:duration"))}
    assert own_parts(live, "item") == undated


def test_chapters_of_a_stream_alone_have_their_namespace() -> None:
    live = LiveItem("live", of.FREQUENCY.start, None, full_item("live"))  # type: ignore[arg-type]
    channel = channel_of(feed(live=(live,)))
    assert channel.find("podcast:liveItem/psc:chapters", SPACES).prefix == "psc"


@pytest.mark.parametrize("prefix", ["psc", "fh"])
def test_a_namespace_that_says_nothing_is_not_named(prefix: str) -> None:
    assert prefix not in channel_of(feed(item())).nsmap
    assert prefix in channel_of(full_feed()).nsmap
