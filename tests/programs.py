"""Programs that tests run when they are installed. In CI they must be."""

from __future__ import annotations

import os
import shutil

import pytest


def need_program(name: str) -> str:
    """The program's path. Without it the test is skipped by name on a user's machine, and fails in CI."""
    path = shutil.which(name)
    if path is not None:
        return path
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed, and CI must have it")
    pytest.skip(f"{name} is not installed")
