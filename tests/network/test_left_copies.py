"""Copies of shows elsewhere: those that nobody needs go, and none that is in use."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from balado.network.elsewhere import BucketSource, GitSource, ShowSource
from balado.network.fetch import LOCK, copy_of
from balado.network.fetch_lock import only_user
from balado.network.left_copies import UNUSED_DAYS, forget_unlisted, forget_unused

RADIO = GitSource("https://git.example/radio.git", None, None, "ours")
ARCHIVE = BucketSource("s3://archives/radio", None, None, "ours")
THEIRS = GitSource("https://git.example/radio.git", None, None, "theirs")


def unhurried(_seconds: float) -> None: ...


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[ShowSource], Path]:
    """Makes the copy of a show, as a run leaves it that fetched it: with a repository whose files nobody may write."""

    def make(source: ShowSource) -> Path:
        made = copy_of(source, tmp_path)
        with only_user(made / LOCK, source.address, unhurried):
            (made / "show" / "episodes").mkdir(parents=True)
            (made / "repository").mkdir()
            (made / "repository" / "HEAD").write_text("ref")
            (made / "repository" / "HEAD").chmod(0o400)
            (made / "network.yaml").write_text("title: Ours")
        return made

    return make


def test_the_copy_of_a_show_that_is_listed_no_more_goes_and_no_other(
    copy: Callable[[ShowSource], Path], tmp_path: Path
) -> None:
    gone, kept, theirs = copy(RADIO), copy(ARCHIVE), copy(THEIRS)
    forget_unlisted(tmp_path, "ours", [ARCHIVE])
    assert sorted(tmp_path.iterdir()) == sorted([kept, theirs])
    assert not gone.exists()


def test_the_copy_of_another_revision_is_another(copy: Callable[[ShowSource], Path], tmp_path: Path) -> None:
    copy(RADIO)
    now = copy(GitSource(RADIO.address, "v2", None, "ours"))
    forget_unlisted(tmp_path, "ours", [GitSource(RADIO.address, "v2", None, "ours", b"other values", "c0ffee")])
    assert list(tmp_path.iterdir()) == [now]


def test_one_that_no_run_has_used_for_long_goes_whatever_network_it_is_of(
    copy: Callable[[ShowSource], Path], tmp_path: Path
) -> None:
    used, unused = copy(RADIO), copy(THEIRS)
    now = datetime.now(UTC)
    for folder, days in ((used, UNUSED_DAYS - 1), (unused, UNUSED_DAYS + 1)):
        then = (now - timedelta(days=days)).timestamp()
        os.utime(folder / LOCK, (then, then))
    forget_unused(tmp_path, now)
    assert list(tmp_path.iterdir()) == [used]


def test_one_that_a_run_works_with_stays(copy: Callable[[ShowSource], Path], tmp_path: Path) -> None:
    made = copy(RADIO)
    with only_user(made / LOCK, RADIO.address, unhurried):
        forget_unlisted(tmp_path, "ours", [])
        assert (made / "repository" / "HEAD").is_file()
    forget_unlisted(tmp_path, "ours", [])
    assert not made.exists()


def test_a_run_that_waited_for_one_while_it_was_removed_makes_it_anew(
    copy: Callable[[ShowSource], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would hold the lock of a file that is none any more, and a third run could have the copy too."""
    made = copy(RADIO)
    from balado.store.file_lock import lock

    waited: list[float] = []

    def taken_at_first(descriptor: int) -> bool:
        return bool(waited) and lock(descriptor)

    def remove(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 1:
            forget_unlisted(tmp_path, "ours", [])

    monkeypatch.setattr("balado.network.fetch_lock.lock", taken_at_first)
    with only_user(made / LOCK, RADIO.address, remove) as held:
        assert os.path.samestat((made / LOCK).stat(), os.fstat(held[0]))
    assert len(waited) == 1


def test_where_a_file_system_has_no_locks_nothing_is_removed(
    copy: Callable[[ShowSource], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows there whether a run works with it."""

    def refused(_descriptor: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    made = copy(RADIO)
    monkeypatch.setattr("balado.network.left_copies.lock", refused)
    forget_unlisted(tmp_path, "ours", [])
    assert (made / "repository" / "HEAD").is_file()


def test_what_was_removed_by_halves_is_removed_whole_the_next_time(
    copy: Callable[[ShowSource], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    made = copy(RADIO)
    with monkeypatch.context() as broken:
        broken.setattr("balado.network.left_copies.shutil.rmtree", fails)
        forget_unlisted(tmp_path, "ours", [])
    assert (made / LOCK).is_file()
    forget_unlisted(tmp_path, "ours", [])
    assert not made.exists()


def test_a_cache_that_is_none_is_no_reason_to_fail(tmp_path: Path) -> None:
    forget_unlisted(tmp_path / "nothing", "ours", [])
    forget_unused(tmp_path / "nothing", datetime.now(UTC))
