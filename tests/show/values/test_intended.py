from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.show.values.intended import intended, time_alone
from balado.show.values.moment import moment_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1er février 2023", "2023-02-01"),
        ("1ER FEVRIER 2023 à 17h", "2023-02-01 17:00"),
        ("mercredi 19 octobre 2022, 17h30", "2022-10-19 17:30"),
        ("le 3 août 2022 à 9 h 05", "2022-08-03 09:05"),
        ("12 févr. 2023", "2023-02-12"),
        ("12 déc. 2022 17:30:15", "2022-12-12 17:30:15"),
        ("19-oct-2022", "2022-10-19"),
        ("February 1st, 2023 at 9:00", "2023-02-01 09:00"),
        ("Wed, 19 October 2022 17:30", "2022-10-19 17:30"),
        ("2023-2-1 9:00", "2023-02-01 09:00"),
        ("2023-2-1T9:00+01:00", "2023-02-01 09:00+01:00"),
        ("2023/02/01", "2023-02-01"),
        ("2023-02-01 10h30", "2023-02-01 10:30"),
        ("2023-02-01\u00a010\u202fh\u202f30", "2023-02-01 10:30"),
        ("2023-02-01 10h", "2023-02-01 10:00"),
        ("2023-02-01 à 10h30", "2023-02-01 10:30"),
        ("1/2/2023 10h", "2023-02-01 10:00"),
    ],
)
def test_a_date_in_another_form_is_put_in_the_right_one(written: str, meant: str) -> None:
    assert intended(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "tomorrow",
        "10h30",
        "1 jui 2023",  # June or July
        "1 ma 2023",
        "30 février 2023",
        "2/13/2023",
        "1/2/23",
        "2023-02-01 25h00",
        "2023-02-01 10h60",
        "2023-02/01",
        "février 2023",
        "avant le 1 mars 2023",
        "2023-2-1 9:00+25:00",
        "1 brumaire 2023",
        "1 février 0023",
    ],
)
def test_where_it_could_be_another_or_none_nothing_is_proposed(written: str) -> None:
    assert intended(written) is None


@pytest.mark.parametrize(
    ("written", "time"), [("10h30", "10:30"), ("9:05", "09:05"), ("à 17 h", "17:00"), ("25h00", None), ("2023", None)]
)
def test_an_hour_alone_is_known(written: str, time: str | None) -> None:
    assert time_alone(written) == time


DATES = st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1))  # noqa: DTZ001


@given(DATES, st.sampled_from(["{0:%d}/{0:%m}/{0:%Y} {0:%H}h{0:%M}", "{0.year}-{0.month}-{0.day} {0.hour}:{0:%M}"]))
def test_what_is_proposed_is_the_moment_that_was_meant(moment: datetime, form: str) -> None:
    proposed = intended(form.format(moment))
    assert moment_of(proposed, UTC) == moment.replace(second=0, microsecond=0, tzinfo=UTC)


@given(st.text(alphabet="0123456789-/. :hHzZ+Tàfévrimajn,", max_size=24) | st.text(max_size=24))
def test_what_is_proposed_is_accepted(line: str) -> None:
    proposed = intended(line)
    assert proposed is None or moment_of(proposed, UTC).tzinfo is not None
