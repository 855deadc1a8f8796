"""What a worker does for a show: it is the verb itself, and it may be cut short and done again."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from networks import ShowNetwork
from pool_work import killed_publisher
from readings import put
from show_builder import NOW, Show
from workers import first_of

from balado.commands.network.run_show import run_show
from balado.network.pool import Pool
from balado.network.task import Group, Outcomes, ShowTask

HEAVY = {"pydantic", "lxml", "feedgen", "mutagen", "PIL", "markdown_it", "rich", "jinja2"}
MOST_MODULES = 70
OF_WORKER = """
import json
import pickle
import sys
from balado.commands.network.run_show import prepare
run = prepare()
codes = [outcome.code for group in pickle.loads(bytes.fromhex(sys.argv[1])) for outcome in run(group)]
print(json.dumps([codes, sorted(sys.modules)]))
"""


@pytest.fixture
def network(tmp_path: Path) -> ShowNetwork:
    made = ShowNetwork(tmp_path / "network")
    made.write()
    for name in ("a", "b", "c"):
        made.add(name, episodes=2)
    return made


def task_of(show: Show, verb: str = "publish", *arguments: str) -> ShowTask:
    return ShowTask(show.root.name, str(show.root), verb, ("--now", NOW, *arguments), datetime.fromisoformat(NOW))


def shows_of(network: ShowNetwork) -> list[Show]:
    return [Show(path) for path in sorted((network.root / "shows").iterdir())]


def test_a_show_ends_as_the_verb_alone_would_end_it(network: ShowNetwork) -> None:
    [show, *_] = shows_of(network)
    outcome = run_show(task_of(show))
    assert (outcome.code, outcome.state) == (0, "published")
    assert outcome.said.startswith("Published")
    outcome = run_show(task_of(show))
    assert (outcome.code, outcome.state, outcome.next_due) == (0, "unchanged", None)
    assert [event["event"] for event in outcome.events] == ["nothing-to-do"]
    (show.root / "feed.yaml").write_text("title: [", "utf-8")
    outcome = run_show(task_of(show, "check"))
    assert (outcome.code, outcome.state) == (1, "refused")
    assert [fault["path"] for fault in outcome.faults if fault["severity"] == "error"] == ["feed.yaml"]
    outcome = run_show(task_of(Show(network.root / "none")))
    assert outcome.state == "failed"
    assert f"which works on this show, has no folder {network.root / 'none'}." in outcome.said


def test_a_task_and_its_outcome_travel_and_hold_no_credential(
    network: ShowNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    task = task_of(shows_of(network)[0])
    outcome = run_show(task)
    for one in (task, outcome):
        travelling = pickle.dumps(one)
        assert pickle.loads(travelling) == one  # noqa: S301 (its own)
        assert b"bPxRfiCY" not in travelling
        assert len(travelling) < 20_000


def test_a_worker_with_nothing_to_do_loads_no_more_than_the_verb(network: ShowNetwork) -> None:
    tasks = [task_of(show) for show in shows_of(network)]
    for task in tasks:
        assert run_show(task).code == 0
    run = subprocess.run(
        [sys.executable, "-c", OF_WORKER, pickle.dumps([(task,) for task in tasks]).hex()],
        capture_output=True,
        text=True,
        check=True,
    )
    codes, modules = json.loads(run.stdout)
    assert codes == [0, 0, 0]
    assert HEAVY & set(modules) == set()
    assert len([name for name in modules if name.split(".")[0] == "balado"]) <= MOST_MODULES


@pytest.mark.parametrize("step", first_of([4, 14, 1, 9], 2))
def test_a_publication_that_is_killed_is_ended_by_another_process_as_if_nothing_had_been(
    network: ShowNetwork, step: int, tmp_path: Path
) -> None:
    undisturbed = ShowNetwork(tmp_path / "undisturbed")
    shutil.copytree(network.root, undisturbed.root)
    for show in shows_of(undisturbed):
        assert run_show(task_of(show)).state == "published"
    marks = tmp_path / "marks"
    marks.mkdir()
    pool: Pool[Group, Outcomes] = Pool(partial(killed_publisher, marks, step), 1)

    ended = list(pool.run([(task_of(show),) for show in shows_of(network)]))

    assert list(marks.iterdir()) != []
    assert [outcome.code for one in ended for outcome in one.result or ()] == [0, 0, 0]
    for show, other in zip(shows_of(network), shows_of(undisturbed), strict=True):
        assert show.published() == other.published()
        assert len(list((show.root / ".public.balado" / "generations").glob("*.json"))) == 1


def test_a_worker_removes_what_was_fetched_to_its_machine_long_ago(tmp_path: Path) -> None:
    """The machine that sends it shows knows of no copy there."""
    copies = tmp_path / "networks"
    for name, last in (("a-1", 0), ("b-2", None)):
        put(copies / name, {"lock": "1 here", "show/feed.yaml": "title: Radio"})
        if last is not None:
            os.utime(copies / name / "lock", (last, last))
    begin = "from balado.commands.network.run_show import prepare; prepare()"
    subprocess.run([sys.executable, "-c", begin], env={**os.environ, "BALADO_CACHE_DIR": str(tmp_path)}, check=True)
    assert [copy.name for copy in copies.iterdir()] == ["b-2"]
