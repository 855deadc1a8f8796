"""What git says is put into words that help."""

from __future__ import annotations

import pytest

from balado.git.process import Ran
from balado.studio.repository.told import told_by_git


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("fatal: could not read Username for 'https://x': terminal prompts disabled", "who you are, and git could not"),
        ("git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.", "SSH agent"),
        ("fatal: Unable to create '/x/.git/index.lock': File exists.", "Another git is at work"),
        ("fatal: detected dubious ownership in repository at '/x'", "another user"),
        ("fatal: refusing to merge unrelated histories", "nothing in common"),
        ("error: line\n  two", "refused: error: line two"),
        ("", "refused: 1"),
        ("x" * 5_000, "refused: … xxx"),
    ],
)
def test_it_says_what_is_wrong_and_what_to_do(said: str, told: str) -> None:
    assert told in str(told_by_git(Ran(1, b"", said)))
