"""How far a long work is, told to machines now and then."""

from __future__ import annotations

import pytest

from balado.cli import advance
from balado.cli.advance import told_meter
from balado.events import Event, Meter
from balado.message import say


def test_an_event_a_second_and_the_bar_besides(monkeypatch: pytest.MonkeyPatch) -> None:
    now, told, shown = [0.0], list[Event](), list[int]()
    monkeypatch.setattr(advance.time, "monotonic", lambda: now[0])
    meter = told_meter(Meter(shown.append, shown.append, lambda: shown.append(-1)), say("Mastering"), told.append)
    meter.begin(100)
    for second in (0.5, 0.9, 1.1, 1.5, 2.2):
        now[0] = second
        meter.advance(10)
    meter.end()
    assert [(one.name, dict(one.fields)) for one in told] == [
        ("advanced", {"done": 30, "of": 100}),
        ("advanced", {"done": 50, "of": 100}),
    ]
    assert shown == [100, 10, 10, 10, 10, 10, -1]
    meter.begin(7)
    now[0] = 9
    meter.advance(1)
    assert told[-1].fields == {"done": 1, "of": 7}
