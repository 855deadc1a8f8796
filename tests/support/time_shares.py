"""Which files of tests take most of the time of a whole run, told at its end; one that takes a fifth fails it.

A share of the same run, never a number of seconds: a busy machine is no defect.
"""

from __future__ import annotations

from collections import Counter

import pytest

MOST = 0.2
_TOLD = 5
_WHOLE_RUN_TESTS = 5_000


class TimeShares:
    """Hears of every test where all are heard of: in the process that started the others."""

    def __init__(self) -> None:
        self._seconds: Counter[str] = Counter()
        self._tests = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._seconds[report.nodeid.partition("::")[0]] += report.duration
        self._tests += report.when == "setup"

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.too_much() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for file, share in self.shares()[:_TOLD]:
            terminalreporter.write_line(f"time: {share:.1%} {file}")
        for file in self.too_much():
            terminalreporter.write_line(f"{file} takes more than {MOST:.0%} of all time: share what it makes", red=True)

    def shares(self) -> list[tuple[str, float]]:
        """The part of the time that each file takes, the most first; nothing where only some tests were run."""
        if self._tests < _WHOLE_RUN_TESTS:
            return []
        total = self._seconds.total()
        return [(file, seconds / total) for file, seconds in self._seconds.most_common()]

    def too_much(self) -> list[str]:
        """The files that take more than may be."""
        return [file for file, share in self.shares() if share > MOST]
