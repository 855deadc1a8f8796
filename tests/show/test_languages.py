from __future__ import annotations

import pytest

from balado.show.languages import THREE_LETTERS, TWO_LETTERS, three_letters
from balado.show.vocabulary import LANGUAGES


def test_every_language_that_a_show_may_have_has_a_code_of_its_own() -> None:
    assert THREE_LETTERS.keys() == LANGUAGES
    assert len(set(THREE_LETTERS.values())) == len(LANGUAGES)
    assert all(len(code) == 3 and code.isalpha() and code.islower() for code in THREE_LETTERS.values())


@pytest.mark.parametrize(
    ("written", "code"),
    [("fr", "fra"), ("fr-CA", "fra"), ("DE", "deu"), ("en-gb", "eng"), ("br", "bre"), ("xx", None), ("fra", None)],
)
def test_a_language_is_known_by_its_first_two_letters(written: str, code: str | None) -> None:
    assert three_letters(written) == code


@pytest.mark.parametrize(
    ("long", "short"), [("fra", "fr"), ("fre", "fr"), ("swe", "sv"), ("swa", "sw"), ("mol", "ro"), ("enm", None)]
)
def test_a_code_of_three_letters_has_the_two_of_its_own_language(long: str, short: str | None) -> None:
    assert TWO_LETTERS.get(long) == short


def test_every_language_is_known_by_each_of_its_codes() -> None:
    assert set(TWO_LETTERS.values()) == LANGUAGES
    assert TWO_LETTERS.keys() > set(THREE_LETTERS.values())
