from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from forked_runs import ForkedRuns, shared_runs, untraced_runs

POINTS = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def runs() -> Iterator[ForkedRuns]:
    """The server of all tests; where they are traced, one that is not: what is killed has no report to write."""
    if not any(name.startswith("COV") for name in os.environ):
        yield shared_runs()
        return
    with untraced_runs() as server:
        yield server


@pytest.fixture
def record_points(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Have the number of points that were tried printed at the end of the test run."""

    def record(place: str, points: int) -> None:
        request.config.stash.setdefault(POINTS, []).append(f"faults: {points} points tried: {place}")

    return record


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(POINTS, []):
        terminalreporter.write_line(line)
