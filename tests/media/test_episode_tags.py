from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labels import chapter, label
from mutagen.id3 import ID3

from balado.media.chapters import id3_chapters
from balado.media.episode_tags import EpisodeTags, Extras, spans_of, tag_of
from balado.media.id3_write import podcast_frame
from balado.media.tags import clean, id3_tags
from balado.show.podcasting import Chapter

HOUR = timedelta(hours=1)


def read(tag: bytes) -> Any:
    """The tag as mutagen reads it, with the frames that are really there."""
    return ID3(io.BytesIO(tag), translate=False)


def times(*chapters: Chapter, duration: timedelta = HOUR) -> list[tuple[int, int]]:
    return [(span.start_ms, span.end_ms) for span in spans_of(chapters, duration)]


def test_every_word_is_in_its_frame() -> None:
    found = read(tag_of(label(), HOUR, Extras(cover=b"\xff\xd8\xff a picture")))
    texts = {name: str(found[name]) for name in found if name[0] == "T"}
    assert texts == {
        "TIT2": "Quelles attentes ?",
        "TPE1": "Claire Hédon/Didier-Roland Tabuteau",
        "TALB": "Réussir le dernier kilomètre",
        "TPE2": "Réussir le dernier kilomètre",
        "TCON": "Podcast",
        "TRCK": "3",
        "TPOS": "1",
        "TYER": "2022",
        "TDAT": "1910",
        "TIME": "1730",
        "TLAN": "fra",
    }
    assert found["WOAF"].url == "https://podcast.example/quelles-attentes/"
    [picture] = found.getall("APIC")
    assert (picture.mime, picture.type, picture.data) == ("image/jpeg", 3, b"\xff\xd8\xff a picture")
    assert found.version == (2, 3, 0)
    assert found.size == len(tag_of(label(), HOUR, Extras(cover=b"\xff\xd8\xff a picture")))


def test_what_an_episode_does_not_have_has_no_frame() -> None:
    bare = label(people=(), season=None, episode=None, link=None, chapters=(), language="tlh")
    assert set(read(tag_of(bare, HOUR))) == {"TIT2", "TALB", "TPE2", "TCON", "TYER", "TDAT", "TIME"}


def test_chapters_stand_in_the_file_in_the_order_of_time_whatever_their_length() -> None:
    long_first = [chapter(number * 60, "word " * (20 - number)) for number in range(12)]
    tag = tag_of(label(chapters=tuple(reversed(long_first))), HOUR)
    found = [frame.sub_frames["TIT2"].text[0] for frame in read(tag).getall("CHAP")]
    assert found == [str(one.title).strip() for one in long_first]


def test_the_one_table_of_contents_lists_every_chapter() -> None:
    found = read(tag_of(label(), HOUR))
    [contents] = found.getall("CTOC")
    assert (
        contents.child_element_ids == [frame.element_id for frame in found.getall("CHAP")] == ["chp0", "chp1", "chp2"]
    )
    assert int(contents.flags) == 3
    assert {(one.start_offset, one.end_offset) for one in found.getall("CHAP")} == {(0xFFFFFFFF, 0xFFFFFFFF)}


def test_a_chapter_ends_where_it_says_else_with_the_next_and_the_last_with_the_recording() -> None:
    assert times(chapter(10, end=timedelta(seconds=15)), chapter(20), chapter(30)) == [
        (10_000, 15_000),
        (20_000, 30_000),
        (30_000, 3_600_000),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ([chapter(10), chapter(10)], [(10_000, 10_000), (10_000, 3_600_000)]),
        ([chapter(3599.9996)], []),
        ([chapter(3600)], []),
        ([chapter(5000), chapter(1)], [(1_000, 3_600_000)]),
        ([chapter(10, end=timedelta(hours=2))], [(10_000, 3_600_000)]),
        ([chapter(10, end=timedelta(seconds=5))], [(10_000, 10_000)]),
        ([chapter(0, "shown"), chapter(10, listed=False)], [(0, 3_600_000)]),
        ([], []),
    ],
)
def test_no_chapter_leaves_the_recording(written: list[Chapter], expected: list[tuple[int, int]]) -> None:
    assert times(*written) == expected


def test_pictures_stand_inside_their_chapters_and_kept_frames_in_front() -> None:
    chapters = (chapter(0, "A", picture="https://p.example/1.jpg"), chapter(9, "B"), chapter(20, "C", picture="gone"))
    extras = Extras(pictures={"https://p.example/1.jpg": b"\xff\xd8\xff small"}, kept=(podcast_frame(),))
    found = read(tag_of(label(chapters=chapters), HOUR, extras))
    pictures = [[one.data for one in frame.sub_frames.getall("APIC")] for frame in found.getall("CHAP")]
    assert pictures == [[b"\xff\xd8\xff small"], [], []]
    assert found.getall("PCST")
    [first, *_others] = id3_chapters(found)
    assert first.picture is not None


def test_of_too_many_chapters_the_shortest_are_left_out() -> None:
    long = [chapter(number * 10) for number in range(255)]
    short = [chapter(number * 10 + 9.5) for number in range(5)]
    found = times(*long, *short)
    assert [start for start, _ in found] == [number * 10_000 for number in range(255)]
    assert found[0] == (0, 10_000)


def test_a_recording_without_chapters_has_no_table() -> None:
    assert not {"CTOC:toc"} & set(read(tag_of(label(chapters=()), HOUR)))


def test_without_links_chapters_keep_their_titles() -> None:
    found = read(tag_of(label(), HOUR, Extras(links=False))).getall("CHAP")
    assert [list(frame.sub_frames) for frame in found] == [["TIT2"]] * 3


TEXT = st.text(min_size=1, max_size=60)


def chapters_at(titles: dict[int, str | None]) -> tuple[Chapter, ...]:
    """As a file of chapters may give them, before the rules for what authors write."""
    return tuple(
        Chapter.model_construct(start=timedelta(milliseconds=at), title=title, end=None, href=None, listed=True)
        for at, title in titles.items()
    )


@given(
    st.builds(
        label,
        title=TEXT,
        show=TEXT,
        people=st.lists(TEXT, max_size=4).map(tuple),
        season=st.none() | st.integers(1, 9999),
        episode=st.none() | st.integers(1, 9999),
        date=st.datetimes(),
        chapters=st.dictionaries(st.integers(0, 3_599_999), st.none() | TEXT, max_size=40).map(chapters_at),
    )
)
def test_whatever_the_words_mutagen_reads_the_same(written: EpisodeTags) -> None:
    found = read(tag_of(written, HOUR))

    def said(name: str) -> str:
        return str(found.get(name, ""))

    assert said("TIT2") == clean(written.title)
    assert said("TALB") == clean(written.show)
    assert said("TPE1") == "/".join(name for one in written.people if (name := clean(one)))
    assert (said("TPOS"), said("TRCK")) == (str(written.season or ""), str(written.episode or ""))
    assert said("TYER") + said("TDAT") + said("TIME") == f"{written.date.year:04}{written.date:%d%m%H%M}"
    in_order = sorted(written.chapters, key=lambda one: one.start)
    assert [(one.start, one.title) for one in id3_chapters(found)] == [
        (one.start, clean(one.title or "")) for one in in_order
    ]


def test_our_own_reader_knows_a_published_recording_again() -> None:
    tags = id3_tags(ID3(io.BytesIO(tag_of(label(), HOUR))))
    assert (tags.title, tags.track, tags.disc) == ("Quelles attentes ?", 3, 1)
    assert str(tags.date).startswith("2022-10-19")
