"""Copies of shows elsewhere: those that nobody needs go, and none that is in use."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from balado.network.elsewhere import BucketSource, GitSource, ShowSource
from balado.network.fetch import LOCK, copy_of
from balado.network.fetch_lock import only_user, opened_lock
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


def test_those_of_listed_shows_count_as_used(copy: Callable[[ShowSource], Path], tmp_path: Path) -> None:
    listed, theirs = copy(RADIO), copy(THEIRS)
    for folder in (listed, theirs):
        os.utime(folder / LOCK, (0, 0))
    forget_unlisted(tmp_path, "ours", [RADIO, ARCHIVE])
    forget_unused(tmp_path, datetime.now(UTC))
    assert list(tmp_path.iterdir()) == [listed]


def test_one_that_is_used_while_it_is_looked_at_stays(
    copy: Callable[[ShowSource], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copy(RADIO)
    os.utime(made / LOCK, (0, 0))

    def used_first(file: Path) -> int:
        os.utime(file)
        return opened_lock(file)

    monkeypatch.setattr("balado.network.left_copies.opened_lock", used_first)
    forget_unused(tmp_path, datetime.now(UTC))
    assert (made / "repository" / "HEAD").is_file()


def test_one_that_was_removed_and_made_anew_while_another_was_to_remove_it_stays(
    copy: Callable[[ShowSource], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second to remove it has the lock of a file that is none any more; a run has the copy."""
    made = copy(RADIO)
    with ExitStack() as run:

        def late(file: Path) -> int:
            descriptor = opened_lock(file)
            monkeypatch.undo()
            forget_unlisted(tmp_path, "ours", [])
            assert not made.exists()
            copy(RADIO)
            run.enter_context(only_user(made / LOCK, RADIO.address, unhurried))
            return descriptor

        monkeypatch.setattr("balado.network.left_copies.opened_lock", late)
        forget_unlisted(tmp_path, "ours", [])
        assert (made / "repository" / "HEAD").is_file()
        assert (made / LOCK).is_file()


def test_on_windows_it_goes_though_its_files_may_not_be_written_and_its_lock_is_open(
    copy: Callable[[ShowSource], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes neither such a file nor one that is open."""
    made = copy(RADIO)
    opened: list[int] = []
    unlink = os.unlink

    def as_on_windows(path: str | Path, *, dir_fd: int | None = None) -> None:
        found = os.stat(path, dir_fd=dir_fd, follow_symlinks=False)
        if not found.st_mode & stat.S_IWUSR or any(os.path.samestat(found, one) for one in still_open()):
            raise PermissionError(errno.EACCES, "Access is denied", path)
        unlink(path, dir_fd=dir_fd)

    def still_open() -> Iterator[os.stat_result]:
        for descriptor in opened:
            with suppress(OSError):
                yield os.fstat(descriptor)

    def noted(file: Path) -> int:
        opened.append(opened_lock(file))
        return opened[-1]

    monkeypatch.setattr("balado.network.left_copies.opened_lock", noted)
    monkeypatch.setattr("os.unlink", as_on_windows)
    forget_unlisted(tmp_path, "ours", [])
    assert opened
    assert not made.exists()


@pytest.mark.parametrize(
    "forget",
    [lambda cache: forget_unlisted(cache, "ours", []), lambda cache: forget_unused(cache, datetime.now(UTC))],
    ids=["listed no more", "unused"],
)
def test_an_empty_one_without_a_lock_goes(forget: Callable[[Path], None], tmp_path: Path) -> None:
    """A run was killed when it had removed the lock."""
    copy_of(RADIO, tmp_path).mkdir()
    forget(tmp_path)
    assert list(tmp_path.iterdir()) == []


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
