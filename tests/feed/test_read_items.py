"""Items wherever they stand, with one recording, several or none, and guids that are not theirs alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from foreign_feeds import DATE, ENCLOSURE, document, read_channel, said

from balado.feed.document import Enclosure, Item
from balado.feed.read import ReadFeed, read
from balado.show.extra import Extra
from balado.show.podcasting import AlternateEnclosure, Source

NOON = datetime(2022, 10, 19, 15, 30, tzinfo=UTC)


def item(title: str, inside: str = "", date: str = DATE) -> str:
    """An item with a recording of its own."""
    file = f'<enclosure url="https://h.example/{title}.mp3" length="1" type="audio/mpeg"/>'
    return f"<item><title>{title}</title>{date}{file}{inside}</item>"


def titles(found: ReadFeed) -> list[str]:
    return [one.title for one in found.feed.items]


def notes_of(found: ReadFeed) -> list[str]:
    """What was noted, in the words that begin each sentence."""
    return [" ".join(str(one.what).split()[:4]) for one in found.unplaced]


@pytest.mark.parametrize(
    "channel",
    [
        item("1") + "<foo>" + item("2") + "</foo>" + item("3"),
        f"{item('1')}<itunes:category text='Arts'>{item('2')}</itunes:category>{item('3')}",
        f"{item('1', item('2'))}{item('3')}",
        f"{item('1')}<image>{item('2')}</image>{item('3')}",
    ],
)
def test_an_item_within_another_tag_is_read_in_its_place(channel: str) -> None:
    found = read_channel(channel)
    assert titles(found) == ["1", "2", "3"]
    assert notes_of(found) == ["This episode stands inside"]


def test_items_beside_the_channel_and_in_a_second_one_are_read() -> None:
    whole = document(item("1")).decode()
    found = read(whole.replace("</channel>", f"</channel>{item('2')}<channel>{item('3')}</channel>").encode())
    assert titles(found) == ["1", "2", "3"]
    assert [path for path, _ in said(found)] == ["/rss/channel[2]"]


def test_a_tree_that_holds_an_item_is_kept_without_it() -> None:
    found = read_channel(f"<foo><bar>x</bar>{item('1')}</foo>")
    assert found.feed.extra == (Extra(name="foo", children=(Extra(name="bar", text="x"),)),)


def test_an_item_without_a_recording_is_kept_apart_with_all_that_it_says() -> None:
    found = read_channel(
        f"{item('1')}<item><title>A post</title><guid>p</guid>{DATE}<link>https://h.example/p</link>"
        "<description>Words</description><category>News</category></item>"
    )
    assert titles(found) == ["1"]
    [post] = found.silent
    assert post == Item(
        guid="p",
        title="A post",
        published=NOON,
        enclosure=Enclosure("", 0, ""),
        duration_s=0,
        html="Words",
        explicit=False,
        episode_type="full",
        link="https://h.example/p",
        extra=(Extra(name="category", text="News"),),
    )
    assert said(found) == [("/rss/channel/item[2]", "A post")]


@pytest.mark.parametrize("enclosure", ["", "<enclosure/>", '<enclosure url=""/>', '<enclosure url="  "/>'])
def test_an_enclosure_without_an_address_is_none(enclosure: str) -> None:
    [post] = read_channel(f"<item><link>https://h.example/p</link>{DATE}{enclosure}</item>").silent
    assert post.guid == "https://h.example/p"


def test_a_picture_alone_is_no_recording_but_the_picture_of_it() -> None:
    found = read_channel(f'<item><title>A post</title>{DATE}<enclosure url="https://h.example/a.jpg"/></item>')
    assert [(one.title, one.image_url) for one in found.silent] == [("A post", "https://h.example/a.jpg")]
    assert found.feed.items == ()


def test_of_several_enclosures_the_first_that_plays_counts_and_others_are_renditions() -> None:
    files = (
        '<enclosure url="https://h.example/a.pdf" type="application/pdf" length="5"/>'
        '<enclosure url="https://h.example/a.mp3" type="audio/mpeg" length="7"/>'
        '<enclosure url="https://h.example/a.mp4" type="video/mp4"/>'
        '<enclosure url="https://h.example/a.mp3"/><enclosure url="https://h.example/a.png"/>'
    )
    found = read_channel(f"<item>{DATE}{files}</item>")
    [one] = found.feed.items
    assert one.enclosure == Enclosure("https://h.example/a.mp3", 7, "audio/mpeg")
    assert one.image_url == "https://h.example/a.png"
    assert one.alternates == tuple(
        AlternateEnclosure.model_construct(type=kind, length=length, sources=(Source.model_construct(uri=url),))
        for kind, length, url in (
            ("application/pdf", 5, "https://h.example/a.pdf"),
            ("video/mp4", None, "https://h.example/a.mp4"),
        )
    )
    assert [(one.path, str(one.what)) for one in found.unplaced] == [
        (
            "/rss/channel/item/enclosure[1]",
            "RSS knows one enclosure for each episode: 2 further ones become other renditions (alternates).",
        )
    ]


def test_a_rendition_that_is_named_already_is_not_named_twice() -> None:
    alternate = (
        '<podcast:alternateEnclosure type="video/mp4"><podcast:source uri="https://h.example/b.mp4"/>'
        "</podcast:alternateEnclosure>"
    )
    found = read_channel(item("1", f'<enclosure url="https://h.example/b.mp4"/>{alternate}'))
    assert len(found.feed.items[0].alternates) == 1
    assert found.unplaced == ()


def test_of_two_episodes_with_one_guid_the_older_keeps_it() -> None:
    older = "<pubDate>Wed, 12 Oct 2022 17:30:00 +0200</pubDate>"
    found = read_channel(item("new", "<guid>0</guid>") + item("old", "<guid>0</guid>", older) + item("x"))
    guids = {one.title: one.guid for one in found.feed.items}
    assert guids == {"new": "https://h.example/new.mp3", "old": "0", "x": "https://h.example/x.mp3"}
    assert titles(found) == ["new", "old", "x"]
    assert said(found) == [("/rss/channel/item[1]/guid", "0")]


def test_what_comes_later_does_not_change_the_guids_of_what_was_there() -> None:
    feed = ""
    known: dict[str, str] = {}
    for day in range(10, 20):
        date = f"<pubDate>{day} Oct 2022 17:30:00 +0200</pubDate>"
        feed = item(str(day), "<guid>0</guid>", date) + feed
        guids = {one.title: one.guid for one in read_channel(feed).feed.items}
        assert known.items() <= guids.items()
        assert len(set(guids.values())) == len(guids)
        known = guids


def test_of_two_with_one_recording_and_no_guid_the_title_tells_which_it_is() -> None:
    same = f"{DATE}{ENCLOSURE}"
    found = read_channel("".join(f"<item><title>{title}</title>{same}</item>" for title in ("a", "b", "c")))
    url = "https://host.example/a.mp3"
    assert [one.guid for one in found.feed.items] == [f"{url}#a", f"{url}#b", url]


def test_guids_of_their_own_are_never_those_of_others() -> None:
    date = "<pubDate>Wed, 12 Oct 2022 17:30:00 +0200</pubDate>"
    taken = item("x", "<guid>https://h.example/1.mp3</guid>") + item("y", "<guid>https://h.example/1.mp3#1</guid>")
    found = read_channel(taken + item("1", "<guid>0</guid>") + item("2", "<guid>0</guid>", date))
    assert [one.guid for one in found.feed.items] == [
        "https://h.example/1.mp3",
        "https://h.example/1.mp3#1",
        "https://h.example/1.mp3#1 2",
        "0",
    ]


def test_the_very_same_episode_is_taken_once() -> None:
    found = read_channel(item("1") + item("2") + item("1") + item("1"))
    assert titles(found) == ["1", "2"]
    assert [(one.text, str(one.what)) for one in found.unplaced] == [
        ("1", "2 episodes stand in the feed more than once: each is taken once.")
    ]


def test_one_broken_item_does_no_harm_to_the_others() -> None:
    broken = (
        "<item/>",
        f"<item>{DATE}<enclosure url='https://h.example/x.mp3' length='many' type=''/></item>",
        f"<item><title>no date</title>{ENCLOSURE}<pubDate>some day</pubDate></item>",
        f"<item><itunes:duration>long</itunes:duration><itunes:season>two</itunes:season>{DATE}{ENCLOSURE}</item>",
    )
    found = read_channel(item("1") + "".join(one + item(str(number)) for number, one in enumerate(broken, 2)))
    assert [title for title in titles(found) if title.isdecimal()] == ["1", "2", "3", "4", "5"]
    assert len(found.feed.items) == 8
    assert len(found.silent) == 1


def test_an_enclosure_that_media_rss_says_once_more_is_said_once() -> None:
    space = 'xmlns:media="http://search.yahoo.com/mrss/"'
    same = f'<media:content {space} url="https://h.example/1.mp3" type="audio/mpeg"/>'
    other = f'<media:content {space} url="https://h.example/1.jpg" medium="image"/>'
    [one] = read_channel(item("1", same + other)).feed.items
    assert one.extra == (Extra(name="media:content", attributes={"url": "https://h.example/1.jpg", "medium": "image"}),)


@pytest.mark.parametrize(
    "whole",
    [
        "<channel><title>a</title>{items}</channel>",
        "<rss><title>a</title>{items}</rss>",
        "<rss><rss><channel><title>a</title>{items}</channel></rss></rss>",
    ],
)
def test_items_are_found_without_what_should_stand_around_them(whole: str) -> None:
    found = read(whole.format(items=item("1") + item("2")).encode())
    assert (found.feed.title, titles(found), found.unplaced) == ("a", ["1", "2"], ())
