"""`balado network stats` where all logs are every show's: each log is read once, each show is counted as if alone."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from counting_proxy import CountingProxy
from delivery_logs import Get, write_log
from networks import ShowNetwork, copied, of, states
from pool_work import killed_counter
from show_builder import NOW, Show
from store_servers import Store
from workers import first_of

from balado.commands.network.grouped import grouped
from balado.network.pool import Pool
from balado.network.task import Group, Outcomes, ShowTask

SUNDAY, MONDAY = "2025-11-02", "2025-11-03"
NAMES = ("a", "b", "c")


@pytest.fixture(scope="module")
def published(new_folder: Callable[[str], Path]) -> ShowNetwork:
    """Three published shows of one server, whose logs tell of all of them, and one that is not published yet."""
    root = new_folder("network-stats-together") / "network"
    root.mkdir()
    network = ShowNetwork(root, {"BALADO_CACHE_DIR": str(root.parent / "cache")})
    network.write()
    requests = [Get("wp-login.php", f"198.51.100.{number}", SUNDAY, status=404) for number in range(9)]
    for count, name in enumerate(NAMES, 4):
        show = network.add(name, to="public", episodes=1)
        show.publish()
        key = next(key for key in show.published() if key.startswith("audio/"))
        requests += [Get(f"{name}/{key}", f"198.51.100.{number}", SUNDAY) for number in range(count)]
        requests += [Get(f"{name}/gone", f"198.51.100.{number}", MONDAY, status=404) for number in range(count)]
        requests += [Get("feed.xml", f"198.51.100.{number}", SUNDAY) for number in range(count)]
    network.add("new", to="public", episodes=1)
    for number in range(3):
        write_log(root.parent / "logs" / f"{number}.gz", requests[number::3])
    return network


@pytest.fixture
def network(published: ShowNetwork, tmp_path: Path) -> ShowNetwork:
    return copied(published, tmp_path)


def show_of(network: ShowNetwork, name: str) -> Show:
    return Show(network.root / "shows" / name, network.environment)


def kept(network: ShowNetwork, name: str) -> dict[str, bytes]:
    """The statistics of a show, to the last byte."""
    folder = network.root / "shows" / name / ".public.balado" / "statistics"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_show_is_told_and_kept_as_it_would_be_alone(network: ShowNetwork) -> None:
    together = network.events("stats", "--logs", "../logs")
    counted = {name: kept(network, name) for name in NAMES}
    for name in NAMES:
        shutil.rmtree(network.root / "shows" / name / ".public.balado" / "statistics")
        alone = show_of(network, name).run("stats", "--logs", "../../../logs", "--format", "json")
        told = [{**json.loads(line), "show": f"shows/{name}"} for line in alone.stdout.splitlines()]
        assert [
            one for one in together if one.get("show") == f"shows/{name}" and one["event"] != "network-show"
        ] == told
        assert kept(network, name) == counted[name]
    assert {one["show"]: one["downloads"] for one in of(together, "statistics")} == {
        "shows/a": 4, "shows/b": 5, "shows/c": 6, "shows/new": 0,
    }  # fmt: skip
    assert list((network.root.parents[1] / "cache" / "statistics").iterdir()) == []


def test_a_show_whose_ledger_is_damaged_fails_and_no_other_does(network: ShowNetwork) -> None:
    network.run("stats", "--logs", "../logs")
    [ledger] = (network.root / "shows" / "b" / ".public.balado" / "statistics" / "ledgers").iterdir()
    ledger.write_bytes(b"no ledger")
    write_log(network.root.parent / "logs" / "4.gz", [Get("a/none", day=SUNDAY, status=404)])
    events = network.events("stats", "--logs", "../logs", code=1)
    assert states(events) == {
        "shows/a": "unchanged",
        "shows/b": "refused",
        "shows/c": "unchanged",
        "shows/new": "unchanged",
    }
    assert {one["show"]: one["requests"] for one in of(events, "statistics")} == {
        "shows/a": 55, "shows/c": 55, "shows/new": 0,
    }  # fmt: skip
    assert [one["show"] for one in of(events, "error")] == ["shows/b"]


def test_a_place_that_is_none_and_a_log_that_is_none_are_told_for_each_show(network: ShowNetwork) -> None:
    events = network.events("stats", "--logs", "../nowhere", code=2)
    assert set(states(events).values()) == {"failed"}
    (network.root.parent / "logs" / "note.txt").write_text("no log")
    events = network.events("stats", "--logs", "../logs", "--only", "shows/[abc]")
    assert [(one["show"], one["name"]) for one in of(events, "unknown-log")] == [
        ("shows/a", "note.txt"), ("shows/b", "note.txt"), ("shows/c", "note.txt"),
    ]  # fmt: skip


def test_lists_count_for_all_and_the_pages_of_all_are_written(network: ShowNetwork) -> None:
    (network.root.parent / "networks.txt").write_text("198.51.100.0/30\n")
    arguments = ("--addresses", "../networks.txt", "--html", "../report", "--only", "shows/[abc]")
    events = network.events("stats", "--logs", "../logs", *arguments)
    rejected = {one["show"]: one["rejected"]["listed_network"] for one in of(events, "statistics")}
    assert rejected == {"shows/a": 40, "shows/b": 40, "shows/c": 40}
    assert len(list((network.root.parent / "report").rglob("index.html"))) == 4


def test_a_worker_that_is_killed_loses_nothing_and_counts_nothing_twice(network: ShowNetwork, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    logs = f"--logs={network.root.parent / 'logs'}"
    group = tuple(
        ShowTask(name, str(network.root / "shows" / name), "stats", (logs,), datetime.fromisoformat(NOW))
        for name in NAMES
    )
    pool: Pool[Group, Outcomes] = Pool(partial(killed_counter, marks, "/b/.public.balado/statistics/ledgers"), 1)
    [ended] = pool.run([group])
    assert ended.result is not None
    assert list(marks.iterdir()) != []
    assert [one.code for one in ended.result] == [0, 0, 0]
    downloads = [one.statistics["downloads"] for one in ended.result if one.statistics is not None]
    assert downloads == [4, 5, 6]
    for name in NAMES:
        ledgers = [key for key in kept(network, name) if key.startswith("ledgers/")]
        assert ledgers == ["ledgers/1.json.gz"], "what was committed before was not counted once more"


@pytest.mark.parametrize("shows", first_of([7, 1], 1))
def test_a_log_in_a_bucket_is_listed_and_fetched_once_however_many_shows_there_are(
    network: ShowNetwork, bucket: Store, shows: int
) -> None:
    for number in range(shows - 1):
        shutil.copytree(network.root / "shows" / "a", network.root / "shows" / f"a{number}", symlinks=True)
    bucket.put_folder(network.root.parent / "logs", "logs")
    only = ("--only", "shows/a*")
    with CountingProxy(bucket.environment()["AWS_ENDPOINT_URL"]) as proxy:
        asked = {**bucket.environment(), "AWS_ENDPOINT_URL": proxy.url}
        for expected in ({"list": 1, "fetch": 3}, {"list": 1}):
            proxy.requests.clear()
            events = network.events("stats", "--logs", f"s3://{bucket.bucket}/logs", *only, **asked)
            assert [one["downloads"] for one in of(events, "statistics")] == [4] * shows
            kinds = Counter("list" if "list-type" in one.path else "fetch" for one in proxy.requests)
            assert kinds == expected


def test_shows_are_a_group_where_no_place_has_the_name_of_the_show() -> None:
    tasks = [ShowTask(name, name, "stats", (), datetime.fromisoformat(NOW)) for name in NAMES]
    assert [len(group) for group in grouped(tasks, ("--logs=s3://logs/all", "--since=2025-01-01"))] == [3]
    assert [len(group) for group in grouped(tasks, ("--logs=s3://logs/all", "--logs=/logs/{show}"))] == [1, 1, 1]
    assert [len(group) for group in grouped(tasks, ("--since=2025-01-01",))] == [1, 1, 1]
    assert grouped([], ("--logs=s3://logs/all",)) == []
