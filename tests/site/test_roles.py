"""Every role that an author may write has its name on the pages."""

from __future__ import annotations

import pytest
from french_typography import wrong_signs

from balado.show.vocabulary import PERSON_ROLES
from balado.site.english import ENGLISH
from balado.site.french import FRENCH
from balado.site.model import SitePerson
from balado.site.roles import people_by_role, role_name


def test_every_role_of_the_taxonomy_has_a_french_name() -> None:
    english = {role: role_name(_who(role), ENGLISH) for role in PERSON_ROLES}
    french = {role: role_name(_who(role), FRENCH) for role in PERSON_ROLES}
    same = {role for role in PERSON_ROLES if french[role] == english[role]}
    assert same <= {"narration"}
    assert [name for name in french.values() if wrong_signs(name)] == []
    assert french["guest"] == "Intervention"


def test_a_role_nobody_knows_is_shown_as_it_is_written() -> None:
    assert (role_name(_who("dj"), FRENCH), role_name(_who(""), FRENCH)) == ("Dj", "")


@pytest.mark.parametrize(
    ("role", "written", "french", "english"),
    [
        ("guest", "ouverture", "Ouverture", "Guest"),
        ("host", "modératrice", "Modératrice", "Host"),
        ("audio engineer", "ingénieure-du-son", "Ingénieure du son", "Audio engineer"),
    ],
)
def test_the_word_of_the_author_says_who_opened_and_who_moderated(
    role: str, written: str, french: str, english: str
) -> None:
    person = SitePerson("A", "a", role, role_written=written)
    assert (role_name(person, FRENCH), role_name(person, ENGLISH)) == (french, english)


def test_people_stand_under_their_roles_in_the_order_of_the_author() -> None:
    people = [SitePerson("A", "a", "host"), SitePerson("B", "b", "guest"), SitePerson("C", "c", "HOST")]
    found = people_by_role(people, FRENCH)
    assert [(role, [person.name for person in persons]) for role, persons in found] == [
        ("Animation", ["A", "C"]),
        ("Intervention", ["B"]),
    ]


def _who(role: str) -> SitePerson:
    return SitePerson("A", "a", role)
