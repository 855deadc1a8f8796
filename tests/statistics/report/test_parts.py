from __future__ import annotations

from datetime import date, timedelta

import pytest

from balado.cli.session import catalogue
from balado.statistics.figures import EpisodeDay, Figures, ShowDay
from balado.statistics.report.parts import ReportedShow, ReportPart, ReportParts

FIRST = date(2026, 11, 1)
NOBODY = ShowDay(FIRST, 0, 0, 0, 0)


def parts(figures: Figures, language: str = "en", **began: date) -> ReportParts:
    show = ReportedShow("A show", {"a": "About a"}, began)
    return ReportParts(figures, show, catalogue([language]), language)


def part(name: str, found: ReportParts) -> ReportPart:
    return next(one for one in found.all() if one.name == name)


def test_no_figure_of_requests_under_five_is_shown() -> None:
    figures = Figures((ShowDay(FIRST, 4, 4, 4, 1, {"failed": 3, "method": 5}),), beside={"late": 2})
    assert [count for _, count in part("requests", parts(figures)).rows] == ["< 5", "< 5", "< 5", "< 5", "5"]


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "On 1 November 2026, a day of UTC.", "From 1 November 2026 to 2 November 2026, in days of UTC."),
        ("fr", "Le 1er novembre 2026, un jour en UTC.", "Du 1er novembre 2026 au 2 novembre 2026, en jours UTC."),
    ],
)
def test_a_single_day_is_no_period(language: str, one: str, two: str) -> None:
    next_day = ShowDay(FIRST + timedelta(1), 0, 0, 0, 0)
    assert parts(Figures((NOBODY,)), language).period.replace("\xa0", " ").startswith(one)
    assert parts(Figures((NOBODY, next_day)), language).period.replace("\xa0", " ").startswith(two)


def test_without_the_first_days_of_any_episode_it_says_why() -> None:
    figures = Figures((NOBODY, ShowDay(FIRST + timedelta(9), 0, 0, 0, 0)))
    before = part("beginnings", parts(figures, a=FIRST - timedelta(1)))
    assert (before.rows, before.none) == ((), "None of these episodes went live in this period.")
    lately = part("beginnings", parts(figures, a=FIRST + timedelta(5)))
    assert (lately.rows, lately.none) == ((), "Of what went live in this period, no first 7 days are over in it.")
    assert len(part("beginnings", parts(figures, a=FIRST)).rows) == 1


def test_days_without_a_log_are_told_and_none_where_all_were_counted() -> None:
    assert parts(Figures((NOBODY,))).lacking == ""
    gap = Figures((NOBODY, ShowDay(FIRST + timedelta(3), 0, 0, 0, 0)))
    assert parts(gap).lacking.startswith("2 days in between were not counted")


def test_of_one_episode_only_what_is_its_own_is_told() -> None:
    figures = Figures((NOBODY,), (EpisodeDay(FIRST, "a", 7, 6),))
    show = ReportedShow("A show", {"a": "About a"}, {}, only="a")
    alone = ReportParts(figures, show, catalogue(["en"]), "en")
    assert [one.name for one in alone.all()] == ["time", "beside"]
    assert [name for name, _ in alone.totals()] == ["Downloads", "Listeners, each day by itself", "Days"]
    assert [one.name for one in parts(figures, a=FIRST).all()] == [
        "time", "episodes", "beginnings", "beside", "failures", "requests",
    ]  # fmt: skip
