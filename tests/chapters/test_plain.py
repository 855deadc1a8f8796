"""Chapters as plain lines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from chapter_readings import at, chapters_in, errors_in

from balado.chapters.plain import parts_of
from balado.show.podcasting import Chapter


def test_a_line_is_a_time_and_a_title() -> None:
    text = """\
        00:00:00 Ouverture
        00:12:30.500 Première table ronde : état des lieux
        1:02:03 Clôture
    """
    assert chapters_in(text, "chapters.txt") == (
        at(0, "Ouverture"),
        at(750.5, "Première table ronde : état des lieux"),
        at(3723, "Clôture"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "0:12:00 Questions",
        "12:00 Questions",
        "  00:12:00\tQuestions  ",
        "(00:12:00) Questions",
        "[12:00] Questions",
        "00:12:00 - Questions",
        "00:12:00 – Questions",
        "00:12:00: Questions",
        "12:00. Questions",
        "12:00-Questions",
        "(12:00) — Questions",
        "00:12:00\N{NO-BREAK SPACE}Questions",
    ],
)
def test_the_many_ways_to_write_one_chapter(line: str) -> None:
    assert chapters_in(line, "chapters.txt") == (at(720, "Questions"),)


@pytest.mark.parametrize(
    "title", ["- et après ?", "42 questions", "C # et après", "a < b", "<b>", "Un titre : deux parties"]
)
def test_what_follows_belongs_to_the_title(title: str) -> None:
    assert chapters_in(f"0:00 – {title}", "chapters.txt") == (at(0, title),)


def test_a_link_follows_in_angle_brackets() -> None:
    (chapter,) = chapters_in("00:01:00.250 Le rapport <https://example.org/rapport>", "chapters.txt")
    assert chapter == Chapter(start=timedelta(seconds=60.25), title="Le rapport", href="https://example.org/rapport")


def test_blank_lines_and_comments_are_no_chapters() -> None:
    assert chapters_in("# à relire\n\n0:00 Ouverture\r\n  # fin\n", "chapters.txt") == (at(0, "Ouverture"),)


def test_every_wrong_line_is_reported_where_it_stands() -> None:
    text = """\
        0:00 Ouverture
        Questions
        1:75:00 Débat
        12:00
        13:00 Fin <ftp://example.org>
        14:00 Adieu <http://me@example.org>
    """
    assert errors_in(text, "chapters.txt") == [
        (2, "“Questions” does not begin with a time."),
        (3, "“1:75:00” is not a time in the recording."),
        (4, "The chapter at 12:00 has no title."),
        (5, "“ftp://example.org” is not a full web address."),
        (6, "The address of example.org carries a user name or a password, which everybody would read."),
    ]


@pytest.mark.parametrize(
    "line", ["37 Questions", "12:00Questions", "-1:00 Questions", "1:2:3:4 Questions", "(1:00 Questions"]
)
def test_a_line_that_could_mean_something_else_is_wrong(line: str) -> None:
    assert [number for number, _ in errors_in(line, "chapters.txt")] == [1]


def test_a_title_no_app_accepts_is_wrong() -> None:
    assert errors_in(f"0:00 {'a' * 256}", "chapters.txt") == [
        (1, "It is 256 characters long; podcast apps accept 255.")
    ]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("00:01:00 Title", ("00:01:00", "Title", None)),
        ("  (1:00) - The < title  <https://example.org/a>  ", ("1:00", "The < title", "https://example.org/a")),
        ("[1:00]: x", ("1:00", "x", None)),
        ("1:00", ("1:00", "", None)),
    ],
)
def test_the_parts_of_a_line_stand_where_they_are_read(line: str, parts: tuple[str, str, str | None]) -> None:
    found = parts_of(line)
    assert found is not None
    link = None if found.href is None else line[slice(*found.href)]
    assert (line[slice(*found.start)], line[slice(*found.title)], link) == parts


@pytest.mark.parametrize("line", ["", "# 1:00 mine", "no time"])
def test_a_line_without_a_chapter_has_no_parts(line: str) -> None:
    assert parts_of(line) is None
