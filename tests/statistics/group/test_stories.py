"""Shows and logs made by chance: together, each show ends as if it were counted alone."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from depth import depth
from generated_logs import PUBLISHED, logs
from grouped_shows import FIRST_DAY, NOW, CountedShow, World
from hypothesis import given, settings
from hypothesis import strategies as st
from log_lines import LoggedRequest, log_text

from balado.statistics.group import log_group
from balado.statistics.model import PublishedFile
from balado.statistics.state import commit, read_ledger

NAMES = ("first", "second", "third", "fourth")
WEDNESDAY = date(2026, 11, 4)


@dataclass(frozen=True)
class Story:
    """What happens to a network: its logs come in two nights, of which the second may lack some of the first.

    `owners` says for each file whether it is under the paths of a show alone, or of all; `early` is a show that was
    counted alone from the first `early_logs`, `closed` one that has had a takedown.
    """

    form: str
    nights: tuple[Sequence[Sequence[LoggedRequest]], Sequence[Sequence[LoggedRequest]]]
    owners: Sequence[Sequence[PublishedFile]]
    early: int
    early_logs: int
    closed: int
    later_first: int
    is_gone: bool


@st.composite
def stories(draw: st.DrawFn) -> Story:
    count = draw(st.integers(2, len(NAMES)))
    prefixes = ["", *(f"{name}/" for name in NAMES[:count])]
    made = [[moved(one, draw(st.sampled_from(prefixes))) for one in log] for log in draw(logs())]
    cut = draw(st.integers(0, len(made)))
    shared = draw(st.sets(st.sampled_from(PUBLISHED), max_size=3))
    number = st.integers(0, count - 1)
    return Story(
        draw(st.sampled_from(["cloudfront", "combined", "extended_combined"])),
        (made[:cut], made[cut:]),
        [owned(name, shared, draw(st.sets(st.sampled_from(PUBLISHED), min_size=1))) for name in NAMES[:count]],
        draw(number),
        draw(st.integers(0, 2)),
        draw(number),
        draw(number),
        draw(st.booleans()),
    )


def moved(request: LoggedRequest, prefix: str) -> LoggedRequest:
    return replace(request, path=f"/{prefix}{request.path.removeprefix('/')}")


def owned(name: str, shared: set[PublishedFile], own: set[PublishedFile]) -> list[PublishedFile]:
    """Files of a show: at paths of its own, and those that all shows have at the same one too."""
    return [
        replace(file, paths=(f"{name}/{file.key}", *((file.key,) if file in shared else ())))
        for file in sorted({*own, *shared}, key=lambda file: file.key)
    ]


def told(story: Story, root: Path, is_together: bool) -> dict[str, dict[str, bytes]]:
    """What is kept of each show at the end of a story."""
    world = World(root, {name: CountedShow(files) for name, files in zip(NAMES, story.owners, strict=False)})
    names = list(world.shows)
    write(world, story.form, 0, story.nights[0][: story.early_logs])
    world.count_alone(names[story.early])
    write(world, story.form, 0, story.nights[0])
    count(world, is_together)
    close(world.shows[names[story.closed]], WEDNESDAY)
    world.shows[names[story.later_first]].first_day = WEDNESDAY
    count(world, is_together)
    write(world, story.form, 1, story.nights[1])
    if story.is_gone:
        shutil.rmtree(world.logs / "0")
    world.shows[names[story.later_first]].first_day = FIRST_DAY
    count(world, is_together)
    return {name: show.kept() for name, show in world.shows.items()}


def write(world: World, form: str, night: int, made: Sequence[Sequence[LoggedRequest]]) -> None:
    folder = world.logs / str(night)
    folder.mkdir(exist_ok=True)
    for number, log in enumerate(made):
        (folder / f"{number}.log").write_text(log_text(form, list(log)), "utf-8")
        os.utime(folder / f"{number}.log", (number, night))


def count(world: World, is_together: bool) -> None:
    if is_together:
        world.count_together()
    else:
        for name in world.shows:
            world.count_alone(name)


def close(show: CountedShow, day: date) -> None:
    ledger = read_ledger(show.state)
    commit(show.state, replace(ledger, number=ledger.number + 1, closed=frozenset({day})), NOW)


@pytest.mark.in_depth
@settings(max_examples=depth(4, 12, 200))  # three nights of up to four shows, twice
@given(stories())
def test_what_is_kept_of_each_show_is_the_same_to_the_last_byte_as_if_it_were_counted_alone(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        alone = told(story, Path(folder, "alone"), is_together=False)
        patched.setattr(log_group, "LocalCounter", lambda *_: pytest.fail("a show read logs for itself"))
        together = told(story, Path(folder, "together"), is_together=True)
    assert together == alone
