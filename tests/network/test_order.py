from __future__ import annotations

from datetime import UTC, datetime, timedelta

from balado.network.order import LastRun, in_order
from balado.network.task import ShowTask

NOW = datetime(2025, 11, 23, 12, tzinfo=UTC)


def test_what_is_due_comes_first_then_what_is_unknown_then_what_takes_long() -> None:
    known = {
        "late": LastRun(NOW - timedelta(hours=1)),
        "later": LastRun(NOW - timedelta(minutes=1)),
        "quick": LastRun(NOW + timedelta(hours=1), 0.2),
        "slow": LastRun(None, 90),
        "quick too": LastRun(None, 0.4),
    }
    names = ("quick", "new", "later", "quick too", "slow", "late", "newer")
    tasks = [ShowTask(name, name, "publish", (), NOW, index=index) for index, name in enumerate(names)]
    assert [task.name for task in in_order(tasks, known, NOW)] == [
        "late", "later", "new", "newer", "slow", "quick", "quick too",
    ]  # fmt: skip
    assert in_order(tasks, {}, NOW) == tuple(tasks)
