from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balado.feed.difference import FieldChange
from balado.source.secrecy import masked
from balado.studio.compared import Stretch, compared


def test_the_words_that_differ_are_told() -> None:
    found = compared(FieldChange("title", "One old title", "One new title"))
    assert found.before == (Stretch("One "), Stretch("old", differs=True), Stretch(" title"))
    assert found.after == (Stretch("One "), Stretch("new", differs=True), Stretch(" title"))


def test_what_was_not_there_differs_as_a_whole() -> None:
    found = compared(FieldChange("summary", "", "New text"))
    assert (found.before, found.after) == ((), (Stretch("New text", differs=True),))


def test_a_credential_is_hidden() -> None:
    found = compared(FieldChange("link", "https://example.org/", "https://u:hunter2secret@example.org/"))
    assert "hunter2secret" not in str(found)


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_are_there_as_they_are(before: str, after: str) -> None:
    found = compared(FieldChange("notes", before, after))
    assert "".join(one.text for one in found.before) == masked(before)
    assert "".join(one.text for one in found.after) == masked(after)
    same = ["".join(one.text for one in side if not one.differs) for side in (found.before, found.after)]
    assert same[0] == same[1]


def test_long_texts_are_shown_whole() -> None:
    found = compared(FieldChange("notes", "a " * 3000, "b " * 3000))
    assert len(found.before) == len(found.after) == 1
