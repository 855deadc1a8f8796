"""One long work at a time: what it tells, how far it is, and what a stop leaves."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from balado.cli.session import catalogue, defect_of
from balado.errors import Fault, Place, UsageError
from balado.message import say
from balado.studio.tasks import TaskProgress, TaskRunner, how_far_of
from balado.studio.templates import Templates
from balado.studio.verb import VerbEnd

WHAT = say("What")
SLOW = "import json, time\nprint(json.dumps({'event': 'advanced', 'done': 1, 'of': 4}), flush=True)\ntime.sleep(60)"
SAYS = "import json, sys\nprint(json.dumps({'event': 'created', 'slug': ' '.join(sys.argv[1:])}))"


class Told(list[str]):
    """What pages are told; `waits` for a word in it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = threading.Event()

    def __call__(self, told: str) -> None:
        self.append(told)
        if json.loads(told)["total"]:
            self.heard.set()


@pytest.fixture
def told() -> Told:
    return Told()


def runner(told: Told, root: Path, script: str = SAYS) -> TaskRunner:
    program = (sys.executable, "-S", "-E", "-c", script)
    return TaskRunner(program, root, Templates(catalogue(["en"]), "en"), told, defect_of)


@pytest.fixture
def slow(told: Told, tmp_path: Path) -> Iterator[TaskRunner]:
    made = runner(told, tmp_path, SLOW)
    yield made
    made.close(10)


def test_a_verb_is_asked_on_this_show_in_this_language(told: Told, tmp_path: Path) -> None:
    made = runner(told, tmp_path)
    asked: list[str] = []
    assert made.start(WHAT, lambda task: asked.append(task.verb(WHAT, "new", "--title=x").event("created")["slug"]))
    ended = made.wait()
    assert asked == [f"--lang en new --show {tmp_path} --format json --title=x"]
    assert ended is not None
    assert (ended.has_ended, ended.is_sound, ended.was_stopped) == (True, True, False)


def test_what_a_verb_said_names_files_as_the_show_does(told: Told, tmp_path: Path) -> None:
    made = runner(told, tmp_path)
    assert made.start(WHAT, lambda task: task.tell_end(VerbEnd(0, (), (f"{tmp_path}/episodes/a is there.",))))
    ended = made.wait()
    assert ended is not None
    assert [(one.tone, one.text) for one in ended.told] == [("said", "episodes/a is there.")]


def test_what_goes_wrong_is_told_with_what_to_do_and_ends_nothing_else(told: Told, tmp_path: Path) -> None:
    made = runner(told, tmp_path)

    def work(task: TaskRunner) -> None:
        task.tell(say("Done {name}.", name="this"))
        task.lead("/somewhere")
        raise UsageError(say("Not that."), (Fault(Place("x"), say("It is wrong."), say("Put it right.")),))

    assert made.start(WHAT, work)
    ended = made.wait()
    assert ended is not None
    assert [(one.tone, one.text) for one in ended.told] == [
        ("done", "Done this."),
        ("fault", "It is wrong. Put it right."),
        ("fault", "Not that."),
    ]
    assert (ended.address, ended.is_sound) == ("/somewhere", False)

    def broken(_task: TaskRunner) -> None:
        raise LookupError("oh")

    assert made.start(WHAT, broken)
    ended = made.wait()
    assert ended is not None
    assert "a defect of Balado" in ended.told[0].text


def test_one_at_a_time_how_far_it_is_and_a_stop(slow: TaskRunner, told: Told) -> None:
    reached = []

    def work(task: TaskRunner) -> None:
        task.verb(WHAT, "master")
        reached.append("after it")

    assert slow.start(WHAT, work)
    assert told.heard.wait(20)
    assert not slow.start(WHAT, work)
    assert slow.current is not None
    assert (slow.current.done, slow.current.all, slow.is_running) == (1, 4, True)
    slow.stop()
    ended = slow.wait(20)
    assert ended is not None
    assert (ended.was_stopped, ended.has_ended, ended.is_sound, reached) == (True, True, False, [])
    assert slow.start(WHAT, lambda task: task.tell(WHAT))
    assert slow.wait().told != ()  # type: ignore[union-attr] # there is one


def test_an_end_of_the_studio_ends_it_and_nothing_is_begun_any_more(slow: TaskRunner, told: Told) -> None:
    assert slow.start(WHAT, lambda task: task.verb(WHAT, "master") and None)
    assert told.heard.wait(20)
    assert slow.close(20)
    assert not slow.start(WHAT, lambda _task: None)


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (TaskProgress(WHAT, 1), "Under way."),
        (TaskProgress(WHAT, 1, done=1, all=4, seconds=0.2), "25 % done"),
        (TaskProgress(WHAT, 1, done=1, all=4, seconds=20), "25 % done, 1:00 left"),
        (TaskProgress(WHAT, 1, done=9, all=4, seconds=20), "100 % done, 0:00 left"),
    ],
)
def test_how_far_it_is_in_words(progress: TaskProgress, words: str) -> None:
    assert str(how_far_of(progress)) == words
