from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from platform import node

import pytest

from balado.errors import RemoteError
from balado.network.fetch_lock import PATIENCE_SECONDS, only_user, opened_lock


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


@pytest.mark.parametrize("moment", ["before it is open", "before it is locked"])
def test_whoever_finds_it_removed_each_time_is_told_so(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an end to the tries a cache that cannot hold anything would stop a run for ever."""
    file = tmp_path / "copy" / "lock"

    def removed(path: Path, flags: int) -> int:
        if moment == "before it is open":
            path.parent.rmdir()
            return opened_lock(path, flags)
        descriptor = opened_lock(path, flags)
        path.unlink()
        path.parent.rmdir()
        return descriptor

    monkeypatch.setattr("balado.network.fetch_lock.opened_lock", removed)
    said = f"fetched from s3://pod/radio cannot be kept: {file.parent} is removed as often as it is made"
    with pytest.raises(RemoteError, match=said), only_user(file, "s3://pod/radio", Pauses()):
        pass
