"""The page of what is under way: how far it is, what came of it, and the way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.message import say
from balado.studio.tasks import TaskRunner


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedStudio]:
    show = Show(tmp_path / "show")
    show.write_feed()
    with served_studio(options_for(show, tmp_path / "cache" / "i.json"), show) as served:
        yield served


def test_nothing_was_begun_yet(served: ServedStudio) -> None:
    answer = served.get("/work")
    assert (answer.status, answer.headers["location"]) == (303, "/")


def test_what_is_done_is_shown_and_a_stop_says_what_is_left(served: ServedStudio) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(task: TaskRunner) -> None:
        task.begin(say("Doing {name}", name="<this>"))
        task.tell(say("One thing."))
        begun.set()
        assert go_on.wait(20)
        task.begin(say("Doing more"))

    assert served.studio.tasks.start(say("Something"), work)
    assert begun.wait(20)
    page = served.get("/work").text
    for text in ("Under way …", "Doing &lt;this&gt;", "<progress", "One thing.", "Stop it"):
        assert text in page
    assert served.post("/work/stop", {"csrf": "x"}).status == 403
    assert served.post("/work/stop", {}).headers["location"] == "/work"
    go_on.set()
    served.studio.tasks.wait()
    page = served.get("/work").text
    for text in ("Stopped", "One thing.", "nothing half is left"):
        assert text in page
    assert "<progress" not in page


def test_all_of_it_is_done(served: ServedStudio) -> None:
    assert served.studio.tasks.start(say("Something"), lambda task: task.lead("/edit/show"))
    served.studio.tasks.wait()
    page = served.get("/work").text
    assert "<h1>Done</h1>" in page
    assert '<a href="/edit/show">Go on</a>' in page
