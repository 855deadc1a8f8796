"""Every measurement that the manual promises can be loaded; what it measures is for people to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = "from tests.bench.__main__ import BENCHES, loaded; print(*(callable(loaded(one).main) for one in BENCHES))"


def test_every_measurement_can_be_loaded() -> None:
    run = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert set(run.stdout.split()) == {"True"}
    named = {path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")}
    assert len(run.stdout.split()) == len(named)
