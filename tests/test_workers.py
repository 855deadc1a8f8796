"""How many processes there are, and what they begin with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from workers import FIRST, IN_DEPTH, first_of, leave_out, put_first, worker_count


def item(name: str, *fixtures: str, mark: str = "") -> Any:
    return SimpleNamespace(name=name, fixturenames=fixtures, get_closest_marker=lambda asked: mark == asked or None)


@pytest.mark.parametrize(("cores", "workers"), [(1, 2), (2, 4), (4, 8)])
def test_there_are_twice_as_many_as_cores(cores: int, workers: int) -> None:
    assert worker_count(cores) == workers


def test_what_takes_long_is_first_and_all_else_keeps_its_order() -> None:
    last = [item("test_c"), item("test_about_swift"), item("test_a[moto]")]
    first = [item("test_long", mark=FIRST), item("test_b[swift-x]"), item("test_b", "swift_endpoint")]
    items = [last[0], first[0], last[1], first[1], first[2], last[2]]
    put_first(items)
    assert items == first + last


@pytest.mark.parametrize(
    ("profile", "programs", "left_out"), [("usual", "", 1), ("ci", "", 0), ("usual", "/opt/swift/bin", 0)]
)
def test_what_asks_swift_is_left_to_who_has_it_and_to_ci(
    profile: str, programs: str, left_out: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.depth", lambda **by_profile: by_profile[profile])
    monkeypatch.setenv("SWIFT_BIN", programs)
    items = [item("test_a[swift]"), item("test_a[radosgw]")]
    assert len(leave_out(items)) == left_out
    assert [one.name for one in items] == ["test_a[swift]", "test_a[radosgw]"][left_out:]


@pytest.mark.parametrize(("profile", "left_out"), [("usual", ["test_long"]), ("ci", [])])
def test_what_asks_again_at_length_is_left_to_ci(
    profile: str, left_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.depth", lambda **by_profile: by_profile[profile])
    monkeypatch.setenv("SWIFT_BIN", "/opt/swift/bin")
    items = [item("test_long", mark=IN_DEPTH), item("test_short", mark=FIRST)]
    assert [one.name for one in leave_out(items)] == left_out
    assert [one.name for one in items][-1] == "test_short"


def test_the_first_values_of_a_parameter_are_tried_by_all_and_the_others_in_depth() -> None:
    one, *others = first_of([(1, "a"), (2, "b"), (3, "c")], 1)
    assert one == (1, "a")
    assert [(other.values, [mark.name for mark in other.marks]) for other in others] == [
        (((2, "b"),), [IN_DEPTH]),
        (((3, "c"),), [IN_DEPTH]),
    ]
