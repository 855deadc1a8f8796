"""Dates and times as feeds have them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.values import DATE, MOMENT, RATE, read_moment, read_span

MOMENTS = {
    "Wed, 19 Oct 2022 17:30:00 +0200": (15, 30),
    "Wed, 19 Oct 2022 17:30:00 +02:00": (15, 30),
    "Mon, 19 Oct 2022 17:30:00 GMT": (17, 30),
    "19 Oct 2022 17:30:00": (17, 30),
    "Wed, 19 Oct 2022 17:30 Z": (17, 30),
    "Wed, 19 October 2022 17:30:00 EST": (22, 30),
    "Wed, 19 Oct 22 17:30:00 CEST": (15, 30),
    "Wed, 19 Oct 2022 17:30:00 cet": (16, 30),
    "Wed, 19 Oct 2022": (0, 0),
    "2022-10-19T17:30:00Z": (17, 30),
    "2022-10-19T17:30:00+02:00": (15, 30),
    "2022-10-19T17:30:00.000+0200": (15, 30),
    "2022-10-19 17:30": (17, 30),
    "2022-10-19": (0, 0),
}


@pytest.mark.parametrize("written", MOMENTS)
def test_dates_of_all_kinds(written: str) -> None:
    hour, minute = MOMENTS[written]
    assert read_moment(written) == datetime(2022, 10, 19, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("form", ["{:%Y-%m-%dT%H:%M:%SZ}", "{:%a, %d %b %Y %H:%M:%S} GMT", "{:%d %B %Y, %H:%M:%S}"])
def test_every_minute_of_a_day_is_itself(form: str) -> None:
    """`12:24:00` holds the letters of the end of a day."""
    minutes = [datetime(2022, 10, 19, tzinfo=UTC) + timedelta(minutes=number) for number in range(24 * 60)]
    assert [one for one in minutes if read_moment(form.format(one)) != one] == []


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ("128000", 128_000),
        ("511276.52", 511_277),
        ("0.4", None),
        ("0.6", 1),
        ("128k", None),
        ("1e9", None),
        ("1.", None),
        ("", None),
    ],
)
def test_a_rate_in_bits_per_second_may_have_a_fraction(written: str, rate: int | None) -> None:
    """So has the film in the example of the podcast namespace, whose rate was left out."""
    assert RATE.read(written) == rate


def test_september_in_four_letters() -> None:
    assert read_moment("Thu, 01 Sept 2022 10:00:00 GMT") == datetime(2022, 9, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "31 Feb 2022 10:00:00 GMT", "Wed, 19 Oct 2022 17:30 PM", "166620", "2" * 200]
)
def test_what_is_no_date(written: str) -> None:
    assert read_moment(written) is None


@given(st.text(max_size=60) | st.text("0123456789 :+-,./TZOctMonGMT", max_size=40))
def test_any_text_is_a_time_or_none(written: str) -> None:
    moment, span = read_moment(written), read_span(written)
    assert moment is None or moment.tzinfo is not None
    assert span is None or isinstance(span, timedelta)


@given(st.datetimes(datetime(1971, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_a_date_is_read_as_it_was_written(moment: datetime) -> None:
    assert MOMENT.read(MOMENT.write(moment)) == moment.astimezone(UTC)
    assert DATE.read(DATE.write(moment)) == moment.astimezone(UTC).replace(microsecond=0)
