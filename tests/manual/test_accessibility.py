"""The page on accessibility answers every criterion of its themes, and names tests that are there."""

from __future__ import annotations

from criteria import RGAA, Criterion, criteria, french

COUNTS = {4: 13, 6: 2, 7: 5, 8: 10, 9: 4}
"""How many criteria RGAA 4.1 has in each theme."""


def test_every_criterion_of_its_themes_is_answered_once() -> None:
    expected = [f"{theme}.{number}" for theme, count in COUNTS.items() for number in range(1, count + 1)]
    assert [one.number for one in criteria(RGAA)] == expected


def test_every_test_that_is_named_is_there() -> None:
    assert [one.test for one in criteria(RGAA) if not one.is_held] == []
    missing = [Criterion("", "", "", name) for name in ("site/nowhere.py::test_x", "manual/test_french.py::test_x")]
    assert [one for one in missing if one.is_held] == []


def test_every_text_is_in_french_too() -> None:
    texts = french(RGAA)
    assert [one for one in criteria(RGAA) if not (texts[one.asks] and texts[one.met])] == []
