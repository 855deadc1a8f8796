"""A publication killed before each of its steps, and finished by one more run.

The steps are the writing system calls below the show's folder, or the pieces sent over HTTP. What a kill leaves is what
is there at that moment: one run is stopped before each step, what is there is kept, and each state that was found is
judged and finished by one more run. One run of each part is killed at one of its steps.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from forked_runs import ForkedRuns, Run, Started
from published_place import Place
from show_builder import NOW, Show

PARTS = 4
"""Every fourth step: all parts together are every step, and several processes share them."""
every_part = pytest.mark.parametrize("part", range(1, PARTS + 1))


@dataclass(frozen=True, slots=True)
class Demands:
    """What must hold wherever a run was killed, what must be alike in the end, and what must hold there besides."""

    always: Callable[[Mapping[str, bytes]], None]
    alike: Callable[[Mapping[str, bytes]], object]
    ended: Callable[[Mapping[str, bytes]], None]


def publication(show: Show, cache: Path, *, in_steps: bool = False) -> Run:
    """A run of `balado publish`; its cache lies elsewhere than its steps."""
    environment = {**show.environment, "BALADO_CACHE_DIR": str(cache)}
    return Run(show.root, ["publish", "--now", NOW], environment, show.root if in_steps else None)


def kill_everywhere(runs: ForkedRuns, killed: tuple[Show, Place, Path], part: int, demands: Demands) -> int:
    """Kill the publication of a show to a place, with this cache, before each step of a part, and publish again.

    Gives how many steps these were.
    """
    show, place, cache = killed
    place.remember()
    run = publication(show, cache, in_steps=True)
    started = runs.start(run)
    states = [place.remember() for step in started.steps() if step % PARTS == part % PARTS]
    ended = started.wait()
    assert ended.code == 0, ended.said
    expected = demands.alike(place.objects())

    def finish() -> None:
        demands.always(place.objects())
        [again] = runs.run(publication(show, cache))
        assert again.code == 0, again.said
        found = place.objects()
        assert demands.alike(found) == expected
        demands.ended(found)

    for state in dict.fromkeys(states):
        place.restore(state)
        finish()
    place.restore()
    kill_before(part + PARTS * (part * len(states) // (PARTS + 1)), runs.start(run))
    finish()
    return len(states)


def kill_before(step: int, run: Started) -> None:
    """Kill a run that is stopped at its steps before this one."""
    for number in run.steps():
        if number == step:
            break
    ended = run.wait()
    assert ended.code == -signal.SIGKILL, ended.said
