"""A document without one item is the document that would have been written without it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from feed_specimens import feed, full_feed, full_item, full_live, item
from feed_strategies import feeds
from hypothesis import given

from balado.feed.document import Feed
from balado.feed.extra import spaces_of
from balado.feed.remove_item import remove_item
from balado.feed.write import write


def left(whole: Feed, guid: str) -> Feed:
    return replace(
        whole,
        items=tuple(one for one in whole.items if one.guid != guid),
        live=tuple(one for one in whole.live if one.item.guid != guid),
    )


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_the_rest_stays_byte_for_byte(name: str) -> None:
    whole = full_feed(full_item("a"), full_item("b"), full_item("c"))
    guid = full_item(name).guid
    assert remove_item(write(whole), guid) == write(left(whole, guid)) != write(whole)


def test_a_stream_goes_too() -> None:
    [stream, *others] = full_live()
    whole = feed(full_item("a"), live=(stream, *others))
    assert remove_item(write(whole), stream.item.guid) == write(left(whole, stream.item.guid))


def test_a_document_without_that_guid_is_the_very_document() -> None:
    document = write(feed(item("a")))
    assert remove_item(document, "another") == document


def test_notes_that_speak_of_items_are_text() -> None:
    html = "<p>&lt;/item&gt; <code>&lt;guid&gt;b&lt;/guid&gt;</code></p>"
    whole = feed(item("a", html=html), item("b"))
    assert remove_item(write(whole), item("b").guid) == write(left(whole, item("b").guid))


def test_a_guid_with_signs_of_xml() -> None:
    whole = feed(item("a", guid="tag:a&b<c"), item("b"))
    assert remove_item(write(whole), "tag:a&b<c") == write(left(whole, "tag:a&b<c"))


def declared(whole: Feed) -> tuple[bool, dict[str, str]]:
    """What the root of its document declares by what is in it: where that is more than the rest needs, it stays."""
    return any(one.chapters for one in whole.items), spaces_of(whole)


@given(feeds())
def test_whatever_a_feed_holds(whole: Feed) -> None:
    document = write(whole)
    for guid in {one.guid for one in whole.items}:
        clean = remove_item(document, guid)
        rest = left(whole, guid)
        if declared(whole) == declared(rest):
            assert clean == write(rest)
        assert clean.count(b"</guid>") < document.count(b"</guid>")
