"""Who works on many things may leave it to others how."""

from __future__ import annotations

from balado.importer.cores import on_all_cores
from balado.importer.sharing import Sharing
from balado.source.read import one_by_one


def test_all_cores_give_the_same() -> None:
    ways: list[Sharing] = [one_by_one, on_all_cores]
    first, second = (way(str, range(1_000)) for way in ways)
    assert first == second
