"""Further feeds of some of a show's episodes, and archives of a long one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from feed_specimens import BUILT, feed, full_live, item
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.cuts import CutTerms, archive_key, cut_feed, with_archives
from balado.feed.document import Enclosure, Feed, Item
from balado.feed.write import write
from balado.show.conference import Cut
from balado.show.model import Person
from balado.show.podcasting import AlternateEnclosure, Image, Source, Trailer

URL = "https://pod.example"
MP4 = "https://pod.example/films/a.mp4"


def aged(name: str, days: int, **changes: Any) -> Item:
    """An item of so many days ago."""
    return item(name, published=BUILT - timedelta(days=days), **changes)


def film(uri: str = MP4, **changes: Any) -> AlternateEnclosure:
    known: dict[str, Any] = {"type": "video/mp4", "length": 9_000, "sources": (Source(uri=uri),), "height": 720}
    return AlternateEnclosure(**{**known, **changes})


NOT_ASKED: Mapping[str, str] = {}


def cut(whole: Feed, people: tuple[str, ...] = (), spoken: Mapping[str, str] = NOT_ASKED, **lines: Any) -> Feed:
    """The feed of those items; people by name, `spoken` the language of each item by guid."""
    return cut_feed(whole, CutTerms(Cut(**lines), "guid-of-cut", f"{URL}/cut.xml", frozenset(people), spoken))


def names(made: Feed) -> list[str]:
    return [one.guid.removeprefix("guid-of-") for one in made.items]


WHOLE = feed(
    aged("d", 0, season=2, people=(Person(name="Claire Hédon"),)),
    aged("c", 1, season=2),
    aged("b", 2, season=1, people=(Person(name="Paul Dubois"), Person(name="Claire Hédon"))),
    aged("a", 3),
)


def test_seasons() -> None:
    assert names(cut(WHOLE, seasons=(1,))) == ["b"]
    assert names(cut(WHOLE, seasons=(1, 2))) == ["d", "c", "b"]


def test_languages() -> None:
    spoken = {"guid-of-d": "fr", "guid-of-c": "en", "guid-of-b": "en", "guid-of-a": "oc"}
    assert names(cut(WHOLE, spoken=spoken)) == ["d", "c", "b", "a"]
    assert names(cut(WHOLE, spoken=spoken, languages=("en", "oc"))) == ["c", "b", "a"]


def test_people() -> None:
    assert names(cut(WHOLE, ("Claire Hédon",))) == ["d", "b"]
    assert names(cut(WHOLE, ("Paul Dubois", "Nobody"))) == ["b"]


def test_every_line_counts_and_the_newest_are_counted_last() -> None:
    assert names(cut(WHOLE, newest=2)) == ["d", "c"]
    assert names(cut(WHOLE, newest=9)) == ["d", "c", "b", "a"]
    assert names(cut(WHOLE, ("Claire Hédon",), seasons=(2,))) == ["d"]
    assert names(cut(WHOLE, seasons=(1,), newest=1)) == ["b"]


def test_it_is_a_feed_of_its_own() -> None:
    made = cut(
        replace(WHOLE, new_feed_url="https://new.example/", apple_verification="x"), title="Saison 1", seasons=(1,)
    )

    assert (made.guid, made.feed_url, made.title) == ("guid-of-cut", f"{URL}/cut.xml", "Saison 1")
    assert (made.new_feed_url, made.apple_verification) == (None, None), "those are the whole show's"
    assert made.built == BUILT - timedelta(days=2), "a new episode elsewhere does not touch it"
    assert cut(WHOLE).title == WHOLE.title
    assert made.items[0] == WHOLE.items[2], "its episodes are the very same"


def test_streams_stand_in_the_whole_feed_alone() -> None:
    assert cut(replace(WHOLE, live=full_live())).live == ()


def test_trailers_go_with_their_episodes() -> None:
    own, first = aged("t", 4, season=1, episode_type="trailer"), aged("u", 5, season=2, episode_type="trailer")
    elsewhere = Trailer(url="https://other.example/t.mp3", title="Elsewhere", date=BUILT)
    announced = tuple(Trailer(url=one.enclosure.url, title=one.title, date=one.published) for one in (own, first))
    whole = feed(own, first, trailers=(elsewhere, *announced))

    made = cut(whole, seasons=(1,))

    assert [one.url for one in made.trailers] == [elsewhere.url, own.enclosure.url]


def test_video_takes_the_films_and_offers_the_sound() -> None:
    filmed = aged("a", 0, alternates=(film(), film("https://pod.example/films/small.mp4", height=360)))
    whole = feed(filmed, aged("b", 1))

    made = cut(whole, media="video")

    [one] = made.items
    assert made.medium == "video"
    assert one.enclosure == Enclosure(MP4, 9_000, "video/mp4")
    assert (one.guid, one.title, one.duration_s) == (filmed.guid, filmed.title, filmed.duration_s)
    sound, other = one.alternates
    assert (sound.type, sound.length) == ("audio/mpeg", filmed.enclosure.byte_size)
    assert sound.sources[0].uri == filmed.enclosure.url
    assert other.height == 360


@pytest.mark.parametrize(
    "unfit",
    [film(length=None), film("magnet:?xt=urn:btih:aa"), film(type="audio/aac")],
    ids=["its size is not known", "not on the web", "no film"],
)
def test_an_enclosure_needs_a_film_with_a_size_and_an_address(unfit: AlternateEnclosure) -> None:
    assert names(cut(feed(aged("a", 0, alternates=(unfit,))), media="video")) == []
    assert names(cut(feed(aged("a", 0, alternates=(unfit, film()))), media="video")) == ["a"]


def test_an_empty_one_is_as_old_as_the_show_and_stays_as_it_is() -> None:
    assert cut(WHOLE, seasons=(9,)).built == WHOLE.items[-1].published
    later = replace(WHOLE, built=BUILT + timedelta(days=1), items=(aged("e", -1), *WHOLE.items))
    assert write(cut(later, seasons=(9,))) == write(cut(WHOLE, seasons=(9,)))
    assert write(cut(later, seasons=(1,))) == write(cut(WHOLE, seasons=(1,)))
    nothing = replace(WHOLE, items=())
    assert cut(nothing, seasons=(9,)).built == nothing.built


def test_films_on_this_machine_are_taken_and_those_with_https_first() -> None:
    here = "http://127.0.0.1:8000/films/a.mp4"
    both = AlternateEnclosure(type="video/mp4", length=9, sources=(Source(uri=here), Source(uri=MP4)))
    assert [one.enclosure.url for one in cut(feed(aged("a", 0, alternates=(film(here),))), media="video").items] == [
        here
    ]
    assert [one.enclosure.url for one in cut(feed(aged("a", 0, alternates=(both,))), media="video").items] == [MP4]


def test_a_translated_feed_has_words_and_a_picture_of_its_own() -> None:
    cover = Image(url=f"{URL}/artwork/cover.jpg", alt="Un pont", purpose="artwork", width=3000)
    banner = Image(url=f"{URL}/banner.jpg", aspect_ratio="16/9")
    whole = replace(WHOLE, image_url=cover.url, images=(cover, banner))
    words = {"title": "The last mile", "description": "Talks.", "author": "A court", "link": "https://example.org/en"}
    terms = CutTerms(
        Cut(**words, alt="A bridge", season_names={1: "The first season"}),
        "guid-of-cut", f"{URL}/en.xml", frozenset(), {}, picture=Image(url=f"{URL}/artwork/en.jpg", width=1400),
    )  # fmt: skip

    made = cut_feed(whole, terms)

    assert (made.title, made.description, made.author, made.link) == tuple(words.values())
    assert (made.image_url, made.images[0].url, made.images[0].alt) == (f"{URL}/artwork/en.jpg",) * 2 + ("A bridge",)
    assert made.images[1:] == (banner,)
    assert [one.season_name for one in made.items] == [WHOLE.items[0].season_name, WHOLE.items[1].season_name,
                                                      "The first season", None]  # fmt: skip
    retold = cut_feed(whole, replace(terms, picture=None))
    assert (retold.image_url, retold.images[0]) == (cover.url, cover.model_copy(update={"alt": "A bridge"}))


def long_feed(count: int) -> Feed:
    """Episodes 1 to `count`, the last one newest."""
    return feed(*(aged(str(number), 100 - number) for number in range(count, 0, -1)), live=full_live())


def documents(archives: tuple[Feed, ...]) -> list[bytes]:
    return [write(one) for one in archives]


@pytest.mark.parametrize(
    ("count", "current", "archived"),
    [(0, 0, []), (1, 1, []), (5, 5, []), (6, 3, [3]), (8, 5, [3]), (9, 3, [3, 3]), (11, 5, [3, 3])],
)
def test_the_newest_document_keeps_at_least_that_many(count: int, current: int, archived: list[int]) -> None:
    newest, archives = with_archives(long_feed(count), 3, URL)

    assert (len(newest.items), [len(one.items) for one in archives]) == (current, archived)


def test_they_lead_to_each_other_from_the_newest_to_the_oldest() -> None:
    newest, archives = with_archives(long_feed(10), 3, URL)

    first, second = archives
    assert names(newest) == ["10", "9", "8", "7"]
    assert names(second) == ["6", "5", "4"]
    assert names(first) == ["3", "2", "1"]
    assert newest.paging.previous == second.feed_url == f"{URL}/archive-2.xml"
    assert second.paging.previous == first.feed_url == f"{URL}/{archive_key(1)}"
    assert (first.paging.previous, second.paging.next) == (None, None)
    assert first.paging.next == second.feed_url
    assert first.paging.current == second.paging.current == newest.feed_url
    assert (newest.is_archive, first.is_archive) == (False, True)
    assert newest.live
    assert not first.live
    assert first.guid == newest.guid, "they are one show"


def test_a_short_show_has_none() -> None:
    whole = long_feed(5)
    assert with_archives(whole, 3, URL) == (whole, ())


@given(st.integers(1, 5), st.integers(0, 30))
def test_together_they_are_the_whole_feed(size: int, count: int) -> None:
    whole = long_feed(count)
    newest, archives = with_archives(whole, size, URL)

    found = [*newest.items, *(one for archive in reversed(archives) for one in archive.items)]
    assert tuple(found) == whole.items
    assert all(len(archive.items) == size for archive in archives)


def test_a_full_archive_does_not_change_when_an_episode_comes() -> None:
    _, before = with_archives(long_feed(10), 3, URL)
    _, same = with_archives(replace(long_feed(11), built=BUILT + timedelta(days=1)), 3, URL)
    _, after = with_archives(replace(long_feed(12), built=BUILT + timedelta(days=2)), 3, URL)

    assert documents(same) == documents(before)
    assert len(after) == 3
    assert documents(after)[0] == documents(before)[0]
    assert replace(after[1], paging=before[1].paging) == before[1], "the last one learns which comes next, no more"
