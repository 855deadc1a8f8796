"""How far a long work is, for machines: an event now and then, where people have a bar."""

from __future__ import annotations

import time
from collections.abc import Callable

from balado.events import Event, Meter
from balado.message import Message

_SHORTEST_SECONDS = 1.0


def told_meter(meter: Meter, doing: Message, record: Callable[[Event], None]) -> Meter:
    """The meter, of which an event is told besides, each second at most: what takes less tells none."""
    told = {"done": 0, "of": 0, "last": 0.0}

    def begin(total: int) -> None:
        told.update(done=0, of=total, last=time.monotonic())
        meter.begin(total)

    def advance(step: int) -> None:
        told["done"] += step
        if time.monotonic() - told["last"] >= _SHORTEST_SECONDS:
            told["last"] = time.monotonic()
            record(Event("advanced", doing, {"done": int(told["done"]), "of": int(told["of"])}))
        meter.advance(step)

    return Meter(begin, advance, meter.end)
