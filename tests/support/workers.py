"""How many processes share the tests, and what they begin with: no core is idle, neither in between nor at the end."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from depth import depth

FIRST = "first"
"""The mark of tests that take many seconds each. Begun last, one of them would keep every other process waiting."""
IN_DEPTH = "in_depth"
"""The mark of tests that take seconds to ask anew, in another store or to the last state, what quicker ones ask."""

_IN_DEPTH = getattr(pytest.mark, IN_DEPTH)


def worker_count(cores: int) -> int:
    """So many for `-n auto`: twice as many as cores, since a third of their time tests wait for others.

    For servers, for a browser that plays in real time, for processes between two steps. With half as many again as
    cores, a tenth of the machine was idle; with five on two cores next to nothing. Each needs a gigabyte with its
    browser and its servers, and two cores often come with eight.
    """
    return 2 * cores


def usable_cores() -> int:
    """Those that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def leave_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """Take out of all tests those that the README's command leaves to `.ci/run`; gives what is out.

    Those that are marked so, and those of Swift, unless SWIFT_BIN names its programs: it takes as long to start as six
    hundred other tests, and ten times as long for each as the other real store, which every one of them is asked of,
    too. Who names a file or a folder gets what is there.
    """
    if depth(usual=0, ci=1):
        return []
    has_swift = bool(os.environ.get("SWIFT_BIN"))

    def is_out(item: pytest.Item) -> bool:
        return item.get_closest_marker(IN_DEPTH) is not None or (_needs_swift(item) and not has_swift)

    left_out = [item for item in items if is_out(item)]
    items[:] = [item for item in items if not is_out(item)]
    return left_out


def first_of(cases: Iterable[Any], usual: int) -> list[Any]:
    """The values of a parameter, of which the first so many are tried by all, the others where tests are in depth."""
    return [case if number < usual else pytest.param(case, marks=_IN_DEPTH) for number, case in enumerate(cases)]


def put_first(items: list[pytest.Item]) -> None:
    """Put what takes long at the beginning, the rest in the order it has.

    So are the tests of Swift, one behind the other: it takes seconds to start, and most runs need it in one process.
    """
    items.sort(key=lambda item: not (item.get_closest_marker(FIRST) or _needs_swift(item)))


def _needs_swift(item: pytest.Item) -> bool:
    fixtures: Sequence[str] = getattr(item, "fixturenames", ())
    return "swift_endpoint" in fixtures or "swift" in item.name.partition("[")[2]
