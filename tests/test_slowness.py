"""A limit of CPU time holds, and grows where the machine is slow."""

from __future__ import annotations

import time

import pytest
import slowness


def work() -> None:
    ends = time.process_time() + 0.02
    while time.process_time() < ends:
        pass


def test_what_takes_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slowness, "slowness", lambda: 1.0)
    with slowness.cpu_seconds_below(1):
        work()
    with pytest.raises(AssertionError, match=r"0\.0 s of CPU"), slowness.cpu_seconds_below(0.01):
        work()


def test_on_a_slow_machine_it_may_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slowness, "slowness", lambda: 30.0)
    with slowness.cpu_seconds_below(0.01):
        work()


def test_no_machine_is_slower_for_a_piece_of_work_that_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slowness, "_taken", lambda: 0.0)
    assert slowness.slowness() == 1
    monkeypatch.setattr(slowness, "_taken", iter([0.07, 0.028, 0.05]).__next__)
    assert slowness.slowness() == 2
