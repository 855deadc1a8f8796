from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balado.network.elsewhere import BucketSource, GitSource
from balado.network.tally import Tally, fault_line, path_of, resolved
from balado.network.task import ShowOutcome, ShowTask, lost, withheld

NOW = datetime(2025, 11, 23, 12, tzinfo=UTC)


def test_the_exit_code_is_the_worst_and_each_show_counts_once() -> None:
    tally = Tally()
    outcomes = [
        ShowOutcome(0, ({"event": "published", "message": "Published."},)),
        ShowOutcome(1, ({"event": "published", "message": "Published, one held back."},)),
        ShowOutcome(0, ({"event": "nothing-to-do", "message": "Nothing to do."},)),
        ShowOutcome(1, ({"event": "error", "kind": "RefusedError", "message": "Refused."},)),
        ShowOutcome(3, ({"event": "error", "kind": "RemoteError", "message": "No answer."},)),
    ]
    for index, outcome in reversed(list(enumerate(outcomes))):
        tally.add(ShowTask(str(index), str(index), "publish", (), NOW, index=index), outcome)
    assert tally.code == 3
    assert [tally.count(state) for state in ("published", "unchanged", "refused", "failed")] == [2, 1, 1, 1]
    assert [task.name for task, _ in tally.rows] == ["0", "1", "2", "3", "4"]
    assert [outcome.said for _, outcome in tally.rows][2:] == ["Nothing to do.", "Refused.", "No answer."]


def test_what_was_rehearsed_counts_as_what_it_would_be() -> None:
    rehearsed = ShowOutcome(0, ({"event": "dry-run", "message": "Dry run: nothing was written."},))
    assert (rehearsed.state, rehearsed.is_rehearsed) == ("published", True)
    assert ShowOutcome(0, ({"event": "nothing-to-do"},)).state == "unchanged"


def test_a_show_that_is_withheld_is_refused() -> None:
    assert (withheld("Not begun.").state, withheld("Not begun.").said) == ("refused", "Not begun.")


def test_a_show_whose_worker_is_gone_failed() -> None:
    assert (lost("Gone.").state, lost("Gone.").said) == ("failed", "Gone.")


@pytest.mark.parametrize(
    ("root", "path", "from_here"),
    [
        ("m/a", "feed.yaml", "m/a/feed.yaml"),
        ("m/a", "../../network.yaml", "network.yaml"),
        ("net/m/a", "../../network.yaml", "net/network.yaml"),
        ("../net/a", "../../x", "../x"),
        ("/srv/net/a", "../network.yaml", "/srv/net/network.yaml"),
        ("a", "--url", "--url"),
        ("a", "..", "."),
    ],
)
def test_the_path_of_a_fault_leads_there_from_here(root: str, path: str, from_here: str) -> None:
    assert resolved(root, path) == from_here


def test_a_fault_is_named_with_its_line_and_key() -> None:
    task = ShowTask("m/a", "m/a", "check", (), NOW)
    assert fault_line(task, {"path": "feed.yaml", "line": 3, "key": "title"}) == "m/a/feed.yaml:3 (title)"
    assert fault_line(task, {"path": "talk.mp3", "line": None, "key": ""}) == "m/a/talk.mp3"


BUCKET = BucketSource("s3://sources/s1", None, None, "n")
REPOSITORY = GitSource("https://git.example/s.git", None, None, "n")


@pytest.mark.parametrize("source", [None, BUCKET, REPOSITORY])
@pytest.mark.parametrize(
    "address", ["https://podcasts.example/s1/feed.xml", "HTTP://podcasts.example/a.mp3", "s3://public/s1/feed.xml"]
)
def test_an_address_stays_as_it_is(source: BucketSource | GitSource | None, address: str) -> None:
    task = ShowTask("s3://sources/s1", "s3://sources/s1", "check", (), NOW, source=source)
    assert path_of(task, {"path": address}) == address


def test_a_fault_without_a_file_is_of_the_show_and_files_elsewhere_are_below_its_name() -> None:
    here = ShowTask("m/a", "m/a", "check", (), NOW)
    there = ShowTask("s3://sources/s1", "s3://sources/s1", "check", (), NOW, source=BUCKET)
    assert [path_of(task, {"path": ""}) for task in (here, there)] == ["m/a", "s3://sources/s1"]
    assert path_of(there, {"path": "feed.yaml"}) == "s3://sources/s1/feed.yaml"
    assert path_of(there, {"path": "../network.yaml"}) == "network.yaml"
