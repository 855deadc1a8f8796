"""Documents read back: our own, to the last word; those of others, as far as they can be."""

from __future__ import annotations

from dataclasses import fields

from feed_strategies import FEED, ITEM, feeds
from hypothesis import HealthCheck, given, settings

from balado.feed.document import Feed, Item
from balado.feed.read import ReadFeed, read
from balado.feed.write import write


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(feeds())
def test_what_we_write_is_read_back(feed: Feed) -> None:
    assert read(write(feed)) == ReadFeed(feed, ())


def test_the_property_is_about_every_field_that_is_written() -> None:
    assert {field.name for field in fields(Feed)} == {*FEED, "items", "live"}
    assert {field.name for field in fields(Item)} == {*ITEM, "summary"}
