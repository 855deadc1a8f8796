"""Settings of shows elsewhere are fetched before anything is done, and what was found is what is worked on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from balado.cli.session import Session
from balado.commands.network.fetching import fetch_settings, located, task_of
from balado.commands.network.working import Workers
from balado.network.elsewhere import BucketSource, FetchedShow, GitSource
from balado.network.model import ListedShow
from balado.network.pool import EndedTask
from balado.network.shows import NetworkShow
from balado.network.task import FETCH, ShowOutcome, ShowTask


class Fetching:
    """In place of the workers: gives these outcomes, by the names of shows, and keeps what it was asked."""

    def __init__(self, outcomes: dict[str, ShowOutcome]) -> None:
        self.session = Session()
        self.telling = self
        self.outcomes = outcomes
        self.asked: list[ShowTask] = []
        self.begun: list[int] = []

    def fetch(self, what: int | Sequence[ShowTask]) -> Any:
        if isinstance(what, int):
            self.begun.append(what)
            return None
        self.asked += what
        return self._ended(what)

    def _ended(self, tasks: Sequence[ShowTask]) -> Iterator[EndedTask[ShowTask, ShowOutcome]]:
        yield from (EndedTask(task, self.outcomes[task.name]) for task in reversed(tasks))


def show(name: str, **listed: str) -> NetworkShow:
    return located(NetworkShow(name, ListedShow.model_validate(listed), 0), "n", b"shared", Session())


HERE = NetworkShow("here", ListedShow.model_validate({"folder": "here"}), 0, Path("here"))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALADO_CACHE_DIR", str(tmp_path))


def test_a_show_has_the_source_that_is_listed_and_no_folder_before_it_was_fetched() -> None:
    git, bucket = show("g", git="https://git.example/g.git", path="radio"), show("b", bucket="s3://sources/b")
    assert git.source == GitSource("https://git.example/g.git", None, "radio", "n", b"shared")
    assert bucket.source == BucketSource("s3://sources/b", None, None, "n", b"shared")
    assert (git.folder, bucket.folder) == (None, None)
    assert show("f", feed="https://radio.example/feed.xml").source is None


def test_shows_are_told_by_what_was_found_in_the_order_they_are_listed() -> None:
    shows = [show(name, git=f"https://git.example/{name}.git") for name in ("a", "b", "c")]
    workers = Fetching(
        {
            "a": ShowOutcome(0, fetched=FetchedShow(commit="abc")),
            "b": ShowOutcome(0),
            "c": ShowOutcome(3, ({"event": "error", "message": "No answer."},)),
        }
    )
    found = fetch_settings([shows[0], HERE, *shows[1:]], "publish", cast("Workers", workers))
    assert [one.name for one in found.here] == ["a", "here", "c"]
    assert found.here[0].source == GitSource("https://git.example/a.git", None, None, "n", b"shared", "abc")
    assert found.listed == ("b",)
    assert {name: outcome.said for name, outcome in found.failed.items()} == {"c": "No answer."}
    assert [(task.name, task.verb, task.index) for task in workers.asked] == [
        ("a", FETCH, 0), ("b", FETCH, 1), ("c", FETCH, 2)
    ]  # fmt: skip
    assert workers.begun == [3]


@pytest.mark.parametrize("verb", ["master", "transcribe"])
def test_a_verb_that_makes_files_leaves_shows_elsewhere_out(verb: str) -> None:
    workers = Fetching({})
    found = fetch_settings([HERE, show("b", bucket="s3://sources/b")], verb, cast("Workers", workers))
    assert ([one.name for one in found.here], found.listed, workers.asked) == (["here"], ("b",), [])


def test_a_task_is_of_the_folder_or_of_the_name_of_a_show_elsewhere() -> None:
    session, elsewhere = Session(), show("s3://sources/b", bucket="s3://sources/b")
    assert task_of(HERE, "check", ("--strict",), session, 2).root == "here"
    task = task_of(elsewhere, "check", ("--strict",), session, 2)
    assert (task.root, task.arguments, task.index, task.source) == (
        "s3://sources/b", ("--strict",), 2, elsewhere.source,
    )  # fmt: skip
