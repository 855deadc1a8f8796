from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from forked_runs import ForkedRuns

POINTS = pytest.StashKey[list[str]]()


@pytest.fixture(scope="module")
def runs() -> Iterator[ForkedRuns]:
    with ForkedRuns() as server:
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
