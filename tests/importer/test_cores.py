"""Work at once: the answers are those of one process, in their order, whatever becomes of the others."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from balado.importer.cores import on_all_cores, side_by_side

NUMBERS = range(1_001)
CORES = 3


def process_of(_number: int) -> int:
    return os.getpid()


def test_each_thing_is_answered_in_its_place() -> None:
    assert on_all_cores(str, NUMBERS, CORES) == [str(number) for number in NUMBERS]


def test_every_process_has_its_share_and_this_one_too() -> None:
    found = on_all_cores(process_of, NUMBERS, CORES)
    shares = {process: found.count(process) for process in found}
    assert len(shares) == CORES
    assert os.getpid() in shares
    assert max(shares.values()) - min(shares.values()) <= 1


@pytest.mark.parametrize("things", [range(0), range(1), range(399)])
def test_a_few_are_worked_on_here(things: range) -> None:
    assert set(on_all_cores(process_of, things, CORES)) <= {os.getpid()}


def test_on_one_core_there_is_one_process() -> None:
    assert set(on_all_cores(process_of, NUMBERS, 1)) == {os.getpid()}


def here_only(here: int, otherwise: Callable[[], object]) -> Callable[[int], int]:
    def work(number: int) -> int:
        if os.getpid() != here:
            otherwise()
        return number

    return work


def test_what_a_process_that_is_killed_had_to_do_is_done_here() -> None:
    killed = here_only(os.getpid(), lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert on_all_cores(killed, NUMBERS, CORES) == list(NUMBERS)


def test_what_goes_wrong_in_another_process_is_raised_here() -> None:
    def work(number: int) -> int:
        if number == 500:
            raise ValueError("the five hundredth")
        return number

    with pytest.raises(ValueError, match="the five hundredth"):
        on_all_cores(work, NUMBERS, CORES)


def test_works_are_done_side_by_side() -> None:
    copied, here = side_by_side([os.getpid, os.getpid], os.getpid, len(NUMBERS), CORES)
    assert here == os.getpid()
    assert len({*copied, here}) == 3


def test_their_answers_are_in_the_order_of_the_works() -> None:
    assert side_by_side([lambda: 1, lambda: 2, lambda: 3], lambda: 4, len(NUMBERS), CORES) == ([1, 2, 3], 4)


@pytest.mark.parametrize(("size", "cores"), [(199, CORES), (1_001, 1)])
def test_for_little_or_on_one_core_all_are_done_here(size: int, cores: int) -> None:
    here = os.getpid()
    assert side_by_side([os.getpid, os.getpid], os.getpid, size, cores) == ([here, here], here)


def test_what_the_copy_could_not_do_is_done_here() -> None:
    """Killed, or with an answer that cannot be sent."""
    killed = here_only(os.getpid(), lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert side_by_side([lambda: killed(1), lambda: 0], lambda: 2, len(NUMBERS), CORES) == ([1, 0], 2)
    (unsendable,), _ = side_by_side([lambda: lambda: 3], lambda: 2, len(NUMBERS), CORES)
    assert unsendable() == 3


def test_what_any_raises_is_raised() -> None:
    def fails() -> int:
        raise ValueError("so it is")

    for copied, here in (([fails, int], int), ([int, fails], int), ([int, int], fails)):
        with pytest.raises(ValueError, match="so it is"):
            side_by_side(copied, here, len(NUMBERS), CORES)


def children() -> set[str]:
    """The processes of this one, also those that ended and nobody waited for; other tests have some."""
    return {one for told in Path("/proc/self/task").glob("*/children") for one in told.read_text("ascii").split()}


def descriptors() -> set[str]:
    """What this process holds open. Threads of tests before may close theirs meanwhile: what is new alone is told."""
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208 (numbers, whose files may be gone)


def test_no_process_and_no_pipe_is_left() -> None:
    processes = children()
    before = descriptors()
    on_all_cores(str, NUMBERS, CORES)
    side_by_side([int, int], str, len(NUMBERS), CORES)
    with pytest.raises(ZeroDivisionError):
        side_by_side([int, int], lambda: 1 // 0, len(NUMBERS), CORES)
    assert not descriptors() - before
    assert not children() - processes


def test_a_copy_ends_with_the_process_that_it_copies(tmp_path: Path) -> None:
    """That was killed in the middle: what works on and would work for long keeps neither its lock nor a core."""
    told = tmp_path / "copies"
    killed = os.fork()
    if not killed:
        os.setsid()

        def work(number: int) -> bytes:
            if number == 1:  # in the copy
                told.write_text(str(os.getpid()))
                while True:
                    pass
            if number == 2:  # in this process itself
                while not told.exists() or not told.read_text():
                    pass
                os.kill(os.getpid(), signal.SIGKILL)
            return bytes(1_000)

        on_all_cores(work, NUMBERS, 2)
    os.waitpid(killed, 0)
    copy = int(told.read_text())
    while Path(f"/proc/{copy}/cmdline").exists() and Path(f"/proc/{copy}/cmdline").read_bytes():
        pass  # for ever, if it lived: the suite's own limit ends that


def test_where_the_system_refuses_another_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "too many processes")

    monkeypatch.setattr(os, "fork", refuse)
    before = descriptors()
    assert on_all_cores(process_of, NUMBERS, CORES) == [os.getpid()] * len(NUMBERS)
    assert side_by_side([lambda: 1], lambda: 2, len(NUMBERS), CORES) == ([1], 2)
    assert not descriptors() - before


def test_where_endings_of_processes_are_ignored_there_are_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """`trap '' CHLD` in a shell, and all that it starts."""
    monkeypatch.setattr(signal, "getsignal", lambda number: signal.SIG_IGN if number == signal.SIGCHLD else None)
    assert set(on_all_cores(process_of, NUMBERS, CORES)) == {os.getpid()}
