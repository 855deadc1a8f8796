"""Who works on many things may leave it to others how."""

from __future__ import annotations

import os

from balado.importer.cores import on_all_cores
from balado.importer.sharing import Sharing, one_by_one


def test_one_by_one_answers_each_in_its_place_and_here() -> None:
    here = os.getpid()
    assert one_by_one(lambda number: (number, os.getpid()), range(1_000)) == [(one, here) for one in range(1_000)]


def test_all_cores_give_the_same() -> None:
    ways: list[Sharing] = [one_by_one, on_all_cores]
    first, second = (way(str, range(1_000)) for way in ways)
    assert first == second
