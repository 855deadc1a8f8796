"""Episodes as other hosts write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from foreign_feeds import DATE, ENCLOSURE, document, read_channel, read_item, said

from balado.feed.document import Enclosure
from balado.feed.read import read
from balado.show.extra import Extra
from balado.show.podcasting import Chapter

URL = "https://host.example/a.mp3"


@pytest.mark.parametrize(
    ("inside", "guid", "link"),
    [
        ("", URL, None),
        ("<guid> </guid>", URL, None),
        ("<guid>x-1</guid>", "x-1", None),
        ('<guid isPermaLink="false">https://h.example/1</guid>', "https://h.example/1", None),
        ("<guid>https://h.example/1</guid>", "https://h.example/1", "https://h.example/1"),
        ('<guid ispermalink="TRUE">https://h.example/1</guid>', "https://h.example/1", "https://h.example/1"),
        (
            "<guid>https://h.example/1</guid><link>https://h.example/2</link>",
            "https://h.example/1",
            "https://h.example/2",
        ),
    ],
)
def test_identity_and_page(inside: str, guid: str, link: str | None) -> None:
    item, unplaced = read_item(inside)
    assert (item.guid, item.link, unplaced) == (guid, link, [])


@pytest.mark.parametrize(
    ("inside", "html", "summary"),
    [
        ("", "", None),
        ("<description>a</description>", "a", None),
        ("<itunes:summary>a</itunes:summary>", "a", None),
        ("<description> </description><itunes:summary>a</itunes:summary>", "a", None),
        ("<description>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</description>", "<p>a &amp; b</p>", None),
        ("<description><![CDATA[<p>a &amp; b</p>]]></description>", "<p>a &amp; b</p>", None),
        (
            "<description><p>a &amp; b<br/>c <i class='x'>d</i></p></description>",
            '<p>a &amp; b<br>c <i class="x">d</i></p>',
            None,
        ),
        ("<description>a</description><content:encoded><![CDATA[<p>a</p>]]></content:encoded>", "<p>a</p>", None),
        ("<description>a</description><content:encoded><![CDATA[<p>b</p>]]></content:encoded>", "<p>b</p>", "a"),
        ("<description>&lt;b&gt;a&lt;/b&gt;</description><itunes:summary>a</itunes:summary>", "<b>a</b>", None),
        ("<description>a</description><itunes:summary>b</itunes:summary>", "a", None),
    ],
)
def test_notes_and_summary(inside: str, html: str, summary: str | None) -> None:
    item, unplaced = read_item(inside)
    assert (item.html, item.summary, unplaced) == (html, summary, [])


def test_a_third_text_is_kept_beside_the_others() -> None:
    item, unplaced = read_item(
        "<description>a</description><itunes:summary>b</itunes:summary><content:encoded>c</content:encoded>"
    )
    assert (item.html, item.summary, unplaced) == ("c", "a", [])
    assert item.extra == (Extra(name="itunes:summary", text="b"),)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("3605", 3605),
        ("3605.4", 3605),
        ("1:00:05", 3605),
        ("01:00:05", 3605),
        ("60:05", 3605),
        ("00:60:05.4", 3605),
        ("0", 0),
        ("", 0),
    ],
)
def test_durations(written: str, seconds: int) -> None:
    item, unplaced = read_item(f"<itunes:duration>{written}</itunes:duration>")
    assert (item.duration_s, unplaced) == (seconds, [])


@pytest.mark.parametrize("written", ["an hour", "-5", "1:2:3:4", "nan", "inf", "1e400", "9" * 5000])
def test_durations_that_are_none(written: str) -> None:
    item, unplaced = read_item(f"<itunes:duration>{written}</itunes:duration>")
    assert (item.duration_s, unplaced) == (0, [("/rss/channel/item/itunes:duration", written[:200])])


@pytest.mark.parametrize(
    ("enclosure", "read_as"),
    [
        (
            'url="https://h.example/a.mp3" length="12" type="audio/mpeg"',
            Enclosure("https://h.example/a.mp3", 12, "audio/mpeg"),
        ),
        ('url="https://h.example/a.mp3"', Enclosure("https://h.example/a.mp3", 0, "audio/mpeg")),
        ('url="https://h.example/A.M4A?x=1" length=""', Enclosure("https://h.example/A.M4A?x=1", 0, "audio/x-m4a")),
        ('url="https://h.example/play/1" type=""', Enclosure("https://h.example/play/1", 0, "audio/mpeg")),
        ('url="https://[x/a.mp3"', Enclosure("https://[x/a.mp3", 0, "audio/mpeg")),
    ],
)
def test_recordings(enclosure: str, read_as: Enclosure) -> None:
    found = read(document(f"<item>{DATE}<enclosure {enclosure}/></item>"))
    assert ([item.enclosure for item in found.feed.items], found.unplaced) == ([read_as], ())


@pytest.mark.parametrize("length", ["12 MB", "-1", "1.5"])
def test_lengths_that_are_none(length: str) -> None:
    found = read_channel(f'<item>{DATE}<enclosure url="a" length="{length}"/></item>')
    assert found.feed.items[0].enclosure.byte_size == 0
    assert said(found) == [("/rss/channel/item/enclosure/@length", length)]


@pytest.mark.parametrize("inside", ["", "<enclosure/>", '<enclosure url="" length="3"/>'])
def test_an_episode_without_recording_is_said(inside: str) -> None:
    found = read_channel(f"<item><title>News</title>{inside}</item><item>{DATE}{ENCLOSURE}</item>")
    assert [item.enclosure.url for item in found.feed.items] == [URL]
    assert [item.title for item in found.silent] == ["News"]
    assert said(found) == [("/rss/channel/item[1]", "News")]


def test_of_several_recordings_the_first_counts_and_the_others_are_said() -> None:
    item, unplaced = read_item(f'{ENCLOSURE}<enclosure url="https://host.example/b.mp3"/>')
    assert item.enclosure.url == URL
    assert unplaced == [("/rss/channel/item/enclosure[3]", "https://host.example/b.mp3")]


def test_dates_in_other_tags_and_none_at_all() -> None:
    found = read_channel(
        f"<item>{ENCLOSURE}<dc:date>2022-10-19T15:30:00Z</dc:date></item>"
        f"<item>{ENCLOSURE}<guid>g</guid><pubDate>yesterday</pubDate><title>a</title></item>"
    )
    assert [item.published for item in found.feed.items] == [
        datetime(2022, 10, 19, 15, 30, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
    ]
    assert said(found) == [("/rss/channel/item[2]", "a"), ("/rss/channel/item[2]/pubDate", "yesterday")]
    assert found.feed.built == datetime(2022, 10, 19, 15, 30, tzinfo=UTC)


def test_an_episode_is_as_explicit_as_its_show_unless_it_says_so() -> None:
    other = f"<item>{ENCLOSURE}{DATE}<guid>g</guid><itunes:explicit>no</itunes:explicit></item>"
    found = read_channel(f"<item>{ENCLOSURE}{DATE}</item>{other}<itunes:explicit>yes</itunes:explicit>").feed
    assert [item.explicit for item in found.items] == [True, False]


@pytest.mark.parametrize(
    ("inside", "season", "episode", "order"),
    [
        ("<itunes:season>2</itunes:season><itunes:episode>3</itunes:episode>", (2, None), 3, None),
        ('<podcast:season name="Two">2</podcast:season><podcast:episode>3</podcast:episode>', (2, "Two"), 3, None),
        ("<podcast:episode>3</podcast:episode><itunes:episode>3</itunes:episode>", (None, None), 3, None),
        ("<podcast:episode>3.5</podcast:episode><itunes:episode>4</itunes:episode>", (None, None), 4, "3.5"),
        ("<podcast:episode>3.5</podcast:episode>", (None, None), None, "3.5"),
    ],
)
def test_numbers(inside: str, season: tuple[int | None, str | None], episode: int | None, order: str | None) -> None:
    item, unplaced = read_item(inside)
    assert ((item.season, item.season_name), item.episode, item.episode_order) == (season, episode, order)
    assert unplaced == []


@pytest.mark.parametrize(
    ("inside", "author"),
    [
        ("<itunes:author>A</itunes:author>", "A"),
        ("<dc:creator><![CDATA[B]]></dc:creator>", "B"),
        ("<author>c@host.example (C)</author>", "c@host.example (C)"),
        ("", None),
    ],
)
def test_who_made_it(inside: str, author: str | None) -> None:
    item, unplaced = read_item(inside)
    assert (item.author, unplaced) == (author, [])


def test_a_title_of_apple_alone_is_the_title() -> None:
    item, unplaced = read_item("<itunes:title>Short</itunes:title><itunes:episodeType>Bonus</itunes:episodeType>")
    assert (item.title, item.short_title, item.episode_type, unplaced) == ("Short", "Short", "bonus", [])


def test_an_unknown_type_is_said_and_full() -> None:
    item, unplaced = read_item("<itunes:episodeType>special</itunes:episodeType>")
    assert (item.episode_type, unplaced) == ("full", [("/rss/channel/item/itunes:episodeType", "special")])


def test_chapters_of_podlove() -> None:
    item, unplaced = read_item(
        '<psc:chapters version="1.1"><psc:chapter start="0" title="A"/><psc:chapter start="1:02.5" title="B" '
        'href="https://h.example/"/><psc:chapter start="soon" title="C"/></psc:chapters>'
    )
    assert item.chapters == (
        Chapter(start=timedelta(0), title="A"),
        Chapter(start=timedelta(seconds=62.5), title="B", href="https://h.example/"),
    )
    assert unplaced == [("/rss/channel/item/psc:chapters/psc:chapter[3]/@start", "soon")]


def test_what_is_not_known_is_kept_and_within_what_is_known_is_said() -> None:
    item, unplaced = read_item(
        '<podcast:images srcset="https://h.example/a.jpg 1500w"/><foo:bar xmlns:foo="http://foo.example/">x</foo:bar>'
        '<podcast:person role="Host">Me</podcast:person><comments>https://h.example/1#c</comments>'
        '<podcast:transcript url="https://h.example/a.vtt" type="text/vtt" mood="good"><b/></podcast:transcript>'
    )
    assert [person.role for person in item.people] == ["host"]
    assert item.extra == (
        Extra(name="podcast:images", attributes={"srcset": "https://h.example/a.jpg 1500w"}),
        Extra(name="foo:bar", namespace="http://foo.example/", text="x"),
        Extra(name="comments", text="https://h.example/1#c"),
    )
    assert sorted(unplaced) == [
        ("/rss/channel/item/podcast:transcript/@mood", "good"),
        ("/rss/channel/item/podcast:transcript/b", ""),
    ]


def test_a_second_title_is_said_and_another_author_is_kept() -> None:
    item, unplaced = read_item(
        "<title>a</title><title>b</title><dc:creator>c</dc:creator><author>d</author><title mood='x'>a</title>"
    )
    assert (item.title, item.author) == ("a", "c")
    assert item.extra == (Extra(name="author", text="d"),)
    assert unplaced == [("/rss/channel/item/title[2]", "b")]
