"""What every show must say has a neutral value, and a comment that asks for the right one."""

from __future__ import annotations

import pytest

from balado.importer.fit import Fitter
from balado.importer.lacking import CATEGORY, COMMENTS, LANGUAGE, TITLE, ZONES
from balado.importer.zone import guess_zone
from balado.show.model import Show


@pytest.mark.parametrize(("key", "value"), [("title", TITLE), ("language", LANGUAGE), ("categories", [CATEGORY])])
def test_a_neutral_value_is_one_that_an_author_may_write(key: str, value: object) -> None:
    fitter = Fitter(Show)
    assert fitter.fit(key, value) == value
    assert fitter.adjustments == []


def test_each_comment_stands_behind_a_key_of_the_show() -> None:
    assert COMMENTS.keys() <= Show.model_fields.keys()


def test_whatever_a_zone_was_guessed_of_has_its_comment() -> None:
    assert {guess_zone([], "fr").of, guess_zone([], "en").of, "dates"} == set(ZONES)
