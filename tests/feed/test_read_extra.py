"""Elements of somebody's feed that Balado has no key for."""

from __future__ import annotations

import pytest
from foreign_feeds import SPACES, read_channel, read_item, said
from pydantic import TypeAdapter

from balado.show.extra import Extra, ItemExtra, ShowExtra

FOO = "http://foo.example/Moods"
WITH_FOO = f'{SPACES} xmlns:Foo="{FOO}"'


def extra_of(inside: str, spaces: str = WITH_FOO) -> Extra:
    """The one extra element of an item, of which nothing is lost."""
    item, unplaced = read_item(inside, spaces)
    assert unplaced == []
    [extra] = item.extra
    TypeAdapter(ItemExtra).validate_python(extra.model_dump())  # what is read, an author may write
    return extra


def test_a_tree_is_kept_with_attributes_text_and_children() -> None:
    found = extra_of(
        '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:content URL="a" fileSize="1"/> '
        '<media:title xml:lang="fr"> Un titre </media:title></media:group>'
    )
    assert found == Extra(
        name="media:group",
        children=(
            Extra(name="media:content", attributes={"URL": "a", "fileSize": "1"}),
            Extra(name="media:title", attributes={"xml:lang": "fr"}, text="Un titre"),
        ),
    )


@pytest.mark.parametrize(
    ("inside", "name", "namespace"),
    [
        ("<Foo:Mood/>", "Foo:Mood", FOO),
        (f'<Mood xmlns="{FOO}"/>', "ns:Mood", FOO),
        (f'<media:mood xmlns:media="{FOO}"/>', "media-other:mood", FOO),
        ('<s:limit xmlns:s="https://www.spotify.com/ns/rss/"/>', "spotify:limit", None),
        ("<spotify:limit/>", "spotify:limit", None),
        ("<Rating/>", "Rating", None),
    ],
)
def test_names_are_those_of_our_tables_or_its_own(inside: str, name: str, namespace: str | None) -> None:
    item, _ = read_item(inside, WITH_FOO)
    [extra] = item.extra
    assert (extra.name, extra.namespace) == (name, namespace)


def test_a_prefix_that_is_declared_nowhere_gets_a_namespace_and_is_said() -> None:
    item, unplaced = read_item("<bar:mood bar:how='so'>good</bar:mood>")
    assert item.extra == (
        Extra(name="bar:mood", namespace="urn:undeclared:bar", attributes={"bar:how": "so"}, text="good"),
    )
    assert [path for path, _ in unplaced] == ["/"]


def test_attributes_of_namespaces() -> None:
    found = extra_of(
        '<Foo:mood Foo:a="1" m:b="2" c="3" xml:lang="fr" xmlns:m="http://search.yahoo.com/mrss/" xmlns:x="http://x/"/>'
    )
    assert found.attributes == {"Foo:a": "1", "media:b": "2", "c": "3", "xml:lang": "fr"}


def test_an_attribute_of_a_third_namespace_is_said() -> None:
    item, unplaced = read_item('<Foo:mood x:a="1" xmlns:x="http://x.example/"/>', WITH_FOO)
    assert item.extra == (Extra(name="Foo:mood", namespace=FOO),)
    assert unplaced == [("/rss/channel/item/Foo:mood/@{http://x.example/}a", "1")]


def test_text_and_tags_that_are_mixed_become_text_and_are_said() -> None:
    item, unplaced = read_item("<Foo:mood>Very <b>good</b> &amp; bad</Foo:mood>", WITH_FOO)
    assert item.extra == (Extra(name="Foo:mood", namespace=FOO, text="Very <b>good</b> &amp; bad"),)
    assert unplaced == [("/rss/channel/item/Foo:mood", "Very  & bad")]


@pytest.mark.parametrize(
    "inside",
    [
        "<Foo:a><Foo:a><Foo:a><Foo:a><Foo:a/></Foo:a></Foo:a></Foo:a></Foo:a>",
        f"<Foo:a>{'<Foo:b/>' * 500}</Foo:a>",
        f"<Foo:a>{'x' * 100_001}</Foo:a>",
        f"<{'a' * 60}/>",
    ],
)
def test_what_no_authors_file_could_hold_is_said(inside: str) -> None:
    item, unplaced = read_item(inside, WITH_FOO)
    assert item.extra == ()
    assert len(unplaced) == 1


def test_what_a_channel_says_of_its_document_is_not_kept_and_the_rest_is() -> None:
    found = read_channel(
        "<generator>x</generator><docs>https://d.example/</docs><ttl>60</ttl><webMaster>a@h.example</webMaster>"
        "<category domain='d'>News</category><itunes:subtitle>Short</itunes:subtitle><itunes:author>A</itunes:author>"
        "<managingEditor>B</managingEditor><pubDate>Wed, 19 Oct 2022 17:30:00 +0200</pubDate>"
        "<image><url>https://h.example/a.jpg</url></image><itunes:image href='https://h.example/a.jpg'/>"
    )
    assert found.feed.extra == (
        Extra(name="docs", text="https://d.example/"),
        Extra(name="ttl", text="60"),
        Extra(name="webMaster", text="a@h.example"),
        Extra(name="category", attributes={"domain": "d"}, text="News"),
        Extra(name="itunes:subtitle", text="Short"),
        Extra(name="managingEditor", text="B"),
    )
    for extra in found.feed.extra:
        TypeAdapter(ShowExtra).validate_python(extra.model_dump())
    assert said(found) == []
