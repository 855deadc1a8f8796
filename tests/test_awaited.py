"""A test that runs a loop in the thread of the tests fails wherever a worker drives a browser: so none does."""

from __future__ import annotations

from pathlib import Path

import pytest
from awaited import awaited

TESTS = Path(__file__).parent
ALLOWED = {TESTS / "support" / "awaited.py", Path(__file__)}


async def said(word: str) -> str:
    if not word:
        raise ValueError(word)
    return word


def test_what_is_awaited_comes_back_and_so_does_what_it_raises() -> None:
    assert awaited(said("here")) == "here"
    with pytest.raises(ValueError, match=r"^$"):
        awaited(said(""))


def test_no_test_runs_a_loop_in_its_own_thread() -> None:
    calls = ("asyncio.run(", "run_until_complete(", "anyio.run(")
    found = [
        f"{path.relative_to(TESTS)}:{number}"
        for path in sorted({*TESTS.rglob("*.py")} - ALLOWED)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(call in line for call in calls)
    ]
    assert found == []
