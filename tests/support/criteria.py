"""Criteria of others that the manual answers, each with its test: RGAA 4.1, and Apple's requirements on HLS."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

RGAA, APPLE_HLS = "rgaa", "apple_hls"
"""Whose criteria there are, by the names of their files."""

_TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a criterion asks, how Balado meets it, and the test that holds it: `site/test_x.py::test_that`."""

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
def _rows(whose: str) -> tuple[Mapping[str, str], ...]:
    file = Path(__file__).with_name(f"{whose}.yaml")
    return tuple(yaml.safe_load(file.read_text(encoding="utf-8")))


def criteria(whose: str) -> tuple[Criterion, ...]:
    """In their own order, in English."""
    return tuple(Criterion(row["number"], row["asks"], row["met"], row["test"]) for row in _rows(whose))


def french(whose: str) -> dict[str, str]:
    """Each text of them in French."""
    return {row[own]: row[other] for row in _rows(whose) for own, other in (("asks", "demande"), ("met", "réponse"))}
