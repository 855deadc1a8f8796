"""Documents read back: our own, to the last word; those of others, as far as they can be."""

from __future__ import annotations

import gc
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from depth import depth
from feed_strategies import FEED, ITEM, feeds
from foreign_feeds import DATE, ENCLOSURE, read_channel, said
from hypothesis import HealthCheck, given, settings

from balado.feed.document import Feed, Item, Paging
from balado.feed.read import ReadFeed, read
from balado.feed.read_log import repeated, unknown
from balado.feed.read_tree import Node
from balado.feed.write import write
from balado.show.extra import Extra
from balado.show.model import Category, Owner
from balado.show.podcasting import Value

START = datetime(2022, 10, 19, 15, 30, tzinfo=UTC)


@settings(max_examples=depth(20, 80), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(feeds())
def test_what_we_write_is_read_back(feed: Feed) -> None:
    assert read(write(feed)) == ReadFeed(feed, ())


def nodes() -> list[Node]:
    """Asked by type: a weak reference to what is gone answers no question about its class."""
    return [one for one in gc.get_objects() if issubclass(type(one), Node)]


def test_nothing_is_kept_of_the_tree_that_a_feed_was_read_by() -> None:
    """It is larger than the feed, and its elements know each other: without an end to that it stays for long."""
    gc.collect()
    others = nodes()  # that other tests of this process keep
    gc.disable()
    try:
        found = read_channel(f"<title>S</title><item><title>A</title>{DATE}{ENCLOSURE}</item>")
        assert {id(one) for one in nodes()} <= {id(one) for one in others}
    finally:
        gc.enable()
    assert [item.title for item in found.feed.items] == ["A"]


def test_the_property_is_about_every_field_that_is_written() -> None:
    assert {field.name for field in fields(Feed)} == {*FEED, "items", "live"}
    assert {field.name for field in fields(Item)} == {*ITEM, "summary"}


@pytest.mark.parametrize(
    "itunes",
    [
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "https://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
        "http://www.itunes.com/dtds/podcast-1.0.dtd/",
        "http://itunes.com/dtds/podcast-1.0",
        "http://itunes.apple.com/dtds/podcast-1.0.dtd",
        "http://www.itunes.com/dtds/podcast-1.0.dtd#",
        "http://somewhere.example/itunes",
    ],
)
def test_apples_namespace_in_all_its_spellings(itunes: str) -> None:
    found = read_channel("<itunes:author>Somebody</itunes:author>", f'xmlns:itunes="{itunes}"')
    assert (found.feed.author, found.unplaced) == ("Somebody", ())


@pytest.mark.parametrize(
    "podcast",
    [
        "https://podcastindex.org/namespace/1.0",
        "http://podcastindex.org/namespace/1.0",
        "https://www.podcastindex.org/namespace/1.0/",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        "http://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ],
)
def test_the_podcast_namespace_under_any_prefix(podcast: str) -> None:
    found = read_channel("<p2:medium>music</p2:medium><p2:locked>yes</p2:locked>", f'xmlns:p2="{podcast}"')
    assert (found.feed.medium, found.feed.locked, found.unplaced) == ("music", True, ())


def test_known_tags_without_a_declared_namespace_are_read_and_said() -> None:
    found = read_channel('<itunes:author>Somebody</itunes:author><itunes:image href="https://h.example/a.jpg"/>', "")
    assert (found.feed.author, found.feed.image_url) == ("Somebody", "https://h.example/a.jpg")
    [broken] = found.unplaced
    assert "The XML is broken in 2 places, first here (the prefix itunes is declared nowhere)" in str(broken.what)


def test_rss_in_a_namespace_of_its_own_and_in_other_letters() -> None:
    document = (
        b'<RSS xmlns="http://backend.userland.com/rss2"><Channel><Title>a</Title><pubdate>x</pubdate></Channel></RSS>'
    )
    found = read(document)
    assert (found.feed.title, found.unplaced) == ("a", ())


def test_a_channel_that_says_nothing_gets_neutral_values() -> None:
    found = read(b"<rss><channel/></rss>", "https://host.example/feed")
    assert found == ReadFeed(
        Feed(
            guid="",
            title="",
            description="",
            link="",
            feed_url="https://host.example/feed",
            language="",
            image_url="",
            author="",
            categories=(),
            explicit=False,
            show_type="episodic",
            locked=False,
            built=datetime(1970, 1, 1, tzinfo=UTC),
            items=(),
        ),
        (),
    )


def test_a_channel_says_things_in_other_tags() -> None:
    found = read_channel(
        "<image><url>https://h.example/a.jpg</url><title>x</title><width>144</width></image>"
        "<itunes:summary>About it</itunes:summary><managingEditor>me@host.example (Me)</managingEditor>"
        "<dc:language>fr</dc:language><dc:rights>Us</dc:rights><pubDate>Wed, 19 Oct 2022 17:30:00 +0200</pubDate>"
        '<atom:link rel="alternate" href="https://h.example/"/><generator>A program</generator><docs>https://d</docs>'
    ).feed
    assert (found.image_url, found.description, found.author) == (
        "https://h.example/a.jpg",
        "About it",
        "me@host.example (Me)",
    )
    assert (found.language, found.copyright, found.link) == ("fr", "Us", "https://h.example/")
    assert found.built == datetime(2022, 10, 19, 15, 30, tzinfo=UTC)


def test_what_is_said_twice_in_other_words_is_said() -> None:
    found = read_channel(
        "<description>One</description><itunes:summary>Two</itunes:summary><content:encoded>One</content:encoded>"
        '<itunes:image href="https://h.example/a.jpg"/><image><url>https://h.example/b.jpg</url></image>'
        "<itunes:type>serial</itunes:type><itunes:type>serial</itunes:type><itunes:type>episodic</itunes:type>"
    )
    assert (found.feed.description, found.feed.image_url, found.feed.show_type) == (
        "One",
        "https://h.example/a.jpg",
        "serial",
    )
    assert found.feed.extra == (Extra(name="itunes:summary", text="Two"),)
    assert said(found) == [
        ("/rss/channel/image/url", "https://h.example/b.jpg"),
        ("/rss/channel/itunes:type[3]", "episodic"),
    ]


def test_a_category_with_several_subcategories_becomes_several() -> None:
    found = read_channel(
        '<itunes:category text="Arts"><itunes:category text="Books"/><itunes:category text="Design"/></itunes:category>'
        '<itunes:category>Government</itunes:category><itunes:category text=""/>'
    )
    assert found.feed.categories == (
        Category(name="Arts", subcategory="Books"),
        Category(name="Arts", subcategory="Design"),
        Category(name="Government"),
    )
    assert said(found) == [("/rss/channel/itunes:category[3]/@text", "")]


@pytest.mark.parametrize(
    ("inside", "owner"),
    [
        ("<itunes:email>me@host.example</itunes:email>", Owner.model_construct(name="", email="me@host.example")),
        ("<itunes:name>Me</itunes:name>", Owner.model_construct(name="Me", email="")),
        ("", None),
    ],
)
def test_an_owner_of_whom_half_is_said(inside: str, owner: Owner | None) -> None:
    found = read_channel(f"<itunes:owner>{inside}</itunes:owner>")
    assert (found.feed.owner, found.unplaced) == (owner, ())


def test_who_locked_a_feed_owns_it_where_no_other_owner_is_named() -> None:
    locked = '<podcast:locked owner="me@host.example">yes</podcast:locked>'
    assert read_channel(locked).feed.owner == Owner.model_construct(name="", email="me@host.example")
    named = "<itunes:owner><itunes:name>Me</itunes:name><itunes:email>other@host.example</itunes:email></itunes:owner>"
    assert read_channel(locked + named).feed.owner == Owner(name="Me", email="other@host.example")


@pytest.mark.parametrize(
    ("written", "explicit"),
    [("yes", True), ("Explicit", True), ("true", True), ("no", False), ("clean", False), ("False", False), ("", False)],
)
def test_explicit_in_the_words_of_all_years(written: str, explicit: bool) -> None:
    found = read_channel(f"<itunes:explicit>{written}</itunes:explicit>")
    assert (found.feed.explicit, found.unplaced) == (explicit, ())


def test_links_to_other_documents() -> None:
    rels = ("self", "current", "prev-archive", "next-archive", "hub", "hub", "payment")
    found = read_channel("".join(f'<atom:link rel="{rel}" href="https://h.example/{rel}"/>' for rel in rels))
    assert found.feed.feed_url == "https://h.example/self"
    assert found.feed.paging == Paging(*(f"https://h.example/{rel}" for rel in rels[1:4]))
    assert found.feed.hubs == ("https://h.example/hub", "https://h.example/hub")
    assert found.feed.extra == (
        Extra(name="atom:link", attributes={"rel": "payment", "href": "https://h.example/payment"}),
    )
    assert found.unplaced == ()


def test_the_same_of_a_thousand_episodes_is_said_once() -> None:
    item = f'{DATE}<title>1</title><title>a</title><podcast:person mood="good">Me</podcast:person>'
    found = read_channel(
        "".join(f'<item>{item}<enclosure url="https://h.example/{number}.mp3"/></item>' for number in range(1000))
    )
    assert len(found.feed.items) == 1000
    assert [(one.path, one.text, str(one.what)) for one in found.unplaced] == [
        ("/rss/channel/item[1]/podcast:person/@mood", "good", str(unknown(1000))),
        ("/rss/channel/item[1]/title[2]", "a", str(repeated(1000))),
    ]


def test_of_endless_kinds_the_first_are_said() -> None:
    found = read_channel("".join(f'<podcast:person mood{number}="good">Me</podcast:person>' for number in range(2000)))
    assert len(found.unplaced) == 501
    assert "1500 more things" in " ".join(str(one.what) for one in found.unplaced)


def test_attributes_of_rss_and_further_channels_are_said() -> None:
    found = read(b'<rss version="2.0" mood="good" xml:base="x"><channel/><channel/></rss>')
    assert [one.path for one in found.unplaced] == ["/rss/@mood", "/rss/channel[2]"]


def test_a_stream_and_what_it_lacks() -> None:
    found = read_channel(
        f'<podcast:liveItem status="LIVE" start="2022-10-19T17:30:00+02:00">{ENCLOSURE}<title>a</title>'
        '<podcast:contentLink href="https://h.example/live"/></podcast:liveItem>'
        f'<podcast:liveItem status="soon" start="2022-10-19T17:30:00+02:00">{ENCLOSURE}<title>c</title>'
        "</podcast:liveItem>"
        f'<podcast:liveItem status="live">{ENCLOSURE}</podcast:liveItem>'
        '<podcast:liveItem status="live" start="2022-10-19T17:30:00+02:00"><title>b</title></podcast:liveItem>'
    )
    [live] = found.feed.live
    assert (live.status, live.start, live.end, live.item.published) == ("live", START, None, START)
    assert [link.url for link in live.item.content_links] == ["https://h.example/live"]
    assert said(found) == [
        ("/rss/channel/podcast:liveItem[2]", "c"),
        ("/rss/channel/podcast:liveItem[2]/@status", "soon"),
        ("/rss/channel/podcast:liveItem[3]", ""),
        ("/rss/channel/podcast:liveItem[3]/@start", ""),
        ("/rss/channel/podcast:liveItem[4]", "b"),
    ]


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        ("2022-10-19T24:00:00+02:00", datetime(2022, 10, 19, 22, tzinfo=UTC)),
        ("2022-10-19T24:00Z", datetime(2022, 10, 20, tzinfo=UTC)),
        ("Wed, 19 Oct 2022 24:00:00 GMT", datetime(2022, 10, 20, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_stream_may_begin_when_a_day_ends(start: str, moment: datetime) -> None:
    [live] = read_channel(
        f'<podcast:liveItem status="live" start="{start}"><title>a</title>{ENCLOSURE}</podcast:liveItem>'
    ).feed.live
    assert live.start == moment


def test_every_episode_without_a_recording_is_named() -> None:
    silent = "".join(f"<item><title>{number}</title></item>" for number in range(600))
    found = read_channel(silent)
    assert {one.text for one in found.unplaced} == set(map(str, range(600)))
    assert [one.title for one in found.silent] == list(map(str, range(600)))


def test_value_without_recipients_and_tags_without_their_sense() -> None:
    found = read_channel(
        '<podcast:value type="lightning" method="keysend"/><podcast:trailer url="https://h.example/t.mp3">T</podcast:trailer>'
        "<podcast:person></podcast:person><podcast:location>  </podcast:location><podcast:locked>maybe</podcast:locked>"
    )
    assert (found.feed.value, found.feed.trailers) == (
        (Value.model_construct(type="lightning", method="keysend", recipients=()),),
        (),
    )
    assert (found.feed.people, found.feed.locations, found.feed.locked) == ((), (), False)
    assert said(found) == [
        ("/rss/channel/podcast:locked", "maybe"),
        ("/rss/channel/podcast:trailer/@pubdate", "T"),
    ]
