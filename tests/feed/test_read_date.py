"""Dates in the forms of people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from balado.feed.read_date import read_loosely

HALF_PAST_FIVE = {
    "mer., 19 oct. 2022 17:30:00 +0200": 2,
    "Mercredi 19 octobre 2022 17h30 CEST": 2,
    "Wed, 19-Oct-2022 17:30:00 GMT": 0,
    "Mi, 19 Okt 2022 17:30:00 +0200": 2,
    "mié, 19 de octubre de 2022, 17:30": 0,
    "Wed, 19 Oct 2022 5:30 PM EDT": -4,
    "Wed, 19 Oct 22 17:30:00 GMT+2": 2,
    "Wed, 19 Oct 2022 17:30:00 UTC+02:00": 2,
    "Wed, 19 Oct 2022 17:30:00 -0530": -5.5,
    "Wed, 19 Oct 2022 17:30:00 Somewhere/Else": 0,
    "October 19th, 2022 5:30 p.m.": 0,
    "Wed Oct 19 17:30:00 2022": 0,
    "Wed Oct 19 17:30:00 CEST 2022": 2,
    "2022/10/19 17:30": 0,
    "19/10/2022 17:30": 0,
    "10/19/2022 17:30": 0,
    "19.10.2022 17:30:00": 0,
    "1666200600": 0,
    "1666200600000": 0,
}
"""The same hour of the same day, and how far from UTC it is."""


@pytest.mark.parametrize(("written", "hours"), HALF_PAST_FIVE.items())
def test_a_date_is_understood_with_its_zone(written: str, hours: float) -> None:
    assert read_loosely(written) == datetime(2022, 10, 19, 17, 30, tzinfo=UTC) - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("month", "number"),
    [("janv.", 1), ("février", 2), ("mars", 3), ("avr", 4), ("mai", 5), ("juin", 6), ("juil.", 7), ("août", 8),
     ("septembre", 9), ("Sept.", 9), ("oct.", 10), ("novembre", 11), ("déc.", 12), ("März", 3), ("luglio", 7)],
)  # fmt: skip
def test_months_are_known_in_several_languages(month: str, number: int) -> None:
    assert read_loosely(f"Le 1er {month} 2022") == datetime(2022, number, 1, tzinfo=UTC)


@pytest.mark.parametrize(("year", "meant"), [("99", 1999), ("05", 2005), ("68", 2068), ("69", 1969)])
def test_years_of_two_figures_are_near_ours(year: str, meant: int) -> None:
    assert read_loosely(f"19 Oct {year}") == datetime(meant, 10, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["03/04/2022", "jui 2022", "1 jui 2022", "19 Brumaire 2022", "13/13/2022", "Wed, 19 Oct 2022 25:00", "20 Oct",
     "19 Oct 2022 13:00 PM", "19 Oct 2022 10:75", "19 Oct 2022 7", "soon", ""],
)  # fmt: skip
def test_what_may_be_two_days_or_none_is_not_guessed(written: str) -> None:
    assert read_loosely(written) is None
