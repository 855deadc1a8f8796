"""Chapters: written, taken from a recording, put in order, judged."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from chapter_readings import at, chapters_in

from balado.chapters.chapters import chapters_of, clock, in_order, judge_chapters, write_chapters
from balado.errors import Place
from balado.facts import EmbeddedChapter
from balado.show.podcasting import Chapter

HOUR = timedelta(hours=1)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def judged(*chapters: Chapter) -> list[tuple[str, int | None, str]]:
    """Severity, number of the chapter and sentence of each fault, in a recording of one hour."""
    faults = judge_chapters(chapters, HOUR, lambda number: Place("chapters.txt", number))
    return [(fault.severity, fault.place.line, str(fault.what)) for fault in faults]


def test_of_a_thousand_wrong_times_the_errors_are_told_and_the_rest_is_counted() -> None:
    """Where each stands is asked for as often as it is told: that may take reading the file again."""
    asked: list[int] = []

    def place(number: int) -> Place:
        asked.append(number)
        return Place("chapters.txt", number)

    chapters = [at(1000 - number) for number in range(1000)] + [at(5)]
    faults = judge_chapters(chapters, HOUR, place)
    assert len(faults) == len(asked) + 1 == 101
    assert faults[0].severity == "error"
    assert str(faults[100].what) == "There are 901 more faults in this file."


def test_json_chapters_hold_all_there_is() -> None:
    hidden = Chapter(
        start=seconds(12.345),
        end=seconds(20),
        title="Débat",
        href="https://example.org/",
        picture="https://example.org/i.jpg",
        listed=False,
    )
    assert json.loads(write_chapters([at(0, "Ouverture"), hidden], "La première")) == {
        "version": "1.2.0",
        "title": "La première",
        "chapters": [
            {"startTime": 0, "title": "Ouverture"},
            {
                "startTime": 12.345,
                "title": "Débat",
                "img": "https://example.org/i.jpg",
                "url": "https://example.org/",
                "toc": False,
                "endTime": 20,
            },
        ],
    }


def test_json_chapters_are_the_same_bytes_every_time() -> None:
    assert write_chapters([at(0.5, "Été")], "") == (
        '{\n "version": "1.2.0",\n "chapters": [\n  {\n   "startTime": 0.5,\n   "title": "Été"\n  }\n ]\n}\n'.encode()
    )


def test_half_a_character_does_not_stop_the_writing() -> None:
    assert json.loads(write_chapters([], "a\ud800"))["title"] == "a?"


def test_chapters_of_a_recording() -> None:
    found = chapters_of(
        [
            EmbeddedChapter(start=seconds(0), end=seconds(10), title="Ouverture", href="https://example.org/é"),
            EmbeddedChapter(start=seconds(10), end=seconds(15), title=" Débat\nsuite\x00 "),
            EmbeddedChapter(start=seconds(20.0004), end=seconds(20.0004), title="\x00"),
        ]
    )
    assert found == (
        Chapter(start=seconds(0), title="Ouverture", href="https://example.org/%C3%A9"),
        Chapter(start=seconds(10), end=seconds(15), title="Débat suite"),
        Chapter(start=seconds(20)),
    )


@pytest.mark.parametrize("href", ["file:///etc/hosts", "javascript:alert(1)", "example", " "])
def test_a_link_no_app_can_follow_is_left_out(href: str) -> None:
    assert chapters_of([EmbeddedChapter(start=seconds(1), href=href)]) == (at(1),)


@pytest.mark.parametrize("href", ["http://example.org/", "HTTP://example.org/a?b=1"])
def test_a_link_without_https_is_kept_and_told(href: str) -> None:
    [chapter] = chapters_of([EmbeddedChapter(start=seconds(0), href=href)])
    assert chapter.href == href.replace("HTTP", "http")
    assert judged(chapter) == [("warning", 0, f"“{chapter.href}” begins with http://; podcast apps want https://.")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chapters.json", '{"chapters": [{"startTime": 0, "title": "A", "url": "http://a.example/"}]}'),
        ("chapters.psc", '<chapters><chapter start="0" title="A" href="http://a.example/"/></chapters>'),
        ("chapters.txt", "0:00 A <http://a.example/>"),
    ],
)
def test_a_link_without_https_holds_no_file_of_chapters_back(name: str, text: str) -> None:
    [chapter] = chapters_in(text, name)
    assert chapter.href == "http://a.example/"
    assert b'"url": "http://a.example/"' in write_chapters([chapter], "")


def test_a_title_of_a_recording_is_as_long_as_apps_accept() -> None:
    (chapter,) = chapters_of([EmbeddedChapter(start=seconds(1), title="é" * 300)])
    assert chapter.title == "é" * 255


def test_settled_chapters_ascend_and_equal_ones_keep_their_order() -> None:
    assert in_order([at(5, "B"), at(0, "A"), at(5, "C")]) == (at(0, "A"), at(5, "B"), at(5, "C"))


def test_nothing_is_wrong_with_good_chapters() -> None:
    good = [at(0, "A"), at(60, "B"), Chapter(start=seconds(3599.999), end=HOUR + seconds(1))]
    assert judged(*good) == []
    assert judged() == []


def test_a_start_at_the_end_of_the_recording_is_an_error() -> None:
    assert judged(at(0), at(3600)) == [
        ("error", 1, "The chapter begins at 01:00:00, but the recording ends at 01:00:00.")
    ]


def test_two_chapters_with_one_start_are_an_error() -> None:
    assert judged(at(0), at(5), at(7), at(7)) == [("error", 3, "Two chapters begin at 00:00:07.")]


@pytest.mark.parametrize("end", [5, 10])
def test_an_end_that_is_not_after_the_start_is_an_error(end: int) -> None:
    assert judged(at(0), Chapter(start=seconds(10), end=seconds(end))) == [
        ("error", 1, f"The chapter ends at 00:00:{end:02}, which is not after its beginning at 00:00:10.")
    ]


def test_an_end_beyond_the_recording_is_a_warning() -> None:
    assert judged(Chapter(start=seconds(0), end=HOUR + seconds(1.001))) == [
        ("warning", 0, "The chapter ends at 01:00:01.001, but the recording ends at 01:00:00.")
    ]


def test_chapters_out_of_order_are_a_warning() -> None:
    assert judged(at(0), at(20), at(10)) == [
        ("warning", 2, "The chapter at 00:00:10 is written after the one at 00:00:20.")
    ]


def test_a_first_chapter_that_does_not_begin_at_0_is_a_warning() -> None:
    assert ("warning", 1, "The first chapter begins at 00:00:02, not at 00:00:00.") in judged(at(9), at(2))


@pytest.mark.parametrize(
    ("time", "text"), [(0, "00:00:00"), (59.9996, "00:01:00"), (3723.5, "01:02:03.500"), (360000, "100:00:00")]
)
def test_the_clock(time: float, text: str) -> None:
    assert clock(seconds(time)) == text
