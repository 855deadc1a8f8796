from __future__ import annotations

import os
from pathlib import Path

import pytest
from pool_work import dying, squares, waiting

from balado.network.pool import MOST_TRIES, EndedTask, Pool


def test_each_task_is_done_once_by_processes_that_stay() -> None:
    under_way: list[int] = []
    pool: Pool[int, int] = Pool(squares, 2, lambda tasks: under_way.append(len(tasks)))
    ended = list(pool.run(range(20)))
    assert sorted(ended, key=lambda one: one.task) == [EndedTask(number, number * number) for number in range(20)]
    assert max(under_way) == 2


def test_a_task_whose_worker_dies_is_done_by_another_and_one_that_kills_each_is_given_up(tmp_path: Path) -> None:
    tasks = [tmp_path / name for name in ("a", "once", "each", "b")]
    pool: Pool[Path, int] = Pool(dying, 1)
    ended = {one.task.name: one.result for one in pool.run(tasks)}
    assert ended.keys() == {"a", "once", "each", "b"}
    assert ended["each"] is None
    assert None not in (ended["a"], ended["once"], ended["b"])
    assert len({ended["a"], ended["once"], ended["b"]}) == 3  # a process before, between and after those that died
    assert len(list(tmp_path.glob("each.*"))) == MOST_TRIES
    assert len(list(tmp_path.glob("once.*"))) == 2


def test_a_long_task_holds_up_no_other(tmp_path: Path) -> None:
    pool: Pool[Path, str] = Pool(waiting, 2)
    names = [one.result for one in pool.run([tmp_path / name for name in ("long", "a", "b", "c")])]
    assert names == ["a", "b", "c", "long"]


def test_whoever_stops_listening_ends_the_processes(tmp_path: Path) -> None:
    pool: Pool[Path, int] = Pool(dying, 2)
    run = pool.run([tmp_path / str(number) for number in range(6)])
    first = next(run)
    run.close()
    assert first.result is not None
    with pytest.raises(ProcessLookupError):
        os.kill(first.result, 0)
