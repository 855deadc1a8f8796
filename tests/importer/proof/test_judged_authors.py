"""Who made an episode, told by one tag or another, or by the show."""

from dataclasses import replace

from feed_specimens import feed, item

from balado.importer.proof.judged import Sameness
from balado.importer.proof.prove import prove
from balado.show.extra import Extra

CREATOR = Extra(name="dc:creator", text="Ana")


def test_an_author_told_by_another_tag_is_the_same() -> None:
    old = feed(replace(item("a"), author="Paul", extra=(CREATOR,)), author="Paul")
    new = feed(replace(item("a"), author="Ana"), author="Paul")
    assert prove(old, new).rows == ()


def test_one_that_nobody_names_any_more_is_seen() -> None:
    old = feed(replace(item("a"), author="Paul", extra=(CREATOR,)), author="Paul")
    assert [row.sameness for row in prove(old, feed(item("a"), author="Paul")).rows] == [Sameness.LOST]
    other = feed(replace(item("a"), author="Zoé"), author="Une institution")
    assert [row.field for row in prove(feed(replace(item("a"), author="Ana")), other).rows] == ["author"]


def test_what_the_show_says_need_not_be_said_by_its_items() -> None:
    said = feed(replace(item("a"), author="Une institution", image_url="https://pod.example/cover.jpeg"))
    assert prove(said, feed(item("a"))).rows == ()
    assert prove(feed(item("a")), said).rows == ()


def test_of_a_show_that_named_nobody_its_items_tell_nothing_new() -> None:
    rows = prove(feed(item("a"), author=""), feed(item("a"), author="Ana")).rows
    assert [(row.field, row.guid, row.sameness) for row in rows] == [("author", "", Sameness.DIFFERENT)]
