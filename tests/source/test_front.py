from __future__ import annotations

import pytest
from readings import told

from balado.errors import Fault
from balado.source.front import Parts, split


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
