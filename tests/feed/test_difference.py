"""What differs between two feeds."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from depth import depth
from feed_specimens import BUILT, feed, full_feed, full_item, full_live, item
from feed_strategies import feeds
from hypothesis import HealthCheck, given, settings

from balado.feed.difference import Difference, FieldChange, ItemChange, difference, shortened
from balado.feed.read import read
from balado.feed.write import write

_OTHER = {
    str: lambda text: f"{text}x",
    int: lambda number: number + 1,
    bool: lambda truth: not truth,
    type(None): lambda _: "something",
    tuple: lambda many: many[1:],
    type(BUILT): lambda moment: moment + timedelta(days=1),
}


@given(feeds())
@settings(max_examples=depth(15, 50), suppress_health_check=[HealthCheck.too_slow])
def test_a_feed_differs_in_nothing_from_itself_read_back(made):
    again = read(write(made)).feed
    assert difference(again, read(write(again)).feed) == Difference()


@pytest.mark.parametrize("name", [one.name for one in fields(full_item()) if one.name != "guid"])
def test_each_field_of_an_item_that_changes_is_named_alone(name):
    before = full_item()
    value = getattr(before, name)
    if name == "enclosure":
        after = replace(before, enclosure=replace(before.enclosure, byte_size=7))
    else:
        after = replace(before, **{name: _OTHER.get(type(value), lambda _: None)(value)})
    found = difference(feed(before), feed(after))
    assert [one.kind for one in found.items] == ["changed"]
    assert len(found.items[0].fields) == 1
    assert found.show == ()


@pytest.mark.parametrize(
    "name", [one.name for one in fields(full_feed()) if one.name not in ("items", "live", "built")]
)
def test_each_field_of_the_show_that_changes_is_named_alone(name):
    before = full_feed()
    value = getattr(before, name)
    after = replace(before, **{name: _OTHER.get(type(value), lambda _: None)(value)})
    assert len(difference(before, after).show) == 1


def test_the_names_are_those_of_the_author():
    before, after = item("a"), replace(item("a"), html="<p>New.</p>", title="New")
    [change] = difference(feed(before), feed(after)).items
    assert {one.field for one in change.fields} == {"notes", "title"}


def test_what_is_new_and_what_is_gone():
    found = difference(feed(item("a"), item("b")), feed(item("b"), item("c")))
    assert [(one.kind, one.guid) for one in found.items] == [("added", item("c").guid), ("removed", item("a").guid)]


def test_a_stream_that_goes_on_air():
    before = feed(live=full_live())
    after = feed(live=tuple(replace(one, status="ended") for one in full_live()))
    changed = difference(before, after).items
    assert changed
    assert all(one.is_live and one.fields[0].field == "live.status" for one in changed)


def test_the_date_of_the_feed_and_the_order_of_items_are_no_difference():
    one = feed(item("a"), item("b"))
    assert not difference(one, replace(feed(item("b"), item("a")), built=BUILT + timedelta(days=1)))


def test_a_word_in_a_long_text_is_shown_with_what_is_around_it():
    text = "word " * 100
    short = shortened(FieldChange("notes", text, f"{text[:250]}NEW {text[250:]}"))
    assert "NEW" in short.after
    assert len(short.after) < 80
    assert len(short.before) < 80


def test_short_texts_stand_whole_on_one_line():
    assert shortened(FieldChange("title", "one\ntwo", "three")) == FieldChange("title", "one two", "three")


def test_an_item_that_is_new_tells_what_it_holds():
    [change] = difference(feed(), feed(item("a"))).items
    assert isinstance(change, ItemChange)
    assert {"title", "date", "recording"} <= {one.field for one in change.fields}
    assert all(one.before == "" and one.after for one in change.fields)
