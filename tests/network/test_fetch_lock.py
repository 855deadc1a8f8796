from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from platform import node

import pytest

from balado.errors import RemoteError
from balado.network.fetch_lock import PATIENCE_SECONDS, only_user


class Pauses:
    """Counts the seconds that are waited, and calls something after so many."""

    def __init__(self, after: float = 0, then: object = None) -> None:
        self.seconds = 0.0
        self._after, self._then = after, then

    def __call__(self, seconds: float) -> None:
        self.seconds += seconds
        if callable(self._then) and self.seconds >= self._after:
            self._then()


def test_whoever_comes_second_waits_until_the_first_is_done(tmp_path: Path) -> None:
    first = only_user(tmp_path / "lock", "s3://pod/radio", Pauses())
    first.__enter__()
    pauses = Pauses(3, lambda: first.__exit__(None, None, None))
    with only_user(tmp_path / "lock", "s3://pod/radio", pauses):
        assert pauses.seconds == 3


def test_whoever_waits_too_long_is_told_for_whom(tmp_path: Path) -> None:
    pauses = Pauses()
    said = f"fetched from s3://pod/radio: process {os.getpid()} on {node()}. It has not ended within 10 minutes."
    with (
        only_user(tmp_path / "lock", "s3://pod/radio", Pauses()),
        pytest.raises(RemoteError, match=said),
        only_user(tmp_path / "lock", "s3://pod/radio", pauses),
    ):
        pass
    assert pauses.seconds == PATIENCE_SECONDS


def test_a_program_that_was_begun_holds_it_until_it_ends(tmp_path: Path) -> None:
    """As git does that outlives the worker that began it."""
    with only_user(tmp_path / "lock", "x", Pauses()) as held:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=held)

    def end() -> None:
        child.communicate(b"\n")

    pauses = Pauses(2, end)
    with only_user(tmp_path / "lock", "x", pauses):
        assert pauses.seconds == 2
        assert child.returncode == 0


def test_where_a_file_system_has_no_locks_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_descriptor: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("balado.network.fetch_lock.lock", refused)
    with only_user(tmp_path / "lock", "x", Pauses()) as held:
        assert held == ()
