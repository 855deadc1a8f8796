"""The criteria of RGAA 4.1 that the manual answers, read from `rgaa.yaml`."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("rgaa.yaml")
_TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a criterion asks, how the pages meet it, and the test that holds it: `site/test_x.py::test_that`."""

    number: str
    asks: str
    met: str
    test: str

    @property
    def is_held(self) -> bool:
        """Whether there is such a test."""
        path, _, name = self.test.partition("::")
        file = _TESTS / path
        tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
        return any(isinstance(one, ast.FunctionDef) and one.name == name for one in tree.body)


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    return tuple(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def criteria() -> tuple[Criterion, ...]:
    """In the order of RGAA, in English."""
    return tuple(Criterion(row["number"], row["asks"], row["met"], row["test"]) for row in _rows())


def french() -> dict[str, str]:
    """Each text of them in French."""
    return {row[own]: row[other] for row in _rows() for own, other in (("asks", "demande"), ("met", "réponse"))}
