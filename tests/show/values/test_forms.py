"""What an importer relies on: values that already have their type pass. What authors write is shown in tests/source."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from balado.show.model import Category, Episode, Person
from balado.show.values.category import LINES, parts_of
from balado.show.values.forms import language, language_meant, name_text, number, title, truth


def test_values_that_have_their_type_pass() -> None:
    date = datetime(2022, 10, 19, tzinfo=UTC)
    episode = Episode(
        slug="a", folder="episodes/a", guid="g", date=date, season=1, explicit=True, people=(Person(name="A"),)
    )
    assert (episode.date, episode.season, episode.explicit) == (date, 1, True)
    assert Category(name="Arts", subcategory="Books").subcategory == "Books"


def test_a_model_is_frozen_and_closed() -> None:
    episode = Episode(slug="a", folder="episodes/a", guid="g")
    with pytest.raises(ValidationError):
        episode.title = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Episode(slug="a", folder="episodes/a", guid="g", colour="blue")  # type: ignore[call-arg]


@pytest.mark.parametrize("line", LINES)
def test_every_category_is_read(line: str) -> None:
    parts = parts_of(line)
    assert " > ".join(part for part in parts.values() if part) == line


@pytest.mark.parametrize("written", ["true", "True", "YES", "yes", True])
def test_yes_is_true(written: object) -> None:
    assert truth(written) is True


@pytest.mark.parametrize(("written", "value"), [("1", 1), ("01", 1), ("2026", 2026), (3, 3)])
def test_a_number_may_have_leading_zeros(written: object, value: int) -> None:
    assert number(written) == value


@pytest.mark.parametrize("written", ["AT&T", "a < b > c", "R&D; et après", "1 <2", "L’État & moi"])
def test_signs_that_are_no_html_stay_in_a_title(written: str) -> None:
    assert title(written) == written


def test_french_blanks_stay_in_a_title() -> None:
    assert title(" Qui\u202f?\nMoi\u00a0: oui ") == "Qui\u202f? Moi\u00a0: oui"


@pytest.mark.parametrize(("written", "code"), [("fr", "fr"), ("fr-CA", "fr-ca"), ("es-419", "es-419")])
def test_a_language_is_written_in_lower_case(written: str, code: str) -> None:
    assert language(written) == code


@pytest.mark.parametrize(
    ("written", "meant"),
    [("in", "id"), ("iw-IL", "he-il"), ("MO", "ro"), ("fr_FR.UTF-8", "fr-fr"), ("Français", "fr"), ("mo-x", "ro-x")],
)
def test_a_withdrawn_code_a_locale_and_a_name_mean_a_code_of_today(written: str, meant: str) -> None:
    """Java calls Indonesian `in`: such feeds came in as English."""
    assert language_meant(written) == meant


def test_names_of_people_and_seasons_end_at_128_characters() -> None:
    assert name_text("é" * 128) == "é" * 128
    with pytest.raises(ValueError, match="written"):
        name_text("é" * 129)
