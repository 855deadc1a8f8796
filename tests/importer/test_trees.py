"""Objects of a feed as the groups of keys that an author writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from balado.importer.trees import moment_of_feed, span_of, tree_of, trees_of
from balado.show.model import Owner, Person


@pytest.mark.parametrize(
    ("value", "tree"),
    [
        (None, None),
        (3, 3),
        (True, True),
        ("  a b ", "a b"),
        ((1, "a "), [1, "a"]),
        (timedelta(seconds=750), "00:12:30"),
        (datetime(2022, 10, 19, 17, 30, tzinfo=UTC), "2022-10-19 17:30+00:00"),
    ],
)
def test_plain_values(value: object, tree: object) -> None:
    assert tree_of(value) == tree


def test_a_group_leaves_out_what_is_empty_or_the_usual() -> None:
    assert tree_of(Person(name=" Claire Hédon ")) == {"name": "Claire Hédon"}
    assert tree_of(Owner(name="A", email="a@example.org")) == {"name": "A", "email": "a@example.org"}


def test_several_are_a_list() -> None:
    assert trees_of([Person(name="A"), Person(name="B")]) == [{"name": "A"}, {"name": "B"}]
    assert trees_of([]) == []


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2022, 10, 19, 17, 30, tzinfo=timezone(timedelta(hours=2))), "2022-10-19 17:30+02:00"),
        (datetime(2022, 10, 19, 17, 30, 5, 999, tzinfo=UTC), "2022-10-19 17:30:05+00:00"),
        (datetime(2022, 10, 19, tzinfo=timezone(-timedelta(hours=3, minutes=30))), "2022-10-19 00:00-03:30"),
    ],
)
def test_a_date_keeps_its_offset_and_its_seconds(moment: datetime, text: str) -> None:
    assert moment_of_feed(moment) == text


@pytest.mark.parametrize(
    ("span", "text"),
    [(timedelta(0), "00:00:00"), (timedelta(hours=3, seconds=1), "03:00:01"), (timedelta(seconds=1.5), "00:00:01.500")],
)
def test_a_place_in_a_recording(span: timedelta, text: str) -> None:
    assert span_of(span) == text
