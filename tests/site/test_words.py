"""What the pages say themselves is whole in both languages, and nothing of it is left over."""

from __future__ import annotations

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest
from french_typography import wrong_signs

from balado import site
from balado.site.english import ENGLISH
from balado.site.french import FRENCH
from balado.site.words import Words, primary

FOLDER = Path(site.__path__[0])
NAMES = [field.name for field in fields(Words)]
SAME = {"Date", "Documents", "Licence", "bonus", "podcast"}
"""What is the same word in both languages."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_said_in_both_languages(name: str) -> None:
    french, english = getattr(FRENCH, name), getattr(ENGLISH, name)
    assert french
    assert english
    assert french != english or french in SAME
    assert placeholders(french) == placeholders(english)


def test_the_french_has_its_signs() -> None:
    assert {name: wrong for name in NAMES if (wrong := wrong_signs(getattr(FRENCH, name)))} == {}


def test_the_english_has_typographic_apostrophes() -> None:
    assert [name for name in NAMES if "'" in getattr(ENGLISH, name)] == []


def test_no_text_is_left_over() -> None:
    places = [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.html")]
    read = " ".join(path.read_text(encoding="utf-8") for path in places)
    assert {name for name in NAMES if not re.search(rf"words\.{name}\b", read)} == set()


@pytest.mark.parametrize(
    ("tag", "language"), [("fr", "fr"), ("fr-CA", "fr"), ("FR_fr", "fr"), ("en-GB", "en"), ("zh-Hant-TW", "zh")]
)
def test_a_region_makes_no_other_language(tag: str, language: str) -> None:
    assert primary(tag) == language
