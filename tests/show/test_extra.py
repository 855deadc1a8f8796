"""Elements that Balado has no key for, as authors write them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from balado.feed.tags import CHANNEL, ITEM, LIVE
from balado.show.extra import ELEMENTS_MAX, Extra, ItemExtra, ShowExtra
from balado.show.extra_names import KEYS_OF_ITEM, KEYS_OF_SHOW
from balado.show.values.plain import objection_in

_OF_SHOW: TypeAdapter[Extra] = TypeAdapter(ShowExtra)
_OF_ITEM: TypeAdapter[Extra] = TypeAdapter(ItemExtra)
_OF_FEEDGEN = {"title", "link", "description", "language", "copyright", "image", "generator", "atom:generator"}
_OF_FEEDGEN_IN_ITEMS = {"title", "link", "description", "content:encoded", "guid"}


def objection(kind: TypeAdapter[Extra], **written: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        kind.validate_python(written)
    [details] = caught.value.errors()
    return " ".join(map(str, objection_in(details["ctx"])))


def nested(depth: int) -> dict[str, Any]:
    return {"name": "a", "children": [nested(depth - 1)]} if depth > 1 else {"name": "a"}


def test_an_element_of_a_namespace_that_everybody_knows() -> None:
    found = _OF_SHOW.validate_python({"name": "spotify:limit", "attributes": {"recentCount": "10"}, "text": None})
    assert found == Extra.model_construct(
        name="spotify:limit", namespace=None, attributes={"recentCount": "10"}, text=None, children=()
    )


def test_a_namespace_is_written_once_for_all_below_that_have_its_prefix() -> None:
    inner = [{"name": "foo:b", "children": [{"name": "foo:c"}]}, {"name": "d"}]
    found = _OF_ITEM.validate_python({"name": "foo:a", "namespace": "http://foo.example/", "children": inner})
    first, second = found.children
    assert (first.namespace, first.children[0].namespace) == ("http://foo.example/",) * 2
    assert second.namespace is None


@pytest.mark.parametrize("attributes", [{"a": ""}, {"a": None}, {"xml:lang": "fr"}, {"media:x": "1"}, {"foo:x": "1"}])
def test_attributes_may_be_empty_or_of_a_namespace_that_is_known(attributes: dict[str, Any]) -> None:
    written = {"name": "foo:a", "namespace": "http://foo.example/", "attributes": attributes}
    assert _OF_ITEM.validate_python(written).attributes == {name: value or "" for name, value in attributes.items()}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"name": "two words"}, "is no name of an element. Write it as it stands in the feed: spotify:limit"),
        ({"name": "1st"}, "“1st” is no name of an element."),
        ({"name": "a:b:c"}, "“a:b:c” is no name of an element."),
        ({"name": "ª"}, "“ª” is no name of an element."),
        ({"name": "xml:foo"}, "XML keeps names that begin with “xml:” for itself."),
        ({"name": "foo:a"}, "does not know what “foo:” stands for. Add namespace: and the address behind xmlns:foo="),
        ({"name": "a", "namespace": "http://foo.example/"}, "“a” has no prefix that could stand for a namespace."),
        ({"name": "itunes:a", "namespace": "http://foo.example/"}, "“itunes:” always stands for http://www.itunes.com"),
        ({"name": "foo:a", "namespace": "http://www.itunes.com/dtds/podcast-1.0.dtd"}, "Write name: itunes:a"),
        ({"name": "foo:a", "namespace": "http://purl.org/rss/1.0/modules/slash/"}, "Write name: slash:a"),
        ({"name": "foo:a", "namespace": "two words"}, "“two words” is no namespace that an element can have."),
        ({"name": "foo:a", "namespace": "http://www.w3.org/2000/xmlns/"}, "is no namespace that an element can have."),
        ({"name": "a", "attributes": {"b c": "1"}}, "“b c” is no name of an attribute."),
        ({"name": "a", "attributes": {"xmlns:b": "1"}}, "“xmlns:b” is not an attribute: it declares a namespace."),
        ({"name": "a", "attributes": {"foo:b": "1"}}, "Balado does not know what “foo:” stands for."),
        ({"name": "a", "attributes": {"b": "\x01"}}, "It holds an invisible character (U+0001)"),
        ({"name": "a", "text": "\ufffe"}, "It holds an invisible character (U+FFFE)"),
        ({"name": "a", "text": "x" * 100_001}, "It is 100,001 characters long; 100,000 are kept. Shorten it."),
        ({"name": "a", "children": [{"name": "b"}] * ELEMENTS_MAX}, "It holds 501 elements; Balado keeps 500."),
        (nested(5), "Elements stand in each other 5 deep; Balado keeps 4."),
        ({"name": "item"}, "Balado itself writes <item>."),
        ({"name": "a", "children": [{"name": "enclosure"}]}, "Balado itself writes <enclosure>."),
        ({"name": "a", "children": [{"name": "podcast:liveItem"}]}, "Balado itself writes <podcast:liveItem>."),
    ],
)
def test_what_cannot_stand_in_a_feed_is_told_with_what_to_write(written: dict[str, Any], words: str) -> None:
    for kind in (_OF_SHOW, _OF_ITEM):
        assert words in objection(kind, **written)


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        (_OF_SHOW, "itunes:author", "author"),
        (_OF_SHOW, "podcast:person", "team"),
        (_OF_ITEM, "podcast:person", "people"),
        (_OF_ITEM, "Title", "title"),
        (_OF_ITEM, "content:encoded", "notes"),
    ],
)
def test_where_there_is_a_key_it_is_named(kind: TypeAdapter[Extra], name: str, key: str) -> None:
    assert objection(kind, name=name) == f"Balado itself writes <{name}>. Write the key {key} in its place."


@pytest.mark.parametrize("rel", ["self", "hub", "prev-archive", None])
def test_the_links_that_balado_writes_are_no_extra_ones(rel: str | None) -> None:
    attributes = {"href": "https://h.example/"} | ({"rel": rel} if rel else {})
    words = objection(_OF_SHOW, name="atom:link", attributes=attributes)
    assert words == "Balado itself writes <atom:link>. Delete it here."


def test_other_links_and_what_is_a_channels_alone_are_free() -> None:
    payment = {"name": "atom:link", "attributes": {"rel": "payment", "href": "https://h.example/"}}
    assert _OF_SHOW.validate_python(payment).name == "atom:link"
    assert _OF_ITEM.validate_python({"name": "itunes:category", "attributes": {"text": "Arts"}}).text is None


def test_the_names_are_those_that_the_writer_has_rows_for() -> None:
    rows = ({tag.name.lower(): tag.key.partition(",")[0] for tag in table} for table in (CHANNEL, ITEM))
    of_show, of_item = rows
    assert KEYS_OF_SHOW.keys() == {*of_show, *_OF_FEEDGEN, "pubdate"}
    assert KEYS_OF_ITEM.keys() == {*of_item, *_OF_FEEDGEN_IN_ITEMS}
    assert LIVE.name.lower() not in {*KEYS_OF_SHOW, *KEYS_OF_ITEM}
