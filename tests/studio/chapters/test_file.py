"""Files of chapters changed by a form: what was entered is what they say then, and every other byte stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balado.chapters.read import read_chapters
from balado.errors import Fault
from balado.source.folder import TextFile
from balado.source.keys.change import Content, KeyChanges
from balado.studio.chapters.file import (
    changed_chapter_file,
    chapters_in_file,
    faults_in_chapters,
    is_chapter_file,
    read_chapter_file,
)

PLAIN = """# Made by hand
00:00:00 Bonjour
(0:01:00) - Le thème <https://example.org/theme>

  00:02:30.500 Questions
"""
JSON = """{
  "version": "1.2.0",
  "author": "me",
  "chapters": [
    {"startTime": 0, "title": "Bonjour", "mine": [1, 2]},
    {"startTime": 60.5, "title": "Le thème", "url": "https://example.org/t"},
    {"startTime": 150, "title": "Fin", "toc": false}
  ]
}
"""
PODLOVE = '[\n\t{\n\t\t"start": "00:00:00.000",\n\t\t"title": "A",\n\t\t"href": ""\n\t}\n]'


def rows(path: str, text: str) -> list[dict[str, Any]]:
    content = read_chapter_file(TextFile(path, text.encode()))
    assert isinstance(content, Content), content
    return [dict(one) for one in content.tree.get("chapters", [])]  # type: ignore[arg-type] # a list of groups


def written(path: str, text: str, chapters: list[dict[str, Any]]) -> str:
    result = changed_chapter_file(TextFile(path, text.encode()), KeyChanges({("chapters",): chapters}))
    assert isinstance(result, bytes), result
    assert rows(path, result.decode()) == chapters
    return result.decode()


def test_a_file_is_read_as_rows_with_its_times_as_they_are_written() -> None:
    assert rows("c.txt", PLAIN) == [
        {"start": "00:00:00", "title": "Bonjour"},
        {"start": "0:01:00", "title": "Le thème", "href": "https://example.org/theme"},
        {"start": "00:02:30.500", "title": "Questions"},
    ]
    assert rows("c.json", JSON)[1:] == [
        {"start": "00:01:00.500", "title": "Le thème", "href": "https://example.org/t"},
        {"start": "00:02:30", "title": "Fin", "listed": "false"},
    ]
    assert [is_chapter_file(name) for name in ("a/c.TXT", "c.json", "c.vtt", "c.psc")] == [True, True, False, False]


def test_only_the_line_of_a_chapter_that_is_changed_is_written() -> None:
    first, second, third = rows("c.txt", PLAIN)
    later = {**second, "start": "0:01:10", "title": "Le sujet"}
    assert written("c.txt", PLAIN, [first, later, third]) == PLAIN.replace(
        "(0:01:00) - Le thème", "(0:01:10) - Le sujet"
    )
    bare = {"start": "0:01:00", "title": "Le thème"}
    assert written("c.txt", PLAIN, [first, bare, third]) == PLAIN.replace(" <https://example.org/theme>", "")
    linked = {**third, "href": "https://example.org/q"}
    assert written("c.txt", PLAIN, [first, second, linked]) == PLAIN.replace(
        "Questions", "Questions <https://example.org/q>"
    )


def test_lines_are_added_moved_and_taken_away() -> None:
    first, second, third = rows("c.txt", PLAIN)
    new = {"start": "00:02:00", "title": "Débat"}
    assert written("c.txt", PLAIN, [first, second, new, third]) == PLAIN.replace("theme>\n", "theme>\n00:02:00 Débat\n")
    assert written("c.txt", PLAIN, [second, third]) == PLAIN.replace("00:00:00 Bonjour\n", "")
    assert written("c.txt", PLAIN, []) == "# Made by hand\n\n"
    assert written("c.txt", "", [new]) == "00:02:00 Débat\n"
    assert written("c.txt", "0:00 A", [{"start": "0:00", "title": "A"}, new]) == "0:00 A\n00:02:00 Débat"
    swapped = written(
        "c.txt", "0:00 A\r\n1:00 B  \r\n", [{"start": "1:00", "title": "B"}, {"start": "0:00", "title": "A"}]
    )
    assert swapped == "1:00 B  \r\n0:00 A\r\n"


def test_of_json_only_the_values_that_are_others_are_written() -> None:
    first, second, third = rows("c.json", JSON)
    assert written("c.json", JSON, [first, {**second, "start": "00:01:10"}, third]) == JSON.replace("60.5", "70")
    assert written("c.json", JSON, [{**first, "title": "Bonsoir"}, second, third]) == JSON.replace(
        '"Bonjour"', '"Bonsoir"'
    )
    assert written("c.json", JSON, [first, second, {k: v for k, v in third.items() if k != "listed"}]) == JSON.replace(
        ', "toc": false', ""
    )
    linked = {**first, "href": "https://example.org"}
    assert written("c.json", JSON, [linked, second, third]) == JSON.replace(
        "[1, 2]}", '[1, 2], "url": "https://example.org"}'
    )


def test_objects_are_added_moved_and_taken_away() -> None:
    first, second, third = rows("c.json", JSON)
    new = {"start": "00:02:00", "title": "Débat"}
    line = '    {"startTime": 120, "title": "Débat"},\n'
    assert written("c.json", JSON, [first, second, new, third]) == JSON.replace(
        '    {"startTime": 150', f'{line}    {{"startTime": 150'
    )
    lines = JSON.splitlines(keepends=True)
    assert written("c.json", JSON, [first, second]) == "".join([*lines[:5], lines[5].replace("},", "}"), *lines[7:]])
    assert json.loads(written("c.json", JSON, []))["chapters"] == []
    assert written("c.json", PODLOVE, [*rows("c.json", PODLOVE), new]) == PODLOVE.replace(
        "\n\t}\n]", '\n\t},\n\t{\n\t\t"start": "00:02:00",\n\t\t"title": "Débat"\n\t}\n]'
    )


def test_each_fault_has_the_row_that_it_is_about() -> None:
    text = '[{"startTime": 0, "title": "A"}, {"start": "five", "title": "B"}, {"title": "C"}]'
    told = [(fault.place.key, fault.place.line) for fault in faults_in_chapters(TextFile("c.json", text.encode()))]
    assert told == [("chapters.1.start", 1), ("chapters.2", 1)]
    assert chapters_in_file(TextFile("c.json", text.encode())) == ()
    assert len(chapters_in_file(TextFile("c.txt", PLAIN.encode()))) == 3


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("c.json", b'{"chapters": ['),
        ("c.json", b"{}"),
        ("c.txt", b"no time"),
        ("c.txt", b"\xff\xfe\xff"),
        ("c.txt", b"\xe9"),
    ],
)
def test_what_is_no_list_of_chapters_has_no_form(path: str, raw: bytes) -> None:
    assert isinstance(read_chapter_file(TextFile(path, raw)), Fault)


@pytest.mark.parametrize("title", ["a\nb", "x <https://example.org>", " ", "a\x00b"])
def test_what_a_line_cannot_say_is_refused_and_nothing_guessed(title: str) -> None:
    file = TextFile("c.txt", PLAIN.encode())
    changes = KeyChanges({("chapters",): [{"start": "0:00", "title": title}]})
    assert isinstance(changed_chapter_file(file, changes), Fault)


def test_a_file_of_utf_16_stays_as_it_is() -> None:
    file = TextFile("c.txt", PLAIN.encode("utf-16"))
    assert isinstance(changed_chapter_file(file, KeyChanges({("chapters",): []})), Fault)


TITLES = st.text("aé -:.<>[]{}\"',#\\/\u2019\U0001f399", min_size=1, max_size=12).map(str.strip).filter(bool)
CHAPTERS = st.lists(
    st.fixed_dictionaries(
        {"start": st.integers(0, 9999).map(lambda s: f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}"), "title": TITLES},
        optional={"href": st.just("https://example.org/x")},
    ),
    max_size=6,
)


@given(
    path=st.sampled_from(["c.txt", "c.json"]),
    edits=st.lists(CHAPTERS, min_size=1, max_size=3),
    end=st.sampled_from(["\n", "\r\n"]),
)
@settings(derandomize=True, max_examples=60, deadline=None)
def test_any_edits_give_what_was_entered_and_keep_what_is_not_theirs(
    path: str, edits: list[list[dict[str, str]]], end: str
) -> None:
    text = (PLAIN if path == "c.txt" else JSON).replace("\n", end)
    raw = text.encode()
    for chapters in edits:
        result = changed_chapter_file(TextFile(path, raw), KeyChanges({("chapters",): chapters}))
        if isinstance(result, Fault):
            assert path == "c.txt"  # a line cannot say everything
            continue
        raw = result
        assert rows(path, raw.decode()) == chapters
        assert b"\r" not in raw if end == "\n" else raw.count(b"\n") == raw.count(b"\r\n")
        if path == "c.txt":
            assert raw.startswith(b"# Made by hand")
        else:
            assert {**json.loads(raw), "chapters": 0} == {"version": "1.2.0", "author": "me", "chapters": 0}
        chapters_read, _ = read_chapters(raw, path)
        assert chapters_read is not None
        assert len(chapters_read) == len(chapters)
