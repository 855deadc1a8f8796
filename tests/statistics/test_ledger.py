from __future__ import annotations

import gzip
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.errors import RefusedError
from balado.statistics.ledger import (
    CountedDay,
    Ledger,
    ReadLog,
    ledger_as_bytes,
    ledger_from_bytes,
    newest_years,
    within,
)

DAY = date(2026, 11, 1)
KEY = "statistics/ledgers/1.json.gz"
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
LOGS = st.builds(
    ReadLog,
    name=st.text(st.characters(codec="utf-8")),
    byte_size=st.integers(0),
    version=st.text(st.characters(codec="utf-8")),
    lines_bytes=st.just(7),
    sha256=st.just("0f"),
    days=st.dictionaries(DAYS, st.integers(1)),
    late=st.dictionaries(DAYS, st.integers(1)),
    misdated=st.integers(0),
)
LEDGERS = st.builds(
    Ledger,
    number=st.integers(1),
    logs=st.lists(LOGS).map(tuple),
    days=st.dictionaries(DAYS, st.text("abc")).map(
        lambda found: tuple(CountedDay(day, key) for day, key in found.items())
    ),
    closed=st.frozensets(DAYS),
)


@given(LEDGERS)
def test_a_ledger_is_read_as_it_was_written(ledger: Ledger) -> None:
    assert ledger_from_bytes(ledger_as_bytes(ledger), KEY) == ledger


def test_the_same_ledger_is_the_same_bytes() -> None:
    ledger = Ledger(1, (ReadLog("a.gz", 1, "etag", days={DAY: 3}),), (CountedDay(DAY, "k"),))
    assert ledger_as_bytes(ledger) == ledger_as_bytes(ledger)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format":1}', '{"format":"x"}'])
def test_a_damaged_ledger_is_refused(text: str) -> None:
    for body in (text.encode(), gzip.compress(text.encode())):
        with pytest.raises(RefusedError, match="is damaged"):
            ledger_from_bytes(body, KEY)


def test_a_ledger_of_a_later_version_is_refused_and_not_misread() -> None:
    document = json.loads(gzip.decompress(ledger_as_bytes(Ledger(1)))) | {"format": 2}
    with pytest.raises(RefusedError, match="a later version of Balado"):
        ledger_from_bytes(gzip.compress(json.dumps(document).encode()), KEY)


def test_days_are_chosen_with_both_ends_included() -> None:
    days = [CountedDay(date(2026, 11, number), "k") for number in range(1, 6)]
    assert [one.day.day for one in within(days, date(2026, 11, 2), date(2026, 11, 4))] == [2, 3, 4]
    assert within(days, None, None) == days


def test_what_came_too_late_and_lines_that_are_none_are_told_of_a_period() -> None:
    logs = (
        ReadLog("a", 1, "", days={DAY: 9}, late={DAY: 2}, unreadable=4),
        ReadLog("b", 1, "", days={DAY: 3}, late={DAY: 3}),
        ReadLog("no log at all", 1, "", unreadable=1),
    )
    assert Ledger(1, logs).beside(DAY, DAY) == {"late": 5, "unreadable": 5}
    assert Ledger(1, logs).beside(None, date(2026, 10, 31)) == {"unreadable": 1}
    assert Ledger(1).beside(None, None) == {}


def test_ten_years_are_drawn_at_most() -> None:
    days = [CountedDay(date(year, 1, 1), "") for year in (1970, 2017, 2018, 2026)]
    assert newest_years(days) == days[1:]
    assert newest_years([]) == []
