"""Notes are written anew line by line: what nobody changed, and the blank lines around it, stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.source.keys.notes import notes_splice
from balado.source.keys.splice import in_order

HEAD = "---\ntitle: A\n"


def written(below: str, notes: str) -> str:
    content = f"{HEAD}---{below}"
    for one in reversed(in_order(notes_splice(content, len(HEAD), notes)) or []):
        content = content[: one.start] + one.new + content[one.end :]
    return content.removeprefix(f"{HEAD}---")


@pytest.mark.parametrize(
    ("below", "notes", "after"),
    [
        ("\n\nOne\n\nTwo\n", "One\n\nThree", "\n\nOne\n\nThree\n"),
        ("\n\n\nOne\n\n\n", "Two", "\n\n\nTwo\n\n\n"),
        ("\nOne", "One\nTwo", "\nOne\nTwo"),
        ("\nOne\nTwo\n", "One", "\nOne\n"),
        ("\nOne\nTwo\n", "Two", "\nTwo\n"),
        ("\n\nOne\n", "", "\n"),
        ("", "One", "\nOne\n"),
        ("\n", "One", "\nOne\n"),
        ("\n \n", "One", "\nOne\n"),
    ],
)
def test_only_the_lines_that_are_others_are_written(below: str, notes: str, after: str) -> None:
    assert written(below, notes) == after


LINES = st.lists(st.sampled_from(["a", "b", "", "c d"]), max_size=6).map("\n".join)


@given(below=LINES, notes=LINES.map(str.strip))
def test_what_is_written_reads_back(below: str, notes: str) -> None:
    assert written(f"\n{below}", notes).strip() == notes
