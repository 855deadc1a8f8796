"""Coverage looks at the first examples of a property, and at all that follows it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tracing import TRACED_EXAMPLES, Tracing

seen: list[bool] = []


def tracer(_frame: object, _event: str, _argument: object) -> Any:
    return None


@pytest.fixture
def traced() -> Iterator[None]:
    before = sys.gettrace()
    sys.settrace(tracer)
    seen.clear()
    yield
    sys.settrace(before)


@settings(max_examples=3 * TRACED_EXAMPLES)
@given(st.integers())
def property_(_number: int) -> None:
    seen.append(sys.gettrace() is tracer)


class Item:
    """As much of a test of pytest as is asked."""

    def __init__(self, obj: Any, marker: str = "") -> None:
        self.obj, self._marker = obj, marker

    def get_closest_marker(self, name: str) -> bool:
        return name == self._marker


def call(item: Any) -> None:
    """Have it called as pytest does."""
    around = Tracing().pytest_pyfunc_call(item)
    next(around)
    item.obj()
    with pytest.raises(StopIteration):
        around.send(True)


def test_of_many_examples_the_first_are_traced_and_so_is_what_follows(traced: None) -> None:
    whole = property_.hypothesis.inner_test  # type: ignore[attr-defined]
    call(Item(property_))
    assert (seen[:TRACED_EXAMPLES], any(seen[TRACED_EXAMPLES:])) == ([True] * TRACED_EXAMPLES, False)
    assert len(seen) == 3 * TRACED_EXAMPLES
    assert sys.gettrace() is tracer
    assert property_.hypothesis.inner_test is whole  # type: ignore[attr-defined]


def test_a_test_with_the_mark_is_not_traced_at_all(traced: None) -> None:
    call(Item(lambda: seen.append(sys.gettrace() is tracer), "untraced"))
    call(Item(lambda: seen.append(sys.gettrace() is tracer)))
    assert seen == [False, True]
