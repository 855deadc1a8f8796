from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from balado.statistics.table import spans, sparkline, sums

SUNDAY = date(2026, 11, 1)


def test_five_weeks_are_days_and_more_are_weeks_from_monday_on() -> None:
    assert [one.first for one in spans(SUNDAY, SUNDAY + timedelta(2))] == [SUNDAY + timedelta(day) for day in range(3)]
    assert len(spans(SUNDAY, SUNDAY + timedelta(34))) == 35
    weeks = spans(SUNDAY, SUNDAY + timedelta(35))
    assert [one.first for one in weeks[:2]] == [date(2026, 10, 26), date(2026, 11, 2)]
    assert {one.length_days for one in weeks} == {7}


@given(st.dictionaries(st.integers(0, 400), st.integers(0, 1000), min_size=1))
def test_every_day_falls_into_one_span(counts: dict[int, int]) -> None:
    days = {SUNDAY + timedelta(number): count for number, count in counts.items()}
    assert sum(sums(days, spans(min(days), max(days)))) == sum(counts.values())


def test_bars_are_as_high_as_their_numbers_and_small_ones_are_not_told_apart() -> None:
    assert sparkline([0, 1, 4, 40, 80]) == " ▁▁▄█"
    assert sparkline([4, 1]) == "▁▁"
    assert sparkline([]) == ""
