"""What there is to commit, told without running anything of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from git_trees import GitShow, committed_show, git_in, hook, marking_program
from studio_runs import edit

from balado.git.process import GitError
from balado.studio.repository.tree import git_of, work_tree


@pytest.fixture
def made(tmp_path: Path) -> GitShow:
    return committed_show(tmp_path)


def states(made: GitShow) -> dict[str, str]:
    return {one.shown: one.state for one in made.tree.files}


def test_of_a_show_that_is_committed_there_is_nothing(made: GitShow) -> None:
    tree = made.tree
    assert (tree.branch, tree.remote, tree.remote_ref) == ("main", "origin", "refs/heads/main")
    assert (tree.files, tree.ahead, tree.behind, tree.under_way) == ((), 0, 0, False)
    assert tree.head == made.run("rev-parse", "HEAD").strip()


def test_only_files_of_the_show_are_told_new_changed_and_gone(made: GitShow) -> None:
    edit(made.show, "a", "Notes", "More notes")
    made.show.add("b c")
    (made.root / "mine.txt").write_text("x", encoding="utf-8")
    (made.root / "episodes" / "a" / ".episode.md.x.part").write_text("x", encoding="utf-8")
    next((made.root / "episodes" / "a").glob("*.mp3")).unlink()
    (made.root / "public").mkdir()
    (made.root / "public" / "feed.xml").write_text("x", encoding="utf-8")
    found = states(made)
    assert found.pop("episodes/a/episode.md") == "changed"
    assert {name: state for name, state in found.items() if "/a/" in name}.popitem()[1] == "deleted"
    assert {state for name, state in found.items() if "b c" in name} == {"new"}
    assert "mine.txt" not in found
    assert not any("public" in name or ".part" in name for name in found)


def test_what_somebody_prepared_by_hand_is_marked(made: GitShow) -> None:
    edit(made.show, "a", "Notes", "More notes")
    made.run("add", "episodes/a/episode.md")
    assert [(one.shown, one.is_staged) for one in made.tree.files] == [("episodes/a/episode.md", True)]


def test_a_show_in_a_folder_of_the_work_tree_has_paths_of_its_own(tmp_path: Path) -> None:
    made = committed_show(tmp_path)
    inner = made.root / "inner show"
    made.show.root.joinpath("episodes").rename(tmp_path / "episodes")
    inner.mkdir()
    (tmp_path / "episodes").rename(inner / "episodes")
    (made.root / "feed.yaml").rename(inner / "feed.yaml")
    git = git_of(inner, dict(os.environ))
    assert git is not None
    assert git.top == made.root.resolve()
    files = {one.shown: one.path for one in work_tree(git, inner).files}
    assert files["feed.yaml"] == "inner show/feed.yaml"


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    assert git_of(tmp_path, {}) is None


def test_a_detached_head_and_a_first_commit(made: GitShow, tmp_path: Path) -> None:
    made.run("checkout", "--quiet", "--detach")
    assert made.tree.branch is None
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    git_in(fresh, "init", "--quiet", "--initial-branch=main")
    (fresh / "feed.yaml").write_text("title: A\n", encoding="utf-8")
    git = git_of(fresh, dict(os.environ))
    assert git is not None
    tree = work_tree(git, fresh)
    assert (tree.head, tree.branch, tree.remote, [one.state for one in tree.files]) == ("", "main", "", ["new"])


def test_a_merge_that_has_begun_is_told(made: GitShow) -> None:
    (made.root / ".git" / "MERGE_HEAD").write_text(made.run("rev-parse", "HEAD"), encoding="utf-8")
    assert made.tree.under_way


def test_looking_runs_nothing_that_the_repository_brings(made: GitShow, tmp_path: Path) -> None:
    """A watcher, filters, a signature's program, hooks, a transport, another place for the files: all hostile."""
    programs = [marking_program(tmp_path, f"p{number}") for number in range(7)]
    names = (
        *("core.fsmonitor", "filter.x.clean", "filter.y.process", "gpg.program", "core.sshCommand"),
        *("core.alternateRefsCommand", "diff.external"),
    )
    for name, (program, _) in zip(names, programs, strict=True):
        made.run("config", name, str(program))
    made.run("config", "log.showSignature", "true")
    made.run("config", "filter.x.required", "true")
    (made.root / ".gitattributes").write_text("*.md filter=x\n*.yaml filter=y\n", encoding="utf-8")
    marks = [hook(made, one, 0) for one in ("post-index-change", "pre-commit", "reference-transaction")]
    for text in (made.root / "feed.yaml", made.root / "episodes" / "a" / "episode.md"):
        raw = text.read_bytes()
        text.write_bytes(raw[:-1] + b"#")  # of the same length: git has to look at its bytes
    tree = made.tree
    assert {one.shown for one in tree.files} == {"feed.yaml", "episodes/a/episode.md"}
    assert [mark for _, mark in programs if mark.exists()] == []
    assert [mark for mark in marks if mark.exists()] == []
    assert {"core.fsmonitor", "filter.x.clean", "filter.y.process", "core.sshcommand", "pre-commit"} <= {*tree.programs}


def test_the_same_programs_would_be_run_by_a_plain_status(made: GitShow, tmp_path: Path) -> None:
    """That the test before can fail."""
    program, mark = marking_program(tmp_path, "clean")
    made.run("config", "filter.x.clean", str(program))
    (made.root / ".gitattributes").write_text("*.md filter=x\n", encoding="utf-8")
    text = made.root / "episodes" / "a" / "episode.md"
    text.write_bytes(text.read_bytes()[:-1] + b"#")
    made.run("status")
    assert mark.exists()


def test_a_filter_whose_name_cannot_be_left_out_is_refused(made: GitShow, tmp_path: Path) -> None:
    program, mark = marking_program(tmp_path, "clean")
    with (made.root / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(f'[filter "a=b"]\n\tclean = {program}\n')
    with pytest.raises(GitError, match="cannot be left out"):
        _ = made.tree
    assert not mark.exists()


def test_settings_that_place_the_files_elsewhere_are_refused(made: GitShow, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made.run("config", "core.worktree", str(elsewhere))
    with pytest.raises(GitError):
        _ = made.tree


def test_a_remote_whose_name_is_an_option_is_refused(made: GitShow) -> None:
    made.run("config", "branch.main.remote", "--upload-pack=touch /tmp/x")
    made.run("config", "remote.--upload-pack=touch /tmp/x.url", "x")
    made.run("config", "remote.--upload-pack=touch /tmp/x.fetch", "+refs/heads/*:refs/remotes/x/*")
    with pytest.raises(GitError, match="option"):
        _ = made.tree


def test_a_folder_that_looks_like_a_bare_repository_is_none(made: GitShow) -> None:
    inner = made.root / "inner"
    git_in(made.root, "init", "--quiet", "--bare", str(inner))
    assert git_of(inner, dict(os.environ)) is None
