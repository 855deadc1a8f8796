"""Categories in French: each name means one of Apple's, and no other, however it is spelled."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from balado.cli.session import catalogue
from balado.show.french_categories import FRENCH_CATEGORIES
from balado.show.values.category import FRENCH_LINES, LINES, lines_called, parts_of
from balado.show.values.plain import objection
from balado.show.vocabulary import CATEGORIES

FRENCH = catalogue(["fr"])


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


SPELLINGS = (
    str,
    str.lower,
    str.upper,
    _without_accents,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("'", "’").replace(" et ", " & "),
)


def _french_lines() -> list[tuple[str, str]]:
    """Each category, with each of the ways to call it in French."""
    return [
        (line, " > ".join(filter(None, (top, sub))))
        for line in LINES
        for name, _, under in [line.partition(" > ")]
        for top in FRENCH_CATEGORIES[name]
        for sub in (FRENCH_CATEGORIES[under] if under else [""])
    ]


def test_every_category_has_a_french_name() -> None:
    assert set(FRENCH_CATEGORIES) == {*CATEGORIES, *chain(*CATEGORIES.values())}
    assert set(FRENCH_LINES) == set(LINES)


@given(st.sampled_from(_french_lines()), st.sampled_from(SPELLINGS))
def test_a_french_name_means_one_category_however_it_is_spelled(case: tuple[str, str], spelled) -> None:
    line, french = case
    if french.endswith("> Football"):
        assert lines_called(spelled(french)) in {("Sports > Football", "Sports > Soccer"), ("Sports > Football",)}
    else:
        assert lines_called(spelled(french)) == (line,)


@given(st.sampled_from(LINES))
def test_an_english_name_means_what_it_means_to_apple(line: str) -> None:
    assert lines_called(line) == (line,)


@pytest.mark.parametrize(
    ("written", "name", "subcategory"),
    [
        ("Gouvernement", "Government", None),
        ("ACTUALITÉS > politique", "News", "Politics"),
        ("Société & culture>Documentaire", "Society & Culture", "Documentary"),
        ("Arts > Livres", "Arts", "Books"),
        ("Sport > Soccer", "Sports", "Soccer"),
    ],
)
def test_french_and_english_may_stand_beside_each_other(written: str, name: str, subcategory: str | None) -> None:
    assert parts_of(written) == {"name": name, "subcategory": subcategory}


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("Gouvernemant", "Did you mean “Government”?", "Vouliez-vous dire « Gouvernement » ?"),
        ("Goverment", "Did you mean “Government”?", "Vouliez-vous dire « Gouvernement » ?"),
        ("Documentaire", "Write “Society & Culture > Documentary”.", "Écrivez « Culture et société > Documentaire »."),
        (
            "sports > football",
            "Write “Sports > Football” or “Sports > Soccer”.",
            "Écrivez « Sports > Football américain » ou « Sports > Soccer ».",
        ),
        ("Games & Hobbies", "write “Leisure”.", "écrivez « Loisirs »."),
        ("xyz", "Write one of: Arts, Business", "Écrivez l’une de : Arts, Affaires"),
        ("Livre", "Did you mean “Arts > Books”?", "Vouliez-vous dire « Arts > Livres » ?"),
    ],
)
def test_what_to_write_is_said_in_the_language_that_is_spoken(written: str, english: str, french: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        parts_of(written)
    remedy = objection(raised.value)[1].cleaned(str.strip)
    assert english in str(remedy)
    assert french in remedy.translate(FRENCH).replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")
