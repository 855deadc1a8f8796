"""How slow this machine is at the moment, so that a limit of CPU time is one of work: a ratio, never a number alone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

_TEXT = "<b> a &amp; <i title=x>é</i>, " * 12_000
_TAG = re.compile(r"<(?!!)/?([a-z]+)([^<>]*)>")
_SECONDS = 0.014
"""What the piece of work takes on the machine that the limits of tests were set on."""


@contextmanager
def cpu_seconds_below(limit: float) -> Iterator[None]:
    """What is done here takes less CPU time than that; on a slower machine, as much more as other work takes there."""
    began = time.process_time()
    yield
    taken = time.process_time() - began
    assert taken < limit or taken < limit * slowness(), f"{taken:.1f} s of CPU"


def slowness() -> float:
    """How many times as long as there a fixed piece of work on texts takes here; 1 where it takes less."""
    return max(1.0, min(_taken() for _ in range(3)) / _SECONDS)


def _taken() -> float:
    began = time.process_time()
    names = {tag[1] + tag[2] for tag in _TAG.finditer(_TEXT)}
    words = [word.replace("&amp;", "&") for word in _TEXT.split()]
    assert (len(names), len(words)) == (3, 60_000)
    return time.process_time() - began
