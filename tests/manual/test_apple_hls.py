"""The page on films in several qualities names a test for each of Apple's requirements, and the tests are there."""

from __future__ import annotations

from criteria import APPLE_HLS, criteria, french


def test_every_test_that_is_named_is_there() -> None:
    assert criteria(APPLE_HLS)
    assert [one.test for one in criteria(APPLE_HLS) if not one.is_held] == []


def test_no_requirement_is_answered_twice_and_all_are_in_french_too() -> None:
    numbers = [number.strip() for one in criteria(APPLE_HLS) for number in one.number.split(",")]
    assert len(set(numbers)) == len(numbers)
    texts = french(APPLE_HLS)
    assert [one for one in criteria(APPLE_HLS) if not (texts[one.asks] and texts[one.met])] == []
