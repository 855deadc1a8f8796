"""A time zone is never guessed: a wrong one is accepted in silence and moves every date."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from objections import objection_to

from balado.show.values import zone
from balado.show.values.zone import doubt_about, zone_name, zone_of


@pytest.mark.parametrize(
    "name", ["localtime", "posix/Europe/Paris", "right/UTC", "", "Europe", None, "\0", "/etc", "a/" * 500]
)
def test_what_is_another_zone_elsewhere_is_none(name: object) -> None:
    assert zone_of(name) is None


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
        ("PST", ["America/Los_Angeles"]),
        ("BST", ["Europe/London", "Asia/Dhaka"]),
        ("CEST", ["Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/Berlin"]),
        ("AEST", ["Australia/Sydney", "Australia/Brisbane"]),
        ("nzdt", ["Pacific/Auckland"]),
        ("France", ["Europe/Paris"]),
        ("Côte d'Ivoire", ["Africa/Abidjan"]),
        ("Nouvelle-Zélande", ["Pacific/Auckland"]),
        ("Montréal", ["America/Montreal"]),
        ("La Réunion", ["Indian/Reunion"]),
        ("UTC+1", ["Etc/GMT-1", "Europe/Paris"]),
        ("GMT-5", ["Etc/GMT+5"]),
        ("Europe/Pariss", ["Europe/Paris", "Europe/Podgorica", "Europe/Prague"]),
        ("Mars/Base", ["Europe/Paris"]),
    ],
)
def test_what_a_name_may_mean_is_told_and_nothing_else(name: str, zones: list[str]) -> None:
    _, remedy = objection_to(zone_name, name)
    told = re.findall(r"[A-Z]\w+(?:/[\w+-]*\w)+", remedy)
    assert set(told) <= set(zones)
    assert all(zone_of(zone) is not None for zone in told)


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=3, max_size=6))
def test_no_zone_is_named_for_the_likeness_of_letters(name: str) -> None:
    """What is named holds the word itself, or belongs to it by a table; else it is one example for everybody."""
    if zone_of(name) is not None:
        return
    _, remedy = objection_to(zone_name, name)
    told = re.findall(r"timezone: ([\w/+-]+)", remedy)
    assert told in ([], ["Europe/Paris"]) or all("/" in zone for zone in told)


@pytest.mark.parametrize("name", ["europe/paris", "Europe / Paris", "EUROPE/PARIS", "america/st johns"])
def test_a_full_name_written_otherwise_has_one_answer(name: str) -> None:
    _, remedy = objection_to(zone_name, name)
    assert remedy in ("Write `timezone: Europe/Paris`.", "Write `timezone: America/St_Johns`.")


def test_the_zones_at_a_part_of_an_hour_are_there_in_winter() -> None:
    winter = {date(2027, 1, 5), date(2027, 7, 5)}
    for written, names in zone._AT_MINUTES.items():
        hours, minutes = written.split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes) if int(hours) > 0 else -int(minutes))
        for name in names.split(", "):
            at = {datetime.combine(day, time(), ZoneInfo(name)).utcoffset() for day in winter}
            assert offset in at, name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("EST", ("“EST” has no summer time", "America/New_York")),
        ("MST", ("“MST” has no summer time", "America/Denver")),
        ("Etc/GMT+1", ("“Etc/GMT+1” is UTC-1", "`timezone: Etc/GMT-1` if you mean UTC+1")),
        ("Etc/GMT-10", ("“Etc/GMT-10” is UTC+10", "`timezone: Etc/GMT+10` if you mean UTC-10")),
    ],
)
def test_a_zone_that_surprises_is_doubted(name: str, says: tuple[str, str]) -> None:
    doubt = doubt_about(name)
    assert doubt is not None
    assert [part in str(message) for part, message in zip(says, doubt, strict=True)] == [True, True]


def test_no_other_zone_is_doubted() -> None:
    doubted = {name for name in available_timezones() if doubt_about(name)}
    assert {name for name in doubted if not name.startswith("Etc/GMT")} == {"EST", "MST"}


@pytest.mark.parametrize("table", [zone._ABBREVIATIONS, zone._COUNTRIES, zone._PLACES])
def test_every_name_stands_for_zones_that_are_there(table: dict[str, str]) -> None:
    assert {one for zones in table.values() for one in zones.split()} - available_timezones() == set()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Londres", "`timezone: Europe/London`"),
        ("Genève", "`timezone: Europe/Zurich`"),
        ("France/Paris", "`timezone: Europe/Paris`"),
        ("America/Paris", "`timezone: Europe/Paris`"),
        ("Brésil", "one you mean: America/Sao_Paulo, America/Manaus, America/Recife."),
        ("Eastern Time", "one you mean: America/New_York, America/Toronto."),
        ("Europe/Pariis", "Did you mean “Europe/Paris”?"),
        ("america/newyrok", "Did you mean “America/New_York”?"),
        ("Etc/UTC+1", "`timezone: Etc/GMT-1`, with its sign reversed"),
        ("UTC+5:30", "one you mean: Asia/Kolkata, Asia/Colombo."),
        ("GMT-03:30", "one you mean: America/St_Johns."),
        ("UTC+5:20", "Write the zone of a city there"),
        ("Europe/Atlantis", "Write continent and city"),
        ("utc", "Write `timezone: UTC`."),
    ],
)
def test_a_place_is_found_and_a_slip_is_asked_about(name: str, says: str) -> None:
    assert says in objection_to(zone_name, name)[1]
