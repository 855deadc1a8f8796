"""Programs that tests run when they are installed. In CI they must be."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

_IN_CI = bool(os.environ.get("CI"))
"""Asked before a test takes the variable away."""


def need_program(name: str) -> str:
    """The program's path. Without it the test is skipped by name on a user's machine, and fails in CI."""
    path = shutil.which(name)
    return path if path is not None else lacking(name)


def lacking(name: str) -> NoReturn:
    """Something is not installed: a test is skipped for it by name on a user's machine, and fails in CI."""
    if _IN_CI:
        pytest.fail(f"{name} is not installed, and CI must have it")
    pytest.skip(f"{name} is not installed")
