"""A commit of the show's own files, what others pushed, and a push: nothing else is swept in, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from git_trees import GitShow, committed_show, git_in, hook
from studio_runs import edit

from balado.git.process import GitError
from balado.message import Message
from balado.studio.repository.hand_over import HandOver, hand_over, pull


@pytest.fixture
def made(tmp_path: Path) -> GitShow:
    return committed_show(tmp_path)


def handed(made: GitShow, message: str = "Mine", *, pulls: bool = False, pushes: bool = False) -> list[str]:
    """All that is offered, committed; gives what was told."""
    told: list[Message] = []
    tree = made.tree
    hand_over(made.git, tree, HandOver(tree.files, message, pulls, pushes), told.append)
    return [str(one) for one in told]


def changed_by_colleague(made: GitShow, folder: Path, old: str, new: str) -> None:
    theirs = made.colleague(folder)
    text = theirs / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    git_in(theirs, "commit", "--quiet", "--all", "--message=Theirs")
    git_in(theirs, "push", "--quiet")


def test_changed_new_and_deleted_files_go_into_one_commit_and_nothing_else_does(made: GitShow) -> None:
    (made.root / "mine.txt").write_text("x", encoding="utf-8")
    (made.root / "half.txt").write_text("one", encoding="utf-8")
    made.run("add", "half.txt")
    edit(made.show, "a", "Notes", "More notes")
    made.show.add("b")
    made.show.remove_audio()
    recorded = {one.shown for one in made.tree.files}
    [told] = handed(made, "Two things\n\n# not a comment")
    assert "Commit" in told
    names = made.run("show", "--format=%B", "--name-only", "HEAD")
    assert names.startswith("Two things\n\n# not a comment\n")
    assert set(names.splitlines()[4:]) - {""} == recorded
    assert made.run("status", "--porcelain").splitlines() == ["A  half.txt", "?? mine.txt"]


def test_the_first_commit_of_all(tmp_path: Path) -> None:
    made = committed_show(tmp_path)
    made.run("checkout", "--quiet", "--orphan", "fresh")
    made.run("rm", "--quiet", "-r", "--cached", ".")
    assert handed(made)
    assert "episodes/a/episode.md" in made.run("ls-tree", "-r", "--name-only", "HEAD")


def test_a_hook_that_refuses_is_told_and_the_index_is_as_it_was(made: GitShow) -> None:
    edit(made.show, "a", "Notes", "More notes")
    made.show.add("b")
    before = made.run("status", "--porcelain", "--untracked-files=all")
    hook(made, "pre-commit", 1)
    with pytest.raises(GitError, match="no: pre-commit"):
        handed(made)
    assert made.run("status", "--porcelain", "--untracked-files=all") == before
    assert made.run("log", "--format=%s") == "Begun\n"


def test_without_an_identity_it_says_how_to_give_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = committed_show(tmp_path, identity=False)
    made.run("config", "user.useConfigOnly", "true")
    edit(made.show, "a", "Notes", "More notes")
    with pytest.raises(GitError, match=r"git config --global user\.name"):
        handed(made)


def test_a_detached_head_and_a_merge_under_way_are_refused(made: GitShow) -> None:
    edit(made.show, "a", "Notes", "More notes")
    tree = made.tree
    wanted = HandOver(tree.files, "Mine", pulls=False, pushes=False)
    for other in (replace(tree, branch=None), replace(tree, under_way=True)):
        with pytest.raises(GitError, match="first"):
            hand_over(made.git, other, wanted, print)
    assert made.run("log", "--format=%s") == "Begun\n"


def test_it_is_pushed(made: GitShow) -> None:
    edit(made.show, "a", "Notes", "More notes")
    assert handed(made, pushes=True)[-1] == "It is pushed to origin, branch main."
    assert made.pushed() == "Mine\nBegun\n"


def test_a_branch_that_was_never_pushed_goes_to_the_one_remote(made: GitShow) -> None:
    made.run("checkout", "--quiet", "-b", "work")
    edit(made.show, "a", "Notes", "More notes")
    told = handed(made, pulls=True, pushes=True)
    assert "Nobody has pushed this branch yet" in told[1]
    assert git_in(made.remote, "log", "--format=%s", "work") == "Mine\nBegun\n"
    assert made.tree.has_upstream


def test_a_push_that_is_refused_because_the_remote_is_ahead_says_so_and_the_commit_stays(
    made: GitShow, tmp_path: Path
) -> None:
    changed_by_colleague(made, tmp_path / "theirs", "title: About a", "title: Theirs")
    edit(made.show, "a", "Notes", "More notes")
    with pytest.raises(GitError, match="Somebody else pushed meanwhile"):
        handed(made, pushes=True)
    assert made.run("log", "--format=%s") == "Mine\nBegun\n"
    assert made.pushed() == "Theirs\nBegun\n"
    told = handed(made, pulls=True, pushes=True)
    assert "1 commit of others is brought in." in told
    assert {"Mine", "Theirs", "Begun"} <= set(made.pushed().splitlines())
    text = (made.root / "episodes" / "a" / "episode.md").read_text(encoding="utf-8")
    assert "More notes" in text
    assert "title: Theirs" in text


def test_where_both_changed_the_same_lines_nothing_is_brought_in_and_nothing_is_pushed(
    made: GitShow, tmp_path: Path
) -> None:
    changed_by_colleague(made, tmp_path / "theirs", "title: About a", "title: Theirs")
    edit(made.show, "a", "title: About a", "title: Ours")
    with pytest.raises(GitError, match=r"same lines of episodes/a/episode\.md"):
        handed(made, pulls=True, pushes=True)
    assert "title: Ours" in (made.root / "episodes" / "a" / "episode.md").read_text(encoding="utf-8")
    assert made.run("status", "--porcelain") == ""
    assert not made.tree.under_way
    assert made.pushed() == "Theirs\nBegun\n"


def test_what_is_not_committed_is_not_written_over_by_what_others_pushed(made: GitShow, tmp_path: Path) -> None:
    changed_by_colleague(made, tmp_path / "theirs", "title: About a", "title: Theirs")
    edit(made.show, "a", "title: About a", "title: Ours")
    with pytest.raises(GitError, match="changed here and not committed"):
        pull(made.git, made.tree, print)
    assert "title: Ours" in (made.root / "episodes" / "a" / "episode.md").read_text(encoding="utf-8")


def test_what_others_pushed_is_brought_in_alone(made: GitShow, tmp_path: Path) -> None:
    changed_by_colleague(made, tmp_path / "theirs", "title: About a", "title: Theirs")
    told: list[Message] = []
    pull(made.git, made.tree, told.append)
    pull(made.git, made.tree, told.append)
    assert list(map(str, told)) == ["1 commit of others is brought in.", "There is nothing new from others."]
    assert "title: Theirs" in (made.root / "episodes" / "a" / "episode.md").read_text(encoding="utf-8")


def test_a_remote_that_is_gone_is_told(made: GitShow) -> None:
    made.remote.rename(made.remote.with_name("moved"))
    with pytest.raises(GitError, match="not reached"):
        handed(made, pushes=True)


def test_a_server_that_refuses_is_told(made: GitShow) -> None:
    edit(made.show, "a", "Notes", "More notes")
    refusing = made.remote / "hooks" / "pre-receive"
    refusing.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    refusing.chmod(0o755)
    with pytest.raises(GitError, match="server refuses"):
        handed(made, pushes=True)
    assert made.run("log", "--format=%s") == "Mine\nBegun\n"
