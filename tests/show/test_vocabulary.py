from __future__ import annotations

import pytest

from balado.show.values.category import LINES
from balado.show.vocabulary import (
    CATEGORIES,
    COUNTRIES,
    LANGUAGES,
    LICENSES,
    MEDIA,
    OBSOLETE_CATEGORIES,
    PERSON_ROLES,
    ROLE_WORDS,
    SERVICES,
)


def test_the_lists_have_their_known_lengths() -> None:
    assert (len(CATEGORIES), sum(map(len, CATEGORIES.values()))) == (19, 91)
    assert len(LANGUAGES) == 184
    assert len(PERSON_ROLES) == 62


def test_an_obsolete_category_leads_to_one_that_exists() -> None:
    assert set(OBSOLETE_CATEGORIES.values()) <= set(LINES)
    assert not set(OBSOLETE_CATEGORIES) & set(LINES)


def test_roles_are_in_lower_case_as_they_are_compared() -> None:
    assert all(role == role.lower() for role in PERSON_ROLES)
    assert PERSON_ROLES["editor"] == "writing"


def test_every_french_word_means_a_role_of_the_taxonomy() -> None:
    assert set(ROLE_WORDS.values()) <= set(PERSON_ROLES)


def test_a_word_that_is_a_role_already_means_that_one() -> None:
    assert {word: role for word, role in ROLE_WORDS.items() if word in PERSON_ROLES and word != role} == {}


@pytest.mark.parametrize(("man", "woman"), [("intervenant", "intervenante"), ("modérateur", "modératrice")])
def test_both_genders_mean_the_same(man: str, woman: str) -> None:
    assert ROLE_WORDS[man] == ROLE_WORDS[woman]


def test_words_are_written_small() -> None:
    assert [word for word in ROLE_WORDS if word != word.lower()] == []


def test_all_countries_of_iso_3166_are_there() -> None:
    assert len(COUNTRIES) == 249
    assert {"FR", "RE", "GP", "DE", "GB", "US"} <= COUNTRIES
    assert not {"UK", "EU", "AN", "ZZ"} & COUNTRIES


def test_every_medium_but_mixed_has_its_list() -> None:
    assert {f"{medium}L" for medium in MEDIA if not medium.endswith("L") and medium != "mixed"} <= set(MEDIA)
    assert "mixedL" not in MEDIA


def test_licences_are_spelled_as_in_the_namespaces_list() -> None:
    assert {"CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "POD-V4V-1.0", "ARR"} == set(LICENSES)


def test_services_are_in_small_letters_and_all_is_none_of_them() -> None:
    assert {service for service in SERVICES if service != service.lower()} == set()
    assert "all" not in SERVICES
