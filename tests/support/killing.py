"""A publication killed before each of its steps, and finished by one more run.

The steps are the writing system calls below the target, or the pieces sent over HTTP.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from forked_runs import ForkedRuns, Run
from published_place import Place
from show_builder import NOW, Show

_MOST_STEPS = 400
PARTS = 4
every_part = pytest.mark.parametrize("part", range(1, PARTS + 1))


@dataclass(frozen=True, slots=True)
class Demands:
    """What must hold wherever a run was killed, what must be alike in the end, and what must hold there besides."""

    always: Callable[[Mapping[str, bytes]], None]
    alike: Callable[[Mapping[str, bytes]], object]
    ended: Callable[[Mapping[str, bytes]], None]


def steps_of(part: int) -> range:
    """Every fourth step, from this one on: all parts together are every step, and several processes share them."""
    return range(part, _MOST_STEPS, PARTS)


def publication(show: Show, cache: Path, die_at: int | None = None) -> Run:
    """A run of `balado publish`; steps are counted below the show's folder, its cache lies elsewhere."""
    environment = {**show.environment, "BALADO_CACHE_DIR": str(cache)}
    return Run(show.root, ["publish", "--now", NOW], environment, die_at, str(show.root))


def kill_everywhere(runs: ForkedRuns, killed: tuple[Show, Place, Path], part: int, demands: Demands) -> int:
    """Kill the publication of a show to a place, with this cache, before each step of a part, and publish again.

    Gives how many steps these were.
    """
    show, place, cache = killed
    [undisturbed] = runs.run(publication(show, cache))
    assert undisturbed.code == 0, undisturbed.said
    expected = demands.alike(place.objects())
    for step in steps_of(part):
        place.restore()
        [ended] = runs.run(publication(show, cache, die_at=step))
        if ended.code == 0:
            return (step - part) // PARTS
        assert ended.code == -signal.SIGKILL, ended.said
        demands.always(place.objects())
        [again] = runs.run(publication(show, cache))
        assert again.code == 0, again.said
        found = place.objects()
        assert demands.alike(found) == expected
        demands.ended(found)
    raise AssertionError("the run never came to its end")
