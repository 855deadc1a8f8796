"""JSON chapters, and the list of the Podlove web player."""

from __future__ import annotations

from datetime import timedelta

import pytest
from chapter_readings import at, chapters_in, errors_in

from balado.chapters.podcast_json import list_of
from balado.chapters.read import read_chapters
from balado.show.podcasting import Chapter

LIST = "chapters.json"


def test_json_chapters_with_everything() -> None:
    text = """{
      "version": "1.2.0", "author": "Conseil d'État", "waypoints": true,
      "chapters": [
        {"startTime": 0, "title": "Ouverture"},
        {"startTime": 12.345, "title": "Débat", "img": "https://example.org/i.jpg", "url": "https://example.org/",
         "toc": false, "endTime": 20.5}
      ]
    }"""
    assert chapters_in(text, LIST) == (
        at(0, "Ouverture"),
        Chapter(
            start=timedelta(seconds=12.345),
            title="Débat",
            end=timedelta(seconds=20.5),
            href="https://example.org/",
            picture="https://example.org/i.jpg",
            listed=False,
        ),
    )


@pytest.mark.parametrize("version", ["", '"version": "1.0.0",', '"version": 1.2,'])
def test_the_version_does_not_matter(version: str) -> None:
    assert chapters_in(f'{{{version} "chapters": [{{"startTime": 1}}]}}', LIST) == (at(1),)


def test_the_list_of_the_podlove_web_player() -> None:
    text = """[
      {"start": "00:00:00.000", "title": "Ouverture", "href": "", "image": ""},
      {"start": "01:02:03.500", "title": "Débat", "href": "https://example.org/", "image": "https://example.org/i.png"}
    ]"""
    assert chapters_in(text, LIST) == (
        at(0, "Ouverture"),
        Chapter(
            start=timedelta(seconds=3723.5),
            title="Débat",
            href="https://example.org/",
            picture="https://example.org/i.png",
        ),
    )


def test_null_is_as_good_as_nothing() -> None:
    assert chapters_in('[{"startTime": 5, "title": null, "endTime": null, "toc": null}]', LIST) == (at(5),)


def test_of_two_equal_keys_the_last_counts() -> None:
    assert chapters_in('{"chapters": 5, "chapters": [{"startTime": 5, "startTime": 6}]}', LIST) == (at(6),)


def test_locations_are_left_out_and_that_is_said() -> None:
    text = '[{"startTime": 0},\n{"startTime": 5, "location": {"name": "Paris", "geo": "geo:48.8,2.3"}}]'
    chapters, (warning,) = read_chapters(text.encode(), LIST)
    assert chapters == (at(0), at(5))
    assert (warning.severity, warning.place.line) == ("warning", 2)
    assert str(warning.what) == "The place on the map of a chapter is left out."


def test_every_wrong_value_is_reported_where_it_stands() -> None:
    text = """{"chapters": [
        {"startTime": -5, "title": "A"},
        {"startTime": 6,
         "title": 2022,
         "url": "example.org",
         "toc": 1},
        {"title": "Sans heure"},
        {"startTime": true},
        {"startTime": 1e999},
        {"startTime": 7, "title": "\\u0000"},
        {"startTime": 8, "title": "\\ud800"},
        "Ouverture"
    ]}"""
    assert errors_in(text, LIST) == [
        (2, "“-5” is not a time in the recording."),
        (4, "“title” should be a text, but it is 2022."),
        (5, "“example.org” is not a full web address."),
        (6, "“1” is neither true nor false."),
        (7, "This chapter does not say when it begins."),
        (8, "“true” is not a time in the recording."),
        (9, "“Infinity” is not a time in the recording."),
        (10, "It holds an invisible character (U+0000) that no feed can carry."),
        (11, "It holds an invisible character (U+D800) that no feed can carry."),
        (12, "““Ouverture”” is not a chapter.".replace("““", '“"').replace("””", '"”')),
    ]


def test_a_fault_has_the_name_of_its_key() -> None:
    _, (fault,) = read_chapters(b'[{"startTime": 5, "endTime": "soon"}]', LIST)
    assert str(fault.place) == "chapters.json:1 (endTime)"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('{"version": "1.2.0"}', 1, "There is no list named “chapters” in the file."),
        ('{\n"chapters": "none"}', 2, '“"none"” is not a list of chapters.'),
        ("5", 1, "“5” is not a list of chapters."),
    ],
)
def test_a_file_without_a_list_of_chapters(text: str, line: int, what: str) -> None:
    assert errors_in(text, LIST) == [(line, what)]


def test_broken_json_is_quoted_where_it_breaks() -> None:
    ((line, what),) = errors_in('[\n{"startTime": 0 "title": "A"}\n]', LIST)
    assert line == 2
    assert what.startswith('The JSON is broken at “{"startTime": 0 "title": "A"}”')


def test_json_that_ends_too_early() -> None:
    ((line, what),) = errors_in('[{"startTime": 0}\n', LIST)
    assert line == 2
    assert what.startswith("The JSON ends too early")


@pytest.mark.parametrize("text", ["[" * 400_000, '{"a":' * 150_000, f'[{{"startTime": {"9" * 5000}}}]'])
def test_json_made_to_hurt_is_refused(text: str) -> None:
    assert len(errors_in(text, LIST)) == 1


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (' [{"title": "A"}]', 1),
        ('{"chapters": [], "x": [1]}', 13),
        ('{"chapters": 1, "chapters": [2]}', 28),
        ("{}", None),
    ],
)
def test_the_list_of_chapters_is_found_where_it_stands(text: str, begins: int | None) -> None:
    found = list_of(text)
    assert (None if found is None else found.at) == begins
