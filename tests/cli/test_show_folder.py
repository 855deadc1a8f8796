"""Which show a command means that is given somewhere inside one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from show_builder import Show

from balado.cli.show_folder import find_show


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "pod" / "episodes" / "un été" / "rushes").mkdir(parents=True)
    (home / "pod" / "feed.yaml").touch()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


@pytest.mark.parametrize("inside", ["episodes", "episodes/un été", "episodes/un été/rushes"])
def test_the_nearest_show_above_is_found(tree: Path, inside: str) -> None:
    assert find_show(tree / "pod" / inside) == (tree / "pod").resolve()


def test_nothing_above_the_home_is_looked_at(tree: Path) -> None:
    (tree.parent / "feed.yaml").touch()
    (tree / "Music").mkdir()
    assert find_show(tree / "Music") is None
    assert find_show(tree) is None


def test_nothing_above_the_root_of_a_repository_is_looked_at(tree: Path) -> None:
    repository = tree / "pod" / "tools" / "code"
    (repository / "src").mkdir(parents=True)
    (repository / ".git").mkdir()
    assert find_show(repository / "src") is None
    assert find_show(repository) is None
    assert find_show(repository.parent) == (tree / "pod").resolve()


@pytest.mark.parametrize("sign", ["feed.yml", "Feed.YAML.txt", "Episodes"])
def test_a_folder_that_is_a_show_itself_has_its_own_fault(tree: Path, sign: str) -> None:
    other = tree / "pod" / "other"
    other.mkdir()
    (other / sign).touch()
    assert find_show(other) is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives folders away")
def test_a_folder_of_somebody_else_is_not_looked_at(tree: Path) -> None:
    os.chown(tree / "pod", 12345, 12345)
    assert find_show(tree / "pod" / "episodes") is None


@pytest.mark.parametrize(
    "verb", [("status",), ("publish", "--dry-run"), ("check",), ("diff",), ("history",), ("prune",)]
)
def test_every_verb_works_inside_an_episode_and_says_whose_it_is(tmp_path: Path, verb: tuple[str, ...]) -> None:
    show = Show(tmp_path / "show", {"HOME": str(tmp_path)})
    show.write_feed()
    folder = show.add("a")
    run = Show(folder, show.environment).run(*verb)
    assert run.returncode == 0, run.stderr
    assert run.stderr.splitlines()[0] == f"The show in {show.root}:"
    assert "The show in" not in show.run(*verb).stderr, "nor where it is the folder one is in"


def test_what_is_begun_inside_is_named_as_the_shell_finds_it(tmp_path: Path) -> None:
    show = Show(tmp_path / "show", {"HOME": str(tmp_path)})
    show.write_feed()
    inside = Show(show.add("a"), show.environment)
    said = inside.run("new", "--title", "Two").stderr
    path = Path("..", "..", "episodes", "two", "episode.md")
    assert str(path) in said
    assert (inside.root / path).is_file()
    assert "The show in" not in Show(inside.root, show.environment).run("check", "none.xml").stderr


def test_without_any_show_it_is_said_where_one_was_looked_for(tmp_path: Path) -> None:
    run = Show(tmp_path, {"HOME": str(tmp_path)}).run("status")
    assert run.returncode == 2
    assert "There is no feed.yaml in" in run.stderr
