"""Git never asks and never hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from git_trees import committed_show

from balado.git.process import Git, GitError


def test_what_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    made = committed_show(tmp_path)
    late = tmp_path / "late"
    made.run("config", "alias.slow", f"!sleep 3 && touch {late}")
    with pytest.raises(GitError, match="did not end"):
        made.git.act("slow", seconds=0.3)
    assert not late.exists()


def test_credentials_are_not_asked_for(tmp_path: Path) -> None:
    made = committed_show(tmp_path)
    ran = made.git.act("credential", "fill", seconds=20, given=b"protocol=https\nhost=127.0.0.1\n\n")
    assert not ran.is_done
    assert "terminal prompts disabled" in ran.err


def test_variables_that_lead_to_another_repository_are_left_out(tmp_path: Path) -> None:
    made = committed_show(tmp_path)
    git = Git(made.git.program, made.git.top, {**os.environ, "GIT_DIR": str(made.remote), "GIT_INDEX_FILE": "x"})
    assert git.look("rev-parse", "--show-toplevel").decode().strip() == str(made.root.resolve())


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(GitError, match="cannot be run"):
        Git("/nowhere/git", Path("/"), {}).look("status")
