from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from balado.show.values.moment import moment_of
from balado.show.values.plain import objection

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2022-10-19 17:30", datetime(2022, 10, 19, 17, 30, tzinfo=PARIS)),
        ("2022-10-19T17:30:15", datetime(2022, 10, 19, 17, 30, 15, tzinfo=PARIS)),
        ("2022-10-19  9:05", datetime(2022, 10, 19, 9, 5, tzinfo=PARIS)),
        ("2022-10-19", datetime(2022, 10, 19, tzinfo=PARIS)),
        ("2022-10-19T17:30Z", datetime(2022, 10, 19, 17, 30, tzinfo=UTC)),
        ("2022-10-19 17:30:00 +02:00", datetime(2022, 10, 19, 17, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2022-10-19 17:30-0330", datetime(2022, 10, 19, 17, 30, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
        ("2024-02-29", datetime(2024, 2, 29, tzinfo=PARIS)),
    ],
)
def test_a_date_is_read_in_the_zone_of_the_show_unless_it_has_one(written: str, moment: datetime) -> None:
    read = moment_of(written, PARIS)
    assert read == moment
    assert read.utcoffset() == moment.utcoffset()


def test_of_two_equal_local_times_the_first_counts() -> None:
    assert moment_of("2022-10-30 02:30", PARIS).astimezone(UTC) == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("2023-03-26 02:30", "Write 2023-03-26 03:30:00."),
        ("19/10/2022", "Write 2022-10-19 (year, month, day)."),
        ("19.10.2022 17h30", "Write 2022-10-19 17:30 (year, month, day)."),
        ("9/1/2022 à 9h", "Write 2022-01-09 09:00 (year, month, day)."),
        ("1er février 2023", "Write 2023-02-01 (year, month, day)."),
        ("2023-2-1 9:00", "Write 2023-02-01 09:00 (year, month, day)."),
        ("2023-02-01 10h30", "Write 2023-02-01 10:30 (year, month, day)."),
        ("10h30", "Write the day before the hour, for example: 2022-10-19 10:30"),
        ("10/19/2022", "Write it as 2022-10-19 17:30"),
        ("tomorrow", "Write it as 2022-10-19 17:30"),
        ("2022-13-01", "Write it as"),
        ("2022-10-19 24:00", "Write it as"),
        ("0022-10-19", "Write it as"),
        ("9999-12-31", "Write it as"),
        ("2022-10-19 17:30+25:00", "Write it as"),
        ("२०२२-10-19", "Write it as"),
    ],
)
def test_anything_else_is_refused_with_the_right_form(written: str, remedy: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        moment_of(written, PARIS)
    assert str(objection(caught.value)[1]).startswith(remedy)


def test_a_date_without_any_zone_is_refused() -> None:
    with pytest.raises(PydanticCustomError) as caught:
        moment_of("2022-10-19 17:30", None)
    assert "no time zone" in str(objection(caught.value)[0])


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)), st.booleans())  # noqa: DTZ001
def test_every_moment_is_read_back(naive: datetime, is_utc: bool) -> None:
    moment = naive.replace(tzinfo=UTC, microsecond=0)
    written = moment if is_utc else moment.astimezone(PARIS)
    assert moment_of(written.isoformat(sep=" "), PARIS) == moment


@given(st.text())
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        assert moment_of(text, PARIS).tzinfo is not None
    except PydanticCustomError as error:
        what, remedy = objection(error)
        str(what), str(remedy)
