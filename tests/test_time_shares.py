"""What holds the time of the tests: shares of a whole run, and what is started once for all of them."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from time_shares import TimeShares

HERE = Path(__file__).parent
STARTED_IN_ONE_PLACE = {
    "ThreadedMotoServer": {"support/store_servers.py"},
    "moto_server": {"conftest.py"},
    "rados_gateway": {"conftest.py"},
    "swift_server": {"conftest.py"},
    "sync_playwright": {"support/chromium.py"},
    "running_chromium": {"conftest.py"},
    "untraced_runs": {"faults/conftest.py"},
    "lighthouse_reports": {"support/page_judges.py"},
    "objections_of_nu": {
        "importer/proof/test_page.py",
        "site/browser/test_html.py",
        "site/browser/test_networks.py",
        "statistics/report/test_network.py",
        "statistics/report/test_page.py",
        "studio/views/test_statistics.py",
    },
}
"""What takes seconds to start, and who starts it: fixtures of a whole session, or one test for all pages."""

IN_A_NEW_INTERPRETER = {
    "cli/test_main.py",  # encodings that only an interpreter takes from its environment
    "commands/test_help.py",  # a pager, on a terminal
    "end_to_end/test_interrupt.py",  # Ctrl-C, without anything of the tests in between
    "end_to_end/test_servers.py",  # the most memory that a process ever has
    "sample/test_show.py",  # as the README has it
    "studio/captions/test_alignment.py",  # what stands in for the verb is a process, and no command of ours
    "support/show_builder.py",  # `run_cold`
}
"""Who runs a command in an interpreter of its own, and what that shows."""


def heard(*files: tuple[str, int, float]) -> TimeShares:
    """After a run of so many tests of each file, which took so many seconds each."""
    told: Any = TimeShares()
    for file, tests, seconds in files:
        for number in range(tests):
            told.pytest_runtest_logreport(SimpleNamespace(nodeid=f"{file}::{number}", duration=seconds, when="setup"))
    made: TimeShares = told
    return made


def test_a_file_that_takes_a_fifth_of_a_whole_run_fails_it() -> None:
    told = heard(("a.py", 1, 900.0), ("b.py", 5_000, 0.5), ("c.py", 1, 300.0))
    assert told.too_much() == ["b.py", "a.py"]
    session: Any = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    told.pytest_sessionfinish(session)
    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize("files", [[("a.py", 9, 1.0)], [(f"{one}.py", 1_000, 0.1) for one in range(6)]])
def test_a_part_of_the_tests_or_equal_shares_are_sound(files: list[tuple[str, int, float]]) -> None:
    session: Any = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    heard(*files).pytest_sessionfinish(session)
    assert session.exitstatus == pytest.ExitCode.OK


def test_servers_and_browsers_are_started_in_one_place_each() -> None:
    found: dict[str, set[str]] = {name: set() for name in STARTED_IN_ONE_PLACE}
    for path in HERE.rglob("*.py"):
        key = path.relative_to(HERE).as_posix()
        text = path.read_text(encoding="utf-8")
        if key.startswith("bench/") or not any(f"{name}(" in text for name in found):
            continue
        for node in ast.walk(ast.parse(text)):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name in found:
                found[name].add(key)
    assert found == STARTED_IN_ONE_PLACE


def test_commands_run_in_a_new_interpreter_only_where_it_shows_something() -> None:
    """A second of CPU each; forked from a process that has loaded Balado, they take a twentieth of that."""
    found = {
        path.relative_to(HERE).as_posix()
        for path in HERE.rglob("*.py")
        if '"-m", "balado"' in path.read_text(encoding="utf-8")
        and path.parent.name != "bench"
        and path != Path(__file__)
    }
    assert found == IN_A_NEW_INTERPRETER
