from __future__ import annotations

from datetime import date, timedelta

from balado.statistics.figures import EpisodeDay
from balado.statistics.report.episodes import Beginning, beginnings

FIRST = date(2026, 9, 1)


def daily(guid: str, first: date, count: int, length_days: int) -> list[EpisodeDay]:
    return [EpisodeDay(first + timedelta(day), guid, count, count) for day in range(length_days)]


def test_the_first_7_and_30_days_are_added_up() -> None:
    days = daily("a", FIRST, 10, 60)
    [found] = beginnings(days, {"a": FIRST}, (FIRST, FIRST + timedelta(59)))
    assert found == Beginning("a", FIRST, (70, 300))


def test_days_that_are_not_over_or_were_not_counted_give_no_figure() -> None:
    days = daily("a", FIRST, 10, 10)
    until = FIRST + timedelta(9)
    assert beginnings(days, {"a": FIRST}, (FIRST, until))[0].downloads == (70, None)
    assert beginnings(days, {"a": FIRST}, (FIRST + timedelta(1), until))[0].downloads == (None, None)


def test_an_episode_that_nobody_had_began_with_nothing_and_the_newest_comes_first() -> None:
    counted = (FIRST, FIRST + timedelta(59))
    found = beginnings([], {"a": FIRST, "b": FIRST + timedelta(5)}, counted)
    assert [one.guid for one in found] == ["b", "a"]
    assert found[1].downloads == (0, 0)
