"""The zone of a show, guessed of its dates and its language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from balado.importer.zone import GuessedZone, guess_zone

DAYS = [datetime(2022, 1, 10, 8, tzinfo=UTC) + timedelta(days=40 * number) for number in range(12)]


@pytest.mark.parametrize(
    ("zone", "language", "guessed"),
    [
        ("Europe/Paris", "fr", "Europe/Paris"),
        ("Europe/Paris", "fr-ca", "Europe/Paris"),
        ("America/Toronto", "fr-ca", "America/Toronto"),
        ("America/Los_Angeles", "en-us", "America/Los_Angeles"),
        ("Asia/Tokyo", "en", "Asia/Tokyo"),
        ("Europe/Berlin", "de-de", "Europe/Berlin"),
    ],
)
def test_dates_with_the_offsets_of_a_zone_tell_it(zone: str, language: str, guessed: str) -> None:
    dates = [day.astimezone(ZoneInfo(zone)) for day in DAYS]
    assert guess_zone(dates, language) == GuessedZone(guessed, "dates")


@pytest.mark.parametrize(("language", "zone"), [("fr", "Europe/Paris"), ("pt-br", "America/Sao_Paulo")])
def test_dates_in_utc_leave_it_to_the_language(language: str, zone: str) -> None:
    assert guess_zone(DAYS, language) == GuessedZone(zone, "language")


@pytest.mark.parametrize("dates", [[], DAYS])
def test_where_nothing_tells_it_it_is_utc(dates: list[datetime]) -> None:
    assert guess_zone(dates, "en") == GuessedZone("UTC", "nothing")
