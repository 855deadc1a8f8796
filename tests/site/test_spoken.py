"""Dates, durations and sizes are said as the house's notes and the reference works say them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.site.english import ENGLISH
from balado.site.french import FRENCH
from balado.site.model import SiteMeeting
from balado.site.spoken import iso_duration, play_time, spoken_in

FRENCH_SPOKEN, ENGLISH_SPOKEN = spoken_in(FRENCH), spoken_in(ENGLISH)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2022, 10, 19), "19 octobre 2022", "19 October 2022"),
        (date(2023, 1, 1), "1er janvier 2023", "1 January 2023"),
        (date(2021, 8, 11), "11 août 2021", "11 August 2021"),
        (date(2024, 12, 31), "31 décembre 2024", "31 December 2024"),
    ],
)
def test_a_day_is_said_in_both_languages(day: date, french: str, english: str) -> None:
    assert (FRENCH_SPOKEN.day(day), ENGLISH_SPOKEN.day(day)) == (french, english)


def moment(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2023, 3, day, hour, minute, tzinfo=UTC)


_WEDNESDAY, _THURSDAY = (
    ("mercredi 1er mars 2023", "Wednesday 1 March 2023"),
    ("jeudi 2 mars 2023", "Thursday 2 March 2023"),
)


@pytest.mark.parametrize(
    ("meeting", "french", "english"),
    [
        (SiteMeeting(moment(1, 9, 5)), "{0}, 9 h 05", "{0}, 09:05"),
        (SiteMeeting(moment(1, 9, 5), moment(1, 20)), "{0}, de 9 h 05 à 20 h", "{0}, 09:05 to 20:00"),
        (SiteMeeting(moment(1), all_day=True), "{0}", "{0}"),
        (SiteMeeting(moment(1), moment(2), all_day=True), "{0} – {1}", "{0} – {1}"),
        (SiteMeeting(moment(1, 9, 5), moment(2, 1)), "{0}, 9 h 05 – {1}, 1 h", "{0}, 09:05 – {1}, 01:00"),
    ],
)
def test_a_meeting_is_said_in_both_languages(meeting: SiteMeeting, french: str, english: str) -> None:
    first, last = zip(_WEDNESDAY, _THURSDAY, strict=True)
    assert plain(FRENCH_SPOKEN.meeting(meeting)) == french.format(*first)
    assert plain(ENGLISH_SPOKEN.meeting(meeting)).replace("day, ", "day ") == english.format(*last)


@pytest.mark.parametrize(
    ("seconds", "french", "english"),
    [
        (0, "0 s", "0 secs"),
        (37.6, "38 s", "38 secs"),
        (59.6, "1 min", "1 min"),
        (3569, "59 min", "59 mins"),
        (3590, "1 h", "1 hr"),
        (7380, "2 h 3 min", "2 hrs 3 mins"),
    ],
)
def test_a_duration_is_said_in_both_languages(seconds: float, french: str, english: str) -> None:
    assert (plain(FRENCH_SPOKEN.duration(seconds)), plain(ENGLISH_SPOKEN.duration(seconds))) == (french, english)


@pytest.mark.parametrize(
    ("size", "french", "english"),
    [
        (512, "512 o", "512 byte"),
        (23_456, "23 ko", "23 kB"),
        (999_600, "1 Mo", "1 MB"),
        (12_345_678, "12,3 Mo", "12.3 MB"),
        (104_857_600, "105 Mo", "105 MB"),
        (3_200_000_000, "3,2 Go", "3.2 GB"),
    ],
)
def test_a_size_is_said_in_both_languages(size: int, french: str, english: str) -> None:
    assert (plain(FRENCH_SPOKEN.size(size)), plain(ENGLISH_SPOKEN.size(size))) == (french, english)


@given(seconds=st.floats(0, 400_000))
def test_what_belongs_together_never_breaks(seconds: float) -> None:
    assert " " not in FRENCH_SPOKEN.duration(seconds) + ENGLISH_SPOKEN.duration(seconds)
    assert " " not in FRENCH_SPOKEN.size(round(seconds)) + ENGLISH_SPOKEN.size(round(seconds))


@given(seconds=st.integers(0, 400_000), part=st.floats(0, 0.99))
def test_a_moment_is_the_second_that_has_begun(seconds: int, part: float) -> None:
    total = 0
    for number in play_time(seconds + part).split(":"):
        total = total * 60 + int(number)
    assert total == seconds


@pytest.mark.parametrize(
    ("seconds", "iso"), [(0, "PT0S"), (3723.4, "PT1H2M3S"), (3600, "PT1H"), (59.6, "PT1M"), (90_061, "PT25H1M1S")]
)
def test_a_duration_for_machines_names_no_empty_part(seconds: float, iso: str) -> None:
    assert iso_duration(seconds) == iso


def test_of_a_duration_that_nobody_knows_nothing_is_said() -> None:
    assert (iso_duration(None), FRENCH_SPOKEN.duration(None)) == ("", "")


@pytest.mark.parametrize(("tag", "name"), [("en", "anglais"), ("pt-BR", "portugais"), ("qaa-x", "qaa-x")])
def test_a_language_has_its_name_or_keeps_its_tag(tag: str, name: str) -> None:
    assert FRENCH_SPOKEN.language(tag) == name


def test_a_country_has_its_name_in_the_language_and_its_code_where_there_is_none() -> None:
    assert (FRENCH_SPOKEN.country("DE"), ENGLISH_SPOKEN.country("de")) == ("Allemagne", "Germany")
    assert FRENCH_SPOKEN.country("T1") == "T1"
