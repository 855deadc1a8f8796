"""Programs that tests run when they are installed. In CI they must be."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

_IN_CI = bool(os.environ.get("CI"))
"""Asked before a test takes the variable away."""


def need_program(name: str) -> str:
    """The program's path. Without it the test is skipped by name on a user's machine, and fails in CI."""
    path = shutil.which(name)
    return path if path is not None else lacking(name)


def run_at_home(home: Path, *command: str) -> str:
    """What a program of others says, run with a home of its own and without our Python; it must end well."""
    home.mkdir(exist_ok=True, parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    run = subprocess.run(
        command,
        env={**kept, "HOME": str(home), "GPODDER_HOME": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stdout
    return run.stdout


def lacking(name: str) -> NoReturn:
    """Something is not installed: a test is skipped for it by name on a user's machine, and fails in CI."""
    if _IN_CI:
        pytest.fail(f"{name} is not installed, and CI must have it")
    pytest.skip(f"{name} is not installed")
