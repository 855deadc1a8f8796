"""Elements that Balado has no key for, in the documents that it writes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from feed_specimens import channel_of, feed, full_live, item
from lxml import etree
from podcast_specimens import EXTRA

from balado.feed.extra import spaces_of
from balado.feed.read import read
from balado.feed.write import write
from balado.show.extra import Extra

FOO = "http://foo.example/"
BAR = "http://bar.example/"


def test_they_stand_behind_everything_else_of_the_channel_and_of_each_item() -> None:
    text = write(feed(item(extra=EXTRA), extra=EXTRA)).decode()
    lines = (
        '<spotify:limit recentCount="10"/>',
        "<foo:moods>Good &amp; bad",
        '  <foo:mood xml:lang="fr">Content</foo:mood>',
        "</foo:moods>",
        "<category>Marche</category>",
    )
    for margin, end in ((4, "    <item>"), (6, "    </item>")):
        assert "".join(f"{' ' * margin}{line}\n" for line in lines) + end in text


def test_their_namespaces_are_declared_once_at_the_root() -> None:
    made = feed(item(extra=EXTRA))
    assert spaces_of(made) == {"spotify": "http://www.spotify.com/ns/rss", "foo": FOO}
    assert write(made).count(FOO.encode()) == 1
    root = etree.fromstring(write(made))
    assert {"spotify", "foo", "itunes", "podcast"} <= root.nsmap.keys()
    assert "spotify" not in etree.fromstring(write(feed(item()))).nsmap


def test_of_two_namespaces_under_one_prefix_the_second_is_declared_where_it_stands() -> None:
    inner = Extra(
        name="foo:b", namespace=BAR, attributes={"foo:c": "1"}, children=(Extra(name="foo:d", namespace=FOO),)
    )
    made = feed(item(extra=(Extra(name="foo:a", namespace=FOO, children=(inner,)),)))
    [outer] = channel_of(made).find("item").iter(f"{{{FOO}}}a")
    assert [one.tag for one in outer.iter()] == [f"{{{FOO}}}a", f"{{{BAR}}}b", f"{{{FOO}}}d"]
    assert outer[0].attrib == {f"{{{BAR}}}c": "1"}
    assert read(write(made)).feed == made


@pytest.mark.parametrize("space", ["foo", "foo<&\"'>", "http://[", "com-wordpress:feed-additions:1"])
def test_a_namespace_need_not_be_an_address(space: str) -> None:
    made = feed(item(extra=(Extra(name="foo:a", namespace=space),)))
    assert read(write(made)).feed == made


def test_a_stream_has_its_own() -> None:
    streams = tuple(replace(one, item=replace(one.item, extra=EXTRA)) for one in full_live())
    assert [one.item.extra for one in read(write(feed(live=streams))).feed.live] == [EXTRA, EXTRA]


@pytest.mark.parametrize("changes", [{"text": "\x01"}, {"attributes": {"a": "\x01"}}])
def test_what_no_xml_can_hold_is_refused(changes: dict[str, Any]) -> None:
    broken = Extra.model_construct(
        **{"name": "a", "namespace": None, "attributes": {}, "text": None, "children": ()} | changes
    )
    with pytest.raises(ValueError, match="not XML compatible"):
        write(feed(item(extra=(broken,))))
