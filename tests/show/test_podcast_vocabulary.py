"""The closed lists of Podcasting 2.0: as the namespace has them, and whole."""

from __future__ import annotations

import pytest

from balado.show.podcast_vocabulary import COUNTRIES, LICENSES, MEDIA, ROLE_WORDS, SERVICES
from balado.show.vocabulary import PERSON_ROLES


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
