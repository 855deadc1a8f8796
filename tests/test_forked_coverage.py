"""What forked runs cover is in one file, whole, whoever of them is killed."""

from __future__ import annotations

import inspect
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from coverage import CoverageData

from balado.store import process, whole_path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked there")

_SUPPORT = Path(__file__).with_name("support")
_RUNS = """
import os, signal, sys
from pathlib import Path

from coverage import Coverage

folder = Path(sys.argv[1])
Coverage(data_file=str(folder / "data"), config_file=False, branch=True, source=["balado"]).start()

from forked_coverage import ForkedCoverage

covered = ForkedCoverage(folder)
from balado.store import process, whole_path
covered.keep()


def run(act):
    child = os.fork()
    if not child:
        covered.report_at_end()
        act()
        os._exit(7)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    covered.gather()


run(process.this_process)
run(process.this_process)
run(lambda: (process.has_ended(""), os.kill(os.getpid(), signal.SIGKILL)))
run(process.this_process)


def fork_in_turn():
    child = os.fork()
    if not child:
        whole_path.whole_path(folder)
        os._exit(0)
    os.waitpid(child, 0)


run(fork_in_turn)
os.kill(os.getpid(), signal.SIGKILL)  # as the server of runs ends
"""


def body(function: object) -> set[int]:
    """The numbers of its lines."""
    lines, first = inspect.getsourcelines(function)  # type: ignore[arg-type]
    return set(range(first + 1, first + len(lines)))


def test_it_is_in_one_file_without_what_was_killed(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _RUNS, str(tmp_path)], cwd=_SUPPORT, capture_output=True, text=True, check=False
    )
    assert ran.stdout.split() == ["7", "7", str(-signal.SIGKILL), "7", "7"]
    assert ran.stderr == ""
    [file] = tmp_path.iterdir()
    data = CoverageData(str(file))
    data.read()
    lines = set(data.lines(process.__file__) or [])
    assert lines & body(process.this_process)
    assert not lines & body(process.has_ended)
    assert set(data.lines(whole_path.__file__) or []) & body(whole_path.whole_path), "of a process that a run forked"
