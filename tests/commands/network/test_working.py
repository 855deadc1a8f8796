"""Shows that one process does together are tried one by one where that process ends each time."""

from __future__ import annotations

from datetime import datetime

import pytest
from pool_work import dying_of_b
from show_builder import NOW

from balado.cli.session import Session
from balado.commands.network import working
from balado.commands.network.options import RunOptions
from balado.commands.network.told import Telling
from balado.commands.network.working import Workers, outcome_of
from balado.network.tally import Tally
from balado.network.task import ShowTask


def test_one_that_ends_the_process_does_not_take_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "prepare", dying_of_b)
    session = Session()
    tasks = [ShowTask(name, name, "stats", (), datetime.fromisoformat(NOW)) for name in "abc"]
    options = RunOptions(only=(), workers=1, cluster=None, summary=None)
    with Workers(options, session, Telling("stats", session, Tally())) as workers:
        ended = {one.task.name: outcome_of(one, session) for one in workers.run([tuple(tasks)])}
    assert {name: (outcome.code, outcome.seconds) for name, outcome in ended.items()} == {
        "a": (0, 1.0), "b": (70, 0.0), "c": (0, 1.0),
    }  # fmt: skip
