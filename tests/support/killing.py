"""A publication killed before each of its steps, and finished by one more run.

The steps are the writing system calls below the show's folder, or the pieces sent over HTTP. What a kill leaves is what
is there at that moment: one run is stopped before each step, and each state that differs, in what another run sees of
it, from all before is kept, judged and finished by one more run. Four runs are killed at one of their steps.

The README's command judges every ninth state, from another one on each time; with the deeper profiles of `depth` it is
every state, in two parts that two processes share.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import randrange

import pytest
from depth import depth
from forked_runs import ForkedRuns, Run, Started
from published_place import Place
from show_builder import NOW, Show

PARTS = depth(1, 2, 2)
_EACH = depth(9, 1, 1)
"""Of so many states of a part one is judged."""
KILLS = depth(4, 2, 2)
"""Runs of each part that are killed, each at another step: as many in all whatever the parts."""
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
    """Kill the publication of a show to a place, with this cache, in each state of a part, and publish again.

    Gives how many steps the whole publication has.
    """
    show, place, cache = killed
    place.remember()
    run = publication(show, cache, in_steps=True)
    started = runs.start(run)
    steps, seen, states = 0, set[Hashable](), list[int]()
    for steps in started.steps():  # noqa: B007 (the last one is how many there are)
        if (seen_by_runs := place.seen_by_runs()) not in seen:
            seen.add(seen_by_runs)
            if len(seen) % PARTS == part % PARTS:
                states.append(place.remember())
    ended = started.wait()
    assert ended.code == 0, ended.said
    expected = demands.alike(place.objects())

    def finish(killed_at: str) -> None:
        try:
            demands.always(place.objects())
            [again] = runs.run(publication(show, cache))
            assert again.code == 0, again.said
            found = place.objects()
            assert demands.alike(found) == expected
            demands.ended(found)
        except AssertionError as error:
            error.add_note(f"killed {killed_at}")
            raise

    first = randrange(_EACH)  # noqa: S311 (no secret)
    for state in list(dict.fromkeys(states))[first::_EACH]:
        place.restore(state)
        finish(f"in state {state} of part {part}")
    for number in range(KILLS):
        place.restore()
        step = max(1, (part + number * PARTS) * steps // (PARTS * KILLS + 1))
        kill_before(step, runs.start(run))
        finish(f"before step {step} of {steps}")
    return steps


def kill_before(step: int, run: Started) -> None:
    """Kill a run that is stopped at its steps before this one."""
    for number in run.steps():
        if number == step:
            break
    ended = run.wait()
    assert ended.code == -signal.SIGKILL, ended.said
