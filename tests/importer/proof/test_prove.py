"""The proof of an import: nothing that is not there is called equal, whatever is taken away is lost."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from depth import depth
from feed_specimens import BUILT, feed, full_feed, full_item, item
from feed_strategies import feeds
from hypothesis import HealthCheck, given, settings

from balado.feed.document import Enclosure, Feed, Item
from balado.feed.read_item import NO_DATE
from balado.importer.proof.aspects import APART, ITEM, SHOW
from balado.importer.proof.judged import Sameness
from balado.importer.proof.prove import EPISODE, ORDER, FeedProof, ProofFacts, prove
from balado.importer.sharing import Answer, Thing
from balado.message import say

FOLLOWS = {"built", "paging", "is_archive", "hubs"}
"""Of the document and its host."""
SAID_ONCE = {"summary"}
"""Stays in the source: the feed says it in the notes."""

_OTHER: dict[type, Any] = {
    str: lambda text: f"{text} elsewhere",
    int: lambda number: number + 1,
    bool: lambda truth: not truth,
    type(None): lambda _: "something",
    type(BUILT): lambda moment: moment + timedelta(days=1),
}


def found(proof: FeedProof, *samenesses: Sameness) -> list[tuple[str, str]]:
    return [(row.guid, row.field) for row in proof.rows if not samenesses or row.sameness in samenesses]


def test_each_field_of_a_feed_and_of_an_item_has_its_row() -> None:
    assert {name for aspect in ITEM for name in aspect.fields} == {one.name for one in fields(Item)}
    assert {name for aspect in SHOW for name in aspect.fields} | set(APART) == {one.name for one in fields(Feed)}


def test_no_two_rows_have_one_name() -> None:
    for table in (ITEM, SHOW):
        names = [aspect.name for aspect in table]
        assert len(names) == len(set(names))


@given(feeds())
@settings(max_examples=depth(20, 50), suppress_health_check=[HealthCheck.too_slow])
def test_a_feed_beside_itself_is_equal_in_everything(made: Feed) -> None:
    proof = prove(made, made)
    assert proof.rows == ()
    assert proof.count(Sameness.EQUAL) == len(SHOW) + 1 + len(made.items) * (len(ITEM) + 1)


@pytest.mark.parametrize("name", [one.name for one in fields(Item) if one.name not in {"guid", *SAID_ONCE}])
def test_each_field_of_an_item_that_becomes_another_is_seen(name: str) -> None:
    before = full_item(html='<p>Notes <a href="https://example.org/b">of it</a></p>')
    after = replace(before, **{name: _changed(getattr(before, name))})
    rows = prove(feed(before), feed(after)).rows
    assert rows
    assert {row.sameness for row in rows} <= {Sameness.DIFFERENT, Sameness.LOST}
    assert {row.field for row in rows} <= {aspect.name for aspect in ITEM if name in aspect.fields}


@pytest.mark.parametrize("name", [one.name for one in fields(Feed) if one.name not in {"items", "feed_url", *FOLLOWS}])
def test_each_field_of_the_show_that_becomes_another_is_seen(name: str) -> None:
    before = full_feed()
    after = replace(before, **{name: _changed(getattr(before, name))})
    rows = [row for row in prove(before, after).rows if not row.guid]
    assert rows
    assert {row.sameness for row in rows} <= {Sameness.DIFFERENT, Sameness.LOST}


def _changed(value: Any) -> Any:
    if isinstance(value, Enclosure):
        return replace(value, byte_size=7)
    if isinstance(value, tuple):
        return (*value[1:], value[0].model_copy(update={_text_of(value[0]): "other"})) if _is_model(value) else ("x",)
    return _OTHER.get(type(value), lambda _: None)(value)


def _is_model(many: tuple[Any, ...]) -> bool:
    return bool(many) and hasattr(many[0], "model_copy")


def _text_of(model: Any) -> str:
    return next(name for name, value in model if isinstance(value, str))


EMPTY = {str: "", int: 0}
NEVER_NONE = {"title", "html", "duration_s"}


@pytest.mark.parametrize(
    "name",
    [
        one.name
        for one in fields(Item)
        if one.name not in {"guid", "enclosure", "published", "explicit", "block", "episode_type", *SAID_ONCE}
    ],
)
def test_whatever_is_taken_from_an_item_is_lost(name: str) -> None:
    before = full_item(html='<p>Notes <a href="https://example.org/b">of it</a></p>')
    nothing = EMPTY.get(type(getattr(before, name))) if name in NEVER_NONE else None
    after = replace(before, **{name: () if isinstance(getattr(before, name), tuple) else nothing})
    show = feed(before, author="", image_url="")
    rows = prove(show, replace(show, items=(after,))).rows
    assert {row.sameness for row in rows} == {Sameness.LOST}
    assert {row.field for row in rows} <= {aspect.name for aspect in ITEM if name in aspect.fields}


@pytest.mark.parametrize(
    "name", [one.name for one in fields(Item) if isinstance(getattr(full_item(), one.name), tuple)]
)
def test_one_thing_of_several_that_is_not_there_is_lost(name: str) -> None:
    before = full_item()
    after = replace(before, **{name: getattr(before, name)[1:]})
    assert [row.sameness for row in prove(feed(before), feed(after)).rows] == [Sameness.LOST]


def test_an_episode_that_is_not_there_is_lost_and_one_more_is_different() -> None:
    proof = prove(feed(item("a"), item("b")), feed(item("b"), item("c")))
    assert found(proof, Sameness.LOST) == [("guid-of-a", EPISODE)]
    assert found(proof, Sameness.DIFFERENT) == [("guid-of-c", EPISODE)]
    assert not proof.is_whole


def test_a_guid_that_changes_is_lost_for_apps_download_again() -> None:
    proof = prove(feed(item("a")), feed(replace(item("a"), guid="other")))
    assert found(proof) == [("guid-of-a", "guid")]
    assert not proof.is_whole


def test_an_item_without_a_guid_gets_one() -> None:
    nameless = replace(item("a"), guid=item("a").enclosure.url)
    assert prove(feed(nameless), feed(nameless)).rows == ()
    assert found(prove(feed(nameless), feed(item("a"))), Sameness.IMPROVED) == [(nameless.guid, "guid")]


def test_two_items_of_one_guid_are_both_found_again() -> None:
    old = feed(item("a"), replace(item("b"), guid="guid-of-a"))
    proof = prove(old, feed(item("a"), item("b")))
    assert found(proof) == [("guid-of-a", "guid")]
    assert proof.is_whole
    assert not prove(old, feed(item("a"))).is_whole


def test_another_order_is_different_but_for_that_of_the_dates() -> None:
    old, new = (replace(item(name), published=BUILT - timedelta(days=days)) for name, days in (("a", 2), ("b", 1)))
    assert found(prove(feed(old, new), feed(new, old)), Sameness.IMPROVED) == [("", ORDER)]
    assert found(prove(feed(new, old), feed(old, new)), Sameness.DIFFERENT) == [("", ORDER)]


def test_what_was_measured_is_better_than_what_was_declared() -> None:
    old = replace(item("a"), duration_s=60, enclosure=replace(item("a").enclosure, byte_size=1, media_type="audio/x"))
    new = item("a")
    assert {row.sameness for row in prove(feed(old), feed(new)).rows} == {Sameness.DIFFERENT}
    proof = prove(feed(old), feed(new), ProofFacts(measured={new.guid}))
    assert {(row.field, row.sameness) for row in proof.rows} == {
        (name, Sameness.IMPROVED) for name in ("length", "duration", "media type")
    }


def test_what_was_not_said_is_given() -> None:
    old = replace(
        item("a"), published=NO_DATE, duration_s=0, title="", enclosure=replace(item("a").enclosure, byte_size=0)
    )
    proof = prove(feed(old), feed(item("a")))
    assert {row.sameness for row in proof.rows} == {Sameness.IMPROVED}
    assert {row.field for row in proof.rows} == {"date", "duration", "title", "length"}


def test_files_that_move_with_the_show_are_improved() -> None:
    old = feed(
        replace(item("a"), enclosure=Enclosure("http://old.example/a.mp3", 1234, "audio/mpeg")),
        image_url="http://old.example/c.jpg",
        feed_url="http://old.example/feed",
    )
    new = feed(item("a"))
    proof = prove(old, new)
    assert found(proof) == [("", "publish.url"), ("", "artwork"), ("guid-of-a", "recording")]
    assert {row.sameness for row in proof.rows} == {Sameness.IMPROVED}


def test_two_recordings_that_change_places_are_seen() -> None:
    one, other = item("a"), item("b")
    old = feed(
        replace(one, enclosure=Enclosure("https://old.example/1.mp3", 1, "audio/mpeg")),
        replace(other, enclosure=Enclosure("https://old.example/2.mp3", 2, "audio/mpeg")),
    )
    new = feed(
        replace(one, enclosure=Enclosure("https://pod.example/x.mp3", 2, "audio/mpeg")),
        replace(other, enclosure=Enclosure("https://pod.example/y.mp3", 1, "audio/mpeg")),
    )
    assert found(prove(old, new), Sameness.DIFFERENT) == [("guid-of-a", "length"), ("guid-of-b", "length")]


def test_an_episode_that_would_be_held_back_is_lost_with_the_reason() -> None:
    proof = prove(feed(item("a")), feed(), ProofFacts(held={"guid-of-a": say("It has no number.")}))
    assert [(row.sameness, str(row.reason)) for row in proof.rows] == [
        (Sameness.LOST, "It would be held back: It has no number.")
    ]


def test_a_transcript_in_the_language_of_the_show_need_not_say_it() -> None:
    said = full_item()
    silent = tuple(one.model_copy(update={"language": None}) for one in said.transcripts)
    assert "fr" in {one.language for one in said.transcripts}
    assert prove(feed(said), feed(replace(said, transcripts=silent))).rows == ()


def test_the_items_may_be_compared_elsewhere() -> None:
    """Those that are in both feeds, all at once: the proof is the same, also of what is in one of them alone."""
    asked = []

    def shared(work: Callable[[Thing], Answer], things: Sequence[Thing], /) -> list[Answer]:
        asked.append(len(things))
        return pickle.loads(pickle.dumps([work(one) for one in things]))  # noqa: S301 (our own)

    old = feed(item("a"), item("b"), item("c"))
    new = feed(item("a", season=3), item("c"), item("d"))
    assert prove(old, new, sharing=shared) == prove(old, new)
    assert asked == [2]
