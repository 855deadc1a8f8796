from __future__ import annotations

import pytest
from readings import told

from balado.errors import Fault
from balado.source.folder import TextFile
from balado.source.front import Parts, split, title_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\ntitle: x\n---\nNotes.\n", Parts("title: x\n", "Notes.", 2, 4)),
        ("---\ntitle: x\n---", Parts("title: x\n", "", 2, 3)),
        ("---\n---\n", Parts("", "", 2, 2)),
        ("\n\n---  \ntitle: x\n--- \n\n\n# Notes\n\n---\nmore\n", Parts("title: x\n", "# Notes\n\n---\nmore", 4, 8)),
        ("---\nsummary: |\n  ---\n---\n", Parts("summary: |\n  ---\n", "", 2, 4)),
    ],
)
def test_the_keys_stand_between_two_lines(text: str, parts: Parts) -> None:
    assert split(text, "episode.md") == parts


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: x\n---\n", 1, "begins with a line"),
        ("", 1, "begins with a line"),
        ("\n\n# Notes", 3, "begins with a line"),
        ("---", 1, "after the keys is missing"),
        ("---\ntitle: x\nNotes.\n", 1, "after the keys is missing"),
        ("---\ntitle: x\n----\n", 1, "after the keys is missing"),
    ],
)
def test_a_missing_line_is_a_fault(text: str, line: int, message: str) -> None:
    fault = split(text, "episode.md")
    assert isinstance(fault, Fault)
    assert fault.place.line == line
    assert message in told(fault)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Été\nguid: g\n---\nNotes", "Été"),
        ("---\ntitle: 'a: b'\n---\n", "a: b"),
        ("---\ntitle: Another's\nguid: h\n---\n", ""),
        ("---\nguid: g\n---\n", ""),
        ("---\ntitle: [a]\n---\n", ""),
        ("no fences", ""),
        ("---\ntitle: a\nb\n---\n", ""),
        ("\udcff", ""),
    ],
)
def test_the_title_of_a_file_is_read_as_far_as_it_can_be(text: str, title: str) -> None:
    raw = text.encode("utf-8", "surrogateescape")
    assert title_of(TextFile("episodes/a/episode.md", raw), "g") == title
