"""What people do in a show: roles of the taxonomy, and the French words for them."""

from __future__ import annotations

import unicodedata

import pytest
from objections import objection_to

from balado.show.values.role import person_role
from balado.show.vocabulary import PERSON_ROLES, ROLE_WORDS


@pytest.mark.parametrize("role", sorted(PERSON_ROLES))
def test_a_role_of_the_taxonomy_is_written_small(role: str) -> None:
    assert person_role(role.title()) == person_role(role) == role


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("intervenant", "guest"),
        ("Intervenante", "guest"),
        ("modératrice", "host"),
        ("MODÉRATEUR", "host"),
        ("ouverture", "guest"),
        ("grand-témoin", "guest"),
        ("grand témoin", "guest"),
        ("co-animatrice", "co-host"),
        ("traductrice", "translator"),
        ("ingénieure du son", "audio engineer"),
        ("montage", "audio editor"),
        (" Réalisation ", "director"),
    ],
)
def test_french_words_are_understood(written: str, role: str) -> None:
    assert person_role(written) == role


@pytest.mark.parametrize("word", sorted(ROLE_WORDS))
def test_every_french_word_is_read_in_any_case_and_however_its_accents_are_stored(word: str) -> None:
    spellings = {word, word.upper(), word.capitalize(), unicodedata.normalize("NFD", word)}
    assert {person_role(spelling) for spelling in spellings} == {ROLE_WORDS[word]}


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("gest", "guest"),
        ("hosts", "host"),
        ("moderatrice", "modératrice"),
        ("intervenants", "intervenant"),
        ("narateur", "narrateur"),
        ("cohost", "co-host"),
    ],
)
def test_the_word_that_was_meant_is_suggested(written: str, near: str) -> None:
    assert objection_to(person_role, written) == (
        f"“{written}” is not a role that podcast apps know.",
        f"Did you mean “{near}”?",
    )


def test_a_word_like_none_is_told_some() -> None:
    assert objection_to(person_role, "xyz")[1] == (
        "Write one of the known roles, for example host, guest, narrator, producer, editor, translator."
    )
