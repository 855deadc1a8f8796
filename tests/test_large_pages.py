"""What a process holds stands in large pages afterwards, and is what it was."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOLDING = """
from pathlib import Path
from large_pages import use_large_pages
held = [str(number) for number in range(200_000)]
before = Path("/proc/self/smaps_rollup").read_text()
areas = use_large_pages()
assert held == [str(number) for number in range(200_000)]
print(areas, before, Path("/proc/self/smaps_rollup").read_text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are left alone")
def test_what_is_held_stays_as_it_is_and_moves_where_the_system_can() -> None:
    command, folder = [sys.executable, "-c", HOLDING], Path(__file__).parent / "support"
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    before, after = map(int, re.findall(r"AnonHugePages: +(\d+) kB", run.stdout))
    version = tuple(map(int, re.findall(r"\d+", platform.release())[:2]))
    if version < (6, 1) or not Path("/sys/kernel/mm/transparent_hugepage").exists():
        pytest.skip("this system has no large pages to ask for")
    assert int(run.stdout.split()[0]) > 0
    assert after > before
