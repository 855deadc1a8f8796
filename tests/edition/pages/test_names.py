"""Names of pages: given once, never to anybody else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.edition.pages.names import name_people, pin_names
from balado.edition.pages.rendered import PageNames

TODAY = date(2025, 11, 23)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (["Zoë Zwart", "Ada"], ["zoe-zwart", "ada"]),
        (["José", "Jose", "JOSÉ", "José"], ["jose", "jose-2", "jose-3"]),
        (["Jose 2", "Jose", "José"], ["jose-2", "jose", "jose-3"]),
    ],
)
def test_people_have_the_plain_letters_of_their_names(people: list[str], expected: list[str]) -> None:
    assert list(name_people(people).values()) == expected


@given(st.lists(st.text(min_size=1, max_size=6)))
def test_everybody_has_a_page_of_their_own_that_an_address_can_have(people: list[str]) -> None:
    names = name_people(people)
    assert names.keys() == set(people)
    assert len(set(names.values())) == len(names)
    assert all(name.isascii() and name and "/" not in name for name in names.values())


def test_who_joins_later_changes_no_address() -> None:
    first = name_people(["José", "Ada"])
    assert {name: page for name, page in name_people(["José", "Ada", "Jose"]).items() if name in first} == first


def test_the_day_on_which_an_episode_went_stays() -> None:
    before = PageNames({"a": "01-a", "b": "02-b"}, {"a": "2025-01-01"})
    assert pin_names({"c": "03-c", "d": "04-d"}, {"c"}, before, TODAY) == PageNames(
        {"a": "01-a", "b": "02-b", "c": "03-c"}, {"a": "2025-01-01", "b": "2025-11-23"}
    )


def test_one_that_is_live_again_has_not_gone() -> None:
    before = PageNames({"a": "01-a"}, {"a": "2025-01-01"})
    assert pin_names({"a": "01-a"}, {"a"}, before, TODAY) == PageNames({"a": "01-a"}, {})
