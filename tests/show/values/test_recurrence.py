"""Recurrence rules of calendars, as authors copy them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from objections import objection_to

from balado.show.values.recurrence import counts, recurrence


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
        "FREQ=MONTHLY;BYDAY=1MO,-1FR,+2TU",
        "FREQ=MONTHLY;BYMONTHDAY=-1,15,31",
        "FREQ=YEARLY;BYMONTH=1,12;BYWEEKNO=-53,1",
        "FREQ=YEARLY;BYYEARDAY=366,-366",
        "FREQ=DAILY;UNTIL=20231231",
        "FREQ=DAILY;UNTIL=20231231T000000Z",
        "FREQ=DAILY;UNTIL=20231231T235959",
        "FREQ=DAILY;COUNT=10",
        "FREQ=HOURLY;BYMINUTE=0,30;BYSECOND=0,60",
        "FREQ=DAILY;BYHOUR=0,09,23",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
        "INTERVAL=3;FREQ=DAILY;WKST=SU",
        "FREQ=MINUTELY;INTERVAL=15",
        "FREQ=SECONDLY",
    ],
)
def test_a_rule_is_kept(rule: str) -> None:
    assert recurrence(rule) == rule


@pytest.mark.parametrize(
    "written", ["rrule:freq=weekly;byday=we", "RRULE:FREQ=WEEKLY;BYDAY=WE ", "freq=Weekly;Byday=We"]
)
def test_a_rule_is_written_in_capitals_and_without_its_name(written: str) -> None:
    assert recurrence(written) == "FREQ=WEEKLY;BYDAY=WE"


@pytest.mark.parametrize(
    ("written", "what", "remedy"),
    [
        (
            "FREQUENCY=WEEKLY",
            "“FREQUENCY=WEEKLY” is no part of a recurrence rule (RFC 5545).",
            "Did you mean “FREQ”?",
        ),
        (
            "every week",
            "“EVERY WEEK” is no part of a recurrence rule (RFC 5545).",
            "Write for example FREQ=WEEKLY;BYDAY=WE.",
        ),
        (
            "FREQ=WEEKLY;",
            "(empty) is no part of a recurrence rule (RFC 5545).",
            "Write for example FREQ=WEEKLY;BYDAY=WE.",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MI",
            "“BYDAY=MI” is not written as RFC 5545 wants it.",
            "Write each part once, for example FREQ=WEEKLY;UNTIL=20231231T000000Z.",
        ),
        (
            "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00Z",
            "“UNTIL=2023-12-31T00:00:00Z” is not written as RFC 5545 wants it.",
            "Write each part once, for example FREQ=WEEKLY;UNTIL=20231231T000000Z.",
        ),
        (
            "FREQ=WEEKLY;FREQ=DAILY",
            "“FREQ=DAILY” is not written as RFC 5545 wants it.",
            "Write each part once, for example FREQ=WEEKLY;UNTIL=20231231T000000Z.",
        ),
        (
            "BYDAY=WE",
            "The rule “BYDAY=WE” does not say how often.",
            "Begin with FREQ, for example FREQ=WEEKLY;BYDAY=WE.",
        ),
        (
            "FREQ=DAILY;COUNT=2;UNTIL=20231231",
            "The rule “FREQ=DAILY;COUNT=2;UNTIL=20231231” ends twice: after a count, and at a date.",
            "Write COUNT or UNTIL, one of the two.",
        ),
    ],
)
def test_what_is_no_rule(written: str, what: str, remedy: str) -> None:
    assert objection_to(recurrence, written) == (what, remedy)


@pytest.mark.parametrize(
    "part",
    [
        *("INTERVAL=0", "INTERVAL=-1", "COUNT=0", "COUNT=1.5", "BYMONTH=13", "BYMONTH=0", "BYMONTHDAY=32"),
        *("BYMONTHDAY=0", "BYDAY=0MO", "BYDAY=54MO", "BYDAY=MO,", "BYHOUR=24", "BYMINUTE=60", "BYSECOND=61"),
        *("BYYEARDAY=367", "BYYEARDAY=0", "BYWEEKNO=54", "BYSETPOS=0", "BYSETPOS=367", "WKST=MO,TU"),
        *("UNTIL=20231301", "UNTIL=20230230", "UNTIL=20231231T250000Z", "UNTIL=2023"),
    ],
)
def test_a_part_outside_its_bounds(part: str) -> None:
    assert objection_to(recurrence, f"FREQ=DAILY;{part}")[0] == f"“{part}” is not written as RFC 5545 wants it."


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY=1"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY=1"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO=1"),
        ("FREQ=WEEKLY;BYDAY=1WE", "BYDAY=1WE"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=-1WE", "BYDAY=-1WE"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS=1"),
    ],
)
def test_parts_that_do_not_go_together(rule: str, part: str) -> None:
    assert objection_to(recurrence, rule) == (
        f"“{part}” does not go with the rest of the rule (RFC 5545).",
        "Leave it out, or write another FREQ, for example FREQ=MONTHLY;BYDAY=1WE.",
    )


@pytest.mark.parametrize(
    ("rule", "does"),
    [("FREQ=DAILY;COUNT=3", True), ("COUNT=3;FREQ=DAILY", True), ("FREQ=DAILY;INTERVAL=3", False)],
)
def test_a_rule_that_counts_needs_a_beginning(rule: str, does: bool) -> None:
    assert counts(rule) is does


@given(st.text())
def test_any_text_is_a_rule_or_refused_in_words(written: str) -> None:
    try:
        kept = recurrence(written)
    except ValueError:
        return
    assert recurrence(kept) == kept
