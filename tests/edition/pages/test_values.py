"""Values of the source as pages tell them."""

from __future__ import annotations

import pytest

from balado.edition.pages.values import person_of
from balado.show.model import Person


@pytest.mark.parametrize(
    ("written", "role", "word"),
    [("ouverture", "guest", "ouverture"), ("Modératrice", "host", "modératrice"), ("host", "host", None)],
)
def test_a_person_keeps_the_word_by_which_the_author_says_what_they_do(
    written: str, role: str, word: str | None
) -> None:
    person = Person.model_validate({"name": "Claire Hédon", "role": written})
    again = Person.model_validate(person.model_dump())  # as one of the directory who takes part
    for one in (person, again):
        shown = person_of(one, {"Claire Hédon": "claire-hedon"})
        assert (shown.role, shown.role_written, shown.page) == (role, word, "claire-hedon")


def test_who_has_no_role_is_a_guest() -> None:
    shown = person_of(Person(name="A"), {"A": "a"})
    assert (shown.role, shown.role_written) == ("guest", None)
