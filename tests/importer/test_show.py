"""A feed becomes the texts of a show, which read again say the same."""

from __future__ import annotations

import html
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from depth import depth
from feed_specimens import BUILT, full_feed, full_item, item
from feed_strategies import feeds
from foreign_feeds import DATE, ENCLOSURE, SPACES, document, read_channel
from hypothesis import given, settings

from balado.feed.document import Feed, Item
from balado.feed.read import ReadFeed, read
from balado.importer.people import card_of
from balado.importer.sharing import Answer, Thing
from balado.importer.show import ImportTerms, ShowTexts, guid_of, texts_of
from balado.show.model import Episode, Show
from balado.show.podcasting import Trailer
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.identity import show_guid
from balado.source.read import Reading
from balado.source.read import read as read_source

TERMS = ImportTerms("https://new.example.org/show", "0d9a9c5e-9e3a-4b6e-8a53-7d2a5f6f1c11")


def texts(feed: Feed | bytes, terms: ImportTerms = TERMS) -> ShowTexts:
    found = read(feed) if isinstance(feed, bytes) else ReadFeed(feed, ())
    return texts_of(found, "old.xml", terms)


def reading_of(made: ShowTexts) -> Reading:
    """What these texts say when Balado reads them; a text that it refuses fails the test."""
    folders = tuple(
        EpisodeFolder(name, name, f"episodes/{name}", TextFile(f"episodes/{name}/episode.md", text.encode()))
        for guid, text in made.episodes.items()
        for name in [made.folders[guid]]
    )
    found = read_source(Scan("", TextFile("feed.yaml", made.show.encode()), folders, find=lambda path: path))
    assert [str(fault) for fault in found.faults if fault.severity == "error"] == []
    return found


def show_of(feed: Feed | bytes) -> Show:
    show = reading_of(texts(feed)).show
    assert show is not None
    return show


def episode_of(item_xml: str) -> Episode:
    [episode] = reading_of(texts(document(f"<title>S</title><item>{DATE}{ENCLOSURE}{item_xml}</item>"))).episodes
    return episode


def test_everything_that_a_channel_says_stands_under_its_key() -> None:
    feed = full_feed(full_item("a"), full_item("b"))
    show = show_of(feed)
    for name in (
        "title", "language", "link", "author", "owner", "categories", "explicit", "copyright", "short_title", "block",
        "complete", "new_feed_url", "apple_verification", "locations", "license", "funding", "trailers", "social",
        "update_frequency", "chat", "txt", "podroll", "remote_items", "publisher", "value", "uses_podping", "locked",
    ):  # fmt: skip
        assert getattr(show, name) == getattr(feed, name), name
    assert show.artwork == feed.image_url
    assert show.type == feed.show_type
    assert show.service_blocks == {one.service or "all": one.blocked for one in feed.service_blocks}
    assert show.publish.notify is not None
    assert show.publish.notify.websub == feed.hubs
    assert show.publish.url == TERMS.url


def test_everything_that_an_item_says_stands_under_its_key() -> None:
    old = full_item("a")
    [episode] = reading_of(texts(replace(full_feed(old), live=()))).episodes
    for name in (
        "guid", "title", "short_title", "season", "episode", "episode_order", "episode_display", "author", "link",
        "block", "locations", "license", "funding", "chapters", "soundbites", "social", "chat", "txt", "value",
    ):  # fmt: skip
        assert getattr(episode, name) == getattr(old, name), name
    assert (episode.date, episode.type, episode.artwork) == (old.published, old.episode_type, old.image_url)
    assert episode.date is not None
    assert episode.date.utcoffset() == old.published.utcoffset()
    assert episode.links == old.content_links
    assert [(one.url, one.announced_type, one.language, one.rel) for one in episode.transcripts] == [
        (one.url, one.type, one.language, one.rel) for one in old.transcripts
    ]
    assert episode.video is not None
    assert (episode.video.url, episode.video.length) == (old.alternates[0].sources[0].uri, old.alternates[0].length)
    assert episode.remote is not None
    assert (episode.remote.url, episode.remote.known_length) == (old.enclosure.url, old.enclosure.byte_size)
    assert episode.remote.known_duration == timedelta(seconds=old.duration_s)


def test_who_appears_in_several_items_is_named_by_a_key() -> None:
    made = texts(replace(full_feed(full_item("a"), full_item("b")), live=()))
    assert "  - claire-hedon" in made.episodes["guid-of-a"]
    [first, second, *_] = reading_of(made).episodes
    assert [card_of(one) for one in first.people] == [card_of(one) for one in full_item("a").people]
    assert first.people == second.people


def test_who_appears_once_is_written_where_they_appear() -> None:
    made = texts(document(f"<item>{DATE}{ENCLOSURE}<podcast:person role='guest'>Ada</podcast:person></item>"))
    assert "people" not in made.show
    assert "{name: Ada, role: guest}" in next(iter(made.episodes.values()))


def test_who_has_no_role_in_a_feed_is_a_host() -> None:
    [ada] = episode_of("<podcast:person>Ada</podcast:person>").people
    assert ada.role == "host"


def test_a_trailer_that_is_an_item_is_not_named_twice() -> None:
    trailer = replace(item("t"), episode_type="trailer")
    feed = replace(
        full_feed(trailer), trailers=(Trailer(url=trailer.enclosure.url, title="T", date=trailer.published),)
    )
    assert show_of(feed).trailers == ()


def test_what_a_feed_does_not_say_gets_a_neutral_value_and_a_comment() -> None:
    made = texts(document(f"<item>{DATE}{ENCLOSURE}<title>One</title></item>"))
    show = reading_of(made).show
    assert show is not None
    assert (show.title, show.description, show.link) == ("Podcast", "Podcast", TERMS.url)
    assert "language: en   # the feed names no language" in made.show
    said = {fault.place.key for fault in made.faults}
    assert {"title", "description", "language", "link", "author", "categories", "artwork", "owner"} <= said


def test_the_guid_of_the_feed_stays_else_it_is_derived_from_the_first_address() -> None:
    feed = full_feed(item("a"))
    assert guid_of(feed) == feed.guid
    assert guid_of(replace(feed, guid="")) == show_guid(feed.feed_url)
    assert guid_of(replace(feed, guid=feed.guid.upper())) == feed.guid
    assert texts(replace(feed, guid="none", feed_url="")).guid == TERMS.minted


def test_an_unknown_category_does_not_stop_the_others() -> None:
    show = show_of(document('<itunes:category text="Nonsense"/><itunes:category text="Arts et culture"/>'
                            '<itunes:category text="arts"/><itunes:category text="Games &amp; Hobbies"/>'))  # fmt: skip
    assert [one.name for one in show.categories] == ["Arts", "Leisure"]


def test_the_author_of_an_item_is_said_where_apps_would_take_another() -> None:
    author = "<itunes:author>Us</itunes:author>"
    items = "".join(
        f"<item>{DATE}{ENCLOSURE.replace('a.mp3', name)}{author}{other}<title>T</title></item>"
        for name, other in (("a.mp3", ""), ("b.mp3", "<dc:creator>Them</dc:creator>"))
    )
    found = {one.guid[-5:]: one.author for one in reading_of(texts(document(f"{author}{items}"))).episodes}
    assert found == {"a.mp3": None, "b.mp3": "Us"}


def test_a_category_below_one_that_apple_renamed_stays_there() -> None:
    [category] = show_of(document('<itunes:category text="Games &amp; Hobbies"><itunes:category text="Video Games"/>'
                                  "</itunes:category>")).categories  # fmt: skip
    assert (category.name, category.subcategory) == ("Leisure", "Video Games")


def test_a_category_that_apple_does_not_know_is_kept_as_one_of_rss() -> None:
    show = show_of(document('<itunes:category text="Nonsense"/><itunes:category text="Arts"/>'))
    assert [(one.name, one.text) for one in show.extra] == [("category", "Nonsense")]


def test_what_balado_has_no_key_for_is_kept_as_it_stands() -> None:
    channel = '<spotify:limit recentCount="5"/><ttl>60</ttl>'
    spaces = f'{SPACES} xmlns:spotify="http://www.spotify.com/ns/rss" xmlns:own="https://own.example/ns"'
    inside = '<own:mood level="3">calm<own:why>sea</own:why></own:mood>'
    feed = document(f"<title>S</title>{channel}<item>{DATE}{ENCLOSURE}<title>T</title>{inside}</item>", spaces)
    reading = reading_of(texts(feed))
    assert reading.show is not None
    assert reading.show.extra == read(feed).feed.extra != ()
    assert reading.episodes[0].extra == read(feed).feed.items[0].extra != ()


def test_the_zone_is_guessed_of_the_dates() -> None:
    made = texts(document(f"<language>fr</language><item>{DATE}{ENCLOSURE}</item>"))
    assert "timezone: Europe/Paris   # guessed of the dates" in made.show


def test_an_item_without_a_title_is_called_by_its_date() -> None:
    assert episode_of("").title == "2022-10-19"


def test_of_two_items_with_one_guid_the_oldest_keeps_it() -> None:
    other, later = ENCLOSURE.replace("a.mp3", "b.mp3"), DATE.replace("2022", "2023")
    items = "".join(
        f"<item>{date}{file}<guid>g</guid><title>T</title></item>" for date, file in ((later, other), (DATE, ENCLOSURE))
    )
    made = texts(document(items))
    assert 'audio: {url: "https://host.example/a.mp3"' in made.episodes["g"]
    assert made.folders == {"g": "2022-10-19-t", "https://host.example/b.mp3": "2023-10-19-t"}
    reading_of(made)


def test_what_only_counts_is_taken_off_the_address_of_a_recording_and_said() -> None:
    counted = ENCLOSURE.replace("https://host.example/a.mp3", "https://op3.dev/e/host.example/a.mp3?dest-id=1")
    made = texts(document(f"<item>{DATE}{counted}<title>T</title></item>"))
    [text] = made.episodes.values()
    assert 'audio: {url: "https://host.example/a.mp3"' in text
    assert [str(one.what) for one in made.faults if one.place.key == "audio.url"] == [
        "What only counts was taken off the address: OP3, ?dest-id."
    ]
    assert list(made.episodes) == ["https://op3.dev/e/host.example/a.mp3?dest-id=1"]  # as apps know it


def test_an_item_without_a_recording_becomes_a_draft() -> None:
    made = texts(document(f"<item>{DATE}<title>Soon</title><guid>s</guid></item><item><title>No guid</title></item>"))
    assert [(one.title, one.draft, one.remote) for one in reading_of(made).episodes] == [
        ("Soon", True, None),
        ("No guid", True, None),
    ]


def test_an_item_whose_recording_has_no_address_is_a_draft() -> None:
    made = texts(document(f"<item>{DATE}<enclosure url='ftp://host.example/a.mp3'/><title>T</title></item>"))
    assert [(one.draft, one.remote) for one in reading_of(made).episodes] == [(True, None)]


def test_an_item_that_stands_twice_is_taken_once() -> None:
    same = f"<item>{DATE}{ENCLOSURE}<guid>g</guid><title>T</title></item>"
    assert list(texts(document(same * 2)).episodes) == ["g"]


def test_a_guid_stays_letter_by_letter_however_long() -> None:
    guid = "https://host.example/?p=" + "1" * 400
    assert episode_of(f"<guid>{guid}</guid>").guid == guid


@pytest.mark.parametrize(
    ("written", "key", "said"),
    [
        ("<itunes:episode>0</itunes:episode>", "episode", None),
        ("<link>http://host.example/page</link>", "link", "https://host.example/page"),
        ("<link>//host.example/page</link>", "link", "https://host.example/page"),
        ("<link>nothing</link>", "link", None),
        (f"<itunes:author>{'A ' * 300}</itunes:author>", "author", "A " * 126 + "A…"),
        ("<podcast:license>my own</podcast:license>", "license", None),
    ],
)
def test_what_no_author_may_write_is_put_right_or_left_out_and_told(written: str, key: str, said: str | None) -> None:
    made = texts(document(f"<title>S</title><item>{DATE}{ENCLOSURE}<title>T</title>{written}</item>"))
    [episode] = reading_of(made).episodes
    assert getattr(episode, key) == said
    assert any(fault.place.key.startswith(key) for fault in made.faults)


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "..",
        "a/b\\c",
        "CON",
        "nul.txt",
        "x" * 300,
        "🎙🎧",
        "مرحبا بالعالم",
        "\u202egnp.exe",
        " ",
        "-",
        ".",
    ],
)
def test_no_title_leads_out_of_the_folder(title: str) -> None:
    made = texts(full_feed(replace(item("a"), title=title), replace(item("b"), title=title)))
    names = [made.folders["guid-of-a"], made.folders["guid-of-b"]]
    assert len(set(names)) == 2
    for name in names:
        assert name.isascii()
        assert len(name) < 80
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert name[0].isdecimal()


def test_a_stream_becomes_an_episode_that_is_announced() -> None:
    feed = full_feed(item("a"))
    made = texts(feed)
    old = feed.live[0]
    live = next(one for one in reading_of(made).episodes if one.guid == old.item.guid)
    assert live.held is not None
    assert (live.guid, live.held.start, live.held.end) == (old.item.guid, old.start, old.end)
    assert live.live is not None
    assert (live.live.url, live.live.status) == (old.item.enclosure.url, old.status)


def test_the_same_feed_gives_the_same_texts() -> None:
    feed = full_feed(full_item("a"), full_item("b"))
    first = texts(feed)
    again = texts(feed, replace(TERMS, folders=first.folders, taken=frozenset(first.folders.values())))
    assert (again.show, again.episodes, again.folders) == (first.show, first.episodes, first.folders)


def test_a_later_item_changes_no_name() -> None:
    old = [replace(item(name), title="Same") for name in "abc"]
    first = texts(full_feed(*old))
    newer = replace(item("d"), title="Same", published=BUILT + timedelta(days=3))
    again = texts(
        full_feed(newer, *old), replace(TERMS, folders=first.folders, taken=frozenset(first.folders.values()))
    )
    assert {guid: again.folders[guid] for guid in first.folders} == first.folders
    assert len(set(again.folders.values())) == len(again.folders)


@settings(max_examples=depth(10, 30), deadline=None)
@given(feeds())
def test_whatever_a_feed_holds_the_show_can_be_read_and_says_the_same(feed: Feed) -> None:
    made = texts(feed)
    reading = reading_of(made)
    assert reading.show is not None
    assert reading.show.explicit == feed.explicit
    known = {episode.guid: episode for episode in reading.episodes}
    assert known.keys() == made.episodes.keys()
    for one in feed.items:
        if (episode := known.get(one.guid)) is not None and _stands_alone(one, feed):
            _assert_same(one, episode, feed)


def _stands_alone(item: Item, feed: Feed) -> bool:
    return [one.guid for one in (*feed.items, *(live.item for live in feed.live))].count(item.guid) == 1


def _assert_same(item: Item, episode: Episode, feed: Feed) -> None:
    assert episode.date == item.published.replace(microsecond=0)
    assert episode.type == item.episode_type
    assert (feed.explicit if episode.explicit is None else episode.explicit) == item.explicit
    assert (episode.season, episode.episode, episode.block) == (item.season, item.episode, item.block)
    assert episode.soundbites == () or len(episode.soundbites) <= len(item.soundbites)


def test_a_date_beyond_all_calendars_is_told() -> None:
    made = texts(full_feed(replace(item("a"), published=datetime(201, 1, 1, tzinfo=UTC))))
    episode = next(one for one in reading_of(made).episodes if one.guid == "guid-of-a")
    assert episode.date == datetime(1970, 1, 1, tzinfo=UTC)
    assert [fault for fault in made.faults if fault.place.key == "date"]


def test_what_a_reader_could_not_place_is_told() -> None:
    made = texts_of(read_channel(f"<title>S</title><item>{DATE}<title>No recording</title></item>"), "old.xml", TERMS)
    assert any("No recording" in str(fault) for fault in made.faults)


def guids_of(*written: str, folders: dict[str, str] | None = None) -> dict[str, str]:
    """The guid that each of these items gets, by their titles; the first is the newest."""
    items = (
        f"<item>{DATE}{ENCLOSURE.replace('a.mp3', f'{number}.mp3')}<guid>{guid}</guid><title>{number}</title></item>"
        for number, guid in enumerate(written)
    )
    made = texts(document("".join(items)), replace(TERMS, folders=folders or {}))
    return {episode.title: episode.guid for episode in reading_of(made).episodes}


@pytest.mark.parametrize("like", ["a&#10;b", "a  b", "a&#9;b", "a&#13;b", "a\n   b", "a&#x2028;b"])
def test_a_guid_belongs_to_the_item_that_has_it_letter_by_letter(like: str) -> None:
    assert guids_of(like, "a b")["1"] == guids_of("a b", like)["0"] == "a b"
    assert guids_of(like, "a b")["0"] != "a b" != guids_of("a b", like)["1"]


@pytest.mark.parametrize("like", ["a&#10;b", "a  b"])
def test_what_is_made_of_a_guid_is_never_one_that_may_still_come(like: str) -> None:
    assert guids_of(like)["0"] != "a b"
    assert guids_of(like, folders={"a b": "01-a"}) == {"0": "a b"}  # an earlier version gave it


@pytest.mark.parametrize(
    "character", ["&#0;", "&#00;", "&#x0;", "&#7;", "&#x1F;", "\x07", "&#xD800;", "&#x110000;", "&#xFFFF;", "&#x0000;"]
)
@pytest.mark.parametrize("guid", ["x{}y", "{}xy", "xy{}", "<![CDATA[x{}y]]>"])
def test_a_guid_with_what_is_no_character_is_not_that_of_another(character: str, guid: str) -> None:
    """Whichever is the older one: without the character, or with a sign for it, it would take the other's guid."""
    for other in ("xy", "x\ufffdy"):
        spoilt = guid.format(character)
        assert guids_of(spoilt, other) == {"0": "https://host.example/0.mp3", "1": other}
        assert guids_of(other, spoilt) == {"0": other, "1": "https://host.example/1.mp3"}


def test_such_a_guid_is_told() -> None:
    made = texts(document(f"<item>{DATE}{ENCLOSURE}<title>T</title><guid>x&#0;y</guid></item>"))
    [told] = [fault for fault in made.faults if "guid" in str(fault.place)]
    assert "no feed may contain" in str(told.what)


@pytest.mark.parametrize("guid", ["x&#xFFFD;y", "x&#65533;y", "x\ufffdy", "x\ufdd0y", "x&#8203;y", "x\xa0y"])
def test_every_other_character_stays_in_a_guid(guid: str) -> None:
    assert guids_of(guid) == {"0": html.unescape(guid)}


def test_in_other_texts_what_is_no_character_is_left_out_and_told() -> None:
    found = read(document(f"<item>{DATE}{ENCLOSURE}<title>T&#0;&#xD800;&#xFFFD;</title><guid>g</guid></item>"))
    assert found.feed.items[0].title == "T\ufffd"
    assert [(one.what.values["count"], one.text) for one in found.unplaced] == [(2, "&#0;")]


def test_a_stream_with_such_a_guid_is_announced_all_the_same() -> None:
    feed = full_feed(item("a"))
    live = feed.live[0]
    same = replace(feed, live=(replace(live, item=replace(live.item, guid="guid-of-a\n")),))
    other = replace(feed, live=(replace(live, item=replace(live.item, guid="guid\nof-a")),))
    assert len(texts(same).episodes) == 1  # it is an episode by now
    assert len(texts(other).episodes) == 2


def test_of_many_of_a_kind_one_line_tells_how_many_and_the_first() -> None:
    silent = "".join(f"<item>{DATE}<title>Talk {number}</title><guid>{number}</guid></item>" for number in range(500))
    told = [fault for fault in texts(document(silent)).faults if "no recording" in str(fault.what)]
    assert [str(fault.what) for fault in told] == [
        "This episode names no recording (enclosure): apps do not show it. It is so 500 times."
    ]
    assert str(told[0].remedy).count("Talk") == 3
    few = "".join(f"<item>{DATE}<title>Talk {number}</title><guid>{number}</guid></item>" for number in range(3))
    assert len([fault for fault in texts(document(few)).faults if "no recording" in str(fault.what)]) == 3


def test_the_texts_of_the_episodes_may_be_written_elsewhere() -> None:
    """All at once, in their order: what is said of them is the same."""
    asked = []

    def shared(work: Callable[[Thing], Answer], things: Sequence[Thing], /) -> list[Answer]:
        asked.append(len(things))
        backwards = {number: work(things[number]) for number in reversed(range(len(things)))}
        return pickle.loads(pickle.dumps([backwards[number] for number in range(len(things))]))  # noqa: S301 (our own)

    feed = full_feed()
    assert texts(feed, replace(TERMS, sharing=shared)) == texts(feed)
    assert asked == [len(feed.items)]
