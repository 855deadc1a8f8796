import pytest

from balado.feed.notes.lines import as_lines
from balado.feed.notes.render import render_notes


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("", []),
        ("One.\n\nTwo.", ["One.", "", "Two."]),
        ("A\n00:00 B\n01:00 C", ["A", "00:00 B", "01:00 C"]),
        ("A:\n\n- b\n- c\n  1. d\n  2. e\n- f\n\nG", ["A:", "", "- b", "- c", "  1. d", "  2. e", "- f", "", "G"]),
        ("- a\n\n  5 b\n\n  c\n\n- d", ["- a", "  5 b", "  c", "- d"]),
        ("[a](https://e.example/?b&c) <https://e.example>", ["a <https://e.example/?b&c> https://e.example"]),
        ("1 &lt; 2 &amp; 3\\\n*4*", ["1 < 2 & 3", "4"]),
    ],
)
def test_notes_are_lines_of_text(markdown: str, lines: list[str]) -> None:
    assert as_lines(render_notes(markdown).html) == lines
