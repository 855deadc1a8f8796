"""The code of the package as trees, parsed once for all tests of a process that read it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import balado

PACKAGE = Path(balado.__file__).parent


@cache
def tree_of(path: Path) -> ast.Module:
    """The tree of a file that does not change while tests run. Whoever reads it changes nothing in it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def files() -> tuple[Path, ...]:
    """Every file of the package, in order."""
    return tuple(sorted(PACKAGE.rglob("*.py")))
