"""`check --fix` interrupted anywhere: the author's files are as they were, or as they become."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from forked_runs import ForkedRuns, Run
from show_builder import NOW, Show

from balado.errors import UsageError
from balado.source.fix import fix


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path)
    show.write_feed()
    show.add("01-a")
    return show


def edit(show: Show, name: str, old: str, new: str) -> None:
    path = show.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def broken(show: Show) -> dict[str, tuple[bytes, bytes]]:
    """Two files that can be put right; for each its bytes as it is and as it becomes."""
    edit(show, "feed.yaml", "language: fr", "language: french")
    edit(show, "episodes/01-a/episode.md", "title: About 01-a", "title: About: 01-a")
    before = {name: (show.root / name).read_bytes() for name in ("feed.yaml", "episodes/01-a/episode.md")}
    assert len(list(fix(show.root))) == 2
    states = {name: (raw, (show.root / name).read_bytes()) for name, raw in before.items()}
    restore(show, states)
    return states


def restore(show: Show, states: dict[str, tuple[bytes, bytes]]) -> None:
    for name, (raw, _) in states.items():
        (show.root / name).write_bytes(raw)


def assert_whole(show: Show, states: dict[str, tuple[bytes, bytes]]) -> None:
    for name, whole in states.items():
        assert (show.root / name).read_bytes() in whole


def test_killed_at_every_write_the_files_are_as_they_were_or_as_they_become(
    show: Show, runs: ForkedRuns, record_points: Callable[[str, int], None]
) -> None:
    states = broken(show)
    started = runs.start(Run(show.root, ["check", "--fix", "--now", NOW], steps_below=show.root))
    steps = 0
    for step in started.steps():
        assert_whole(show, states)
        steps = step
    ended = started.wait()
    record_points("check --fix", steps)
    assert steps > 4
    assert ended.code == 0, ended.said
    assert list(fix(show.root)) == []
    assert_whole(show, states)


@contextmanager
def files_of_at_most(byte_size: int) -> Iterator[None]:
    """A disk that is full after so many bytes of each file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (byte_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_each_file_is_as_it_was_or_as_it_becomes(show: Show) -> None:
    states = broken(show)
    complaint = "nothing was tried"
    for byte_size in (0, 1, 20, 100, 200, 300, 400, 450):
        with files_of_at_most(byte_size):
            complaint = ""
            try:
                list(fix(show.root))
            except UsageError as error:
                complaint = str(error)
        assert not complaint or "stays as it was: File too large" in complaint
        assert_whole(show, states)
        assert list(show.root.rglob(".*.part")) == []
    assert not complaint


def test_a_command_on_a_full_disk_says_which_file_it_could_not_write(show: Show) -> None:
    states = broken(show)
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50)); "
    run = show.python("-c", code + f"from balado.cli.main import main; main(['check', '--fix', '--now', '{NOW}'])")
    assert run.returncode == 2
    assert "feed.yaml could not be written and stays as it was: File too large." in run.stderr
    assert_whole(show, states)


def test_a_file_that_somebody_saves_meanwhile_is_left_to_them(show: Show) -> None:
    broken(show)
    found = fix(show.root)
    next(found)
    edit(show, "episodes/01-a/episode.md", "Notes of", "My notes of")
    mine = (show.root / "episodes/01-a/episode.md").read_bytes()
    with pytest.raises(UsageError, match="changed by somebody else"):
        next(found)
    assert (show.root / "episodes/01-a/episode.md").read_bytes() == mine
    assert list(show.root.rglob(".*.part")) == []
