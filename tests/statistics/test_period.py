from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from counted_place import MONDAY, SUNDAY, A, B, Place, listeners
from delivery_logs import Get

from balado.statistics.figures import Figures, PathInVain
from balado.statistics.period import figures_between, paths_in_vain_lately
from balado.statistics.state import read_ledger

GONE, LONG_GONE = "audio/gone.mp3", "audio/long-gone.mp3"


def in_vain(path: str, day: str) -> list[Get]:
    return [Get(path, f"192.0.2.{number}", day, status=404) for number in range(1, 7)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Two days on which somebody came."""
    made = Place(tmp_path)
    made.write("a.gz", *listeners(6, A, SUNDAY), *listeners(5, B, MONDAY))
    made.collect()
    return made


def between(place: Place, folder: Path, since: date | None, until: date | None) -> Figures:
    folder.mkdir()
    return figures_between(place.state, read_ledger(place.state), since, until, folder)


def test_the_days_of_a_period_are_told_with_both_ends(place: Place, tmp_path: Path) -> None:
    sunday, monday = date.fromisoformat(SUNDAY), date.fromisoformat(MONDAY)
    whole = between(place, tmp_path / "whole", None, None)
    assert [(one.day, one.downloads) for one in whole.days] == [(sunday, 6), (monday, 5)]
    assert between(place, tmp_path / "same", sunday, monday) == whole
    assert [one.day for one in between(place, tmp_path / "from", monday, None).days] == [monday]
    assert [one.guid for one in between(place, tmp_path / "up-to", None, sunday).episodes] == ["a"]


@pytest.mark.parametrize(("since", "until"), [(date.min, date(2020, 1, 1)), (date(2027, 1, 1), date.max)])
def test_a_period_without_a_counted_day_has_no_figures(since: date, until: date, place: Place, tmp_path: Path) -> None:
    assert between(place, tmp_path / "none", since, until) == Figures()


def test_paths_are_in_vain_lately_that_were_asked_for_in_the_last_week(tmp_path: Path) -> None:
    place = Place(tmp_path)
    requests = [*in_vain(GONE, "2026-10-25"), *in_vain(GONE, MONDAY), *in_vain(LONG_GONE, "2026-10-26")]
    place.write("a.gz", *requests, *listeners(1, A, MONDAY))
    place.collect()
    folder = tmp_path / "days"
    folder.mkdir()
    found = paths_in_vain_lately(place.state, read_ledger(place.state), folder)
    assert found == (PathInVain(GONE, "404", 12, date(2026, 10, 25), is_published=False),)
