"""Figures as lines for a terminal: columns, and a line of bars for what went on day by day, or week by week. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from balado.statistics.figures import FEWEST, days_between

_BARS = "▁▂▃▄▅▆▇█"
_NOTHING = " "
_MOST_BARS = 35
"""Of more days than five weeks, weeks are shown."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days that is one bar: a day, or a week from its Monday on."""

    first: date
    length_days: int


def spans(first: date, last: date) -> tuple[Period, ...]:
    """The days from the first to the last; of more than five weeks, the weeks they lie in (ISO 8601)."""
    if (last - first).days < _MOST_BARS:
        return tuple(Period(day, 1) for day in days_between(first, last))
    monday = first - timedelta(first.weekday())
    return tuple(Period(monday + timedelta(7 * week), 7) for week in range((last - monday).days // 7 + 1))


def sums(counts: Mapping[date, int], over: Sequence[Period]) -> list[int]:
    """How many fall into each span."""
    found = [0] * len(over)
    for day, count in counts.items():
        found[(day - over[0].first).days // over[0].length_days] += count
    return found


def sparkline(numbers: Sequence[int], most: int | None = None) -> str:
    """A bar for each number, as high as it is of the largest one, or of `most`; none for 0.

    Numbers under FEWEST all have the lowest bar: they are not told apart.
    """
    top = max([*numbers, 1]) if most is None else most
    return "".join(_bar(number, top) for number in numbers)


def _bar(number: int, top: int) -> str:
    if number <= 0:
        return _NOTHING
    if number < FEWEST:
        return _BARS[0]
    return _BARS[min(len(_BARS) - 1, number * len(_BARS) // (top + 1))]


def is_small(number: int) -> bool:
    """Whether a figure is shown as one that is under FEWEST."""
    return 0 < number < FEWEST
