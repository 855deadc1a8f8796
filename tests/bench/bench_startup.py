"""How long a person waits for the first word: `balado --help` beside `aws --version`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from measuring import in_turn, median_seconds, peak_mb, run, table


def main() -> None:
    aws = shutil.which("aws", path=str(Path(sys.executable).parent)) or shutil.which("aws")
    balado = str(Path(sys.executable).parent / "balado")
    here = Path.cwd()
    if aws is None:
        table("startup", ["skipped"], [["aws is not installed: pip install '.[bench]'"]])
        return
    ours, theirs = in_turn(9, lambda: run([balado, "--help"], here), lambda: run([aws, "--version"], here))
    table(
        "startup (medians of 9; floor: a third of aws --version)",
        ["command", "seconds", "peak MB", "ratio"],
        [
            ["balado --help", median_seconds(ours), peak_mb(ours), median_seconds(ours) / median_seconds(theirs)],
            ["aws --version", median_seconds(theirs), peak_mb(theirs), 1.0],
        ],
    )
