"""`balado stats --cluster`: two workers in processes of their own count what one machine counts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from platform import node
from typing import Any

import pytest
from counted_shows import copied_show, published_show, recording_of
from dask_cluster import DaskCluster, wait_until
from delivery_logs import APPLICATION, Get, write_log
from disturbed_worker import reached
from recording_relay import RecordingRelay
from show_builder import Show
from store_servers import Endpoint, Store
from workers import first_of

SUNDAY, MONDAY = "2025-11-02", "2025-11-03"
OF_SENDER = "Secret/Of+Whoever+Gives+The+Command+0123"
OF_WORKERS = "Secret/Of+The+Workers+Which+They+Find+45"
ADDRESS, NETWORK = "198.51.100.", "2001:db8:77:1"


@pytest.fixture(scope="module")
def cluster(new_folder: Callable[[str], Path], moto_endpoint: Endpoint) -> Iterator[DaskCluster]:
    """Its workers have keys of a store, which are not those of who gives the command."""
    keys = {**moto_endpoint.environment(), "AWS_SECRET_ACCESS_KEY": OF_WORKERS}
    with DaskCluster(new_folder("dask") / "cluster", keys) as running:
        yield running


@pytest.fixture(scope="module")
def published(new_folder: Callable[[str], Path]) -> Show:
    return published_show(new_folder("stats"), "a")


@pytest.fixture
def show(published: Show, tmp_path: Path) -> Show:
    """A copy of it, with logs of two days, one of which touches both."""
    made = copied_show(published, tmp_path)
    a = recording_of(made, "a")
    write_log(tmp_path / "logs" / "1.gz", [Get(a, f"{ADDRESS}{number}", SUNDAY) for number in range(1, 8)])
    write_log(
        tmp_path / "logs" / "2.gz",
        [*(Get(a, f"{ADDRESS}{number}", day) for number in range(5, 11) for day in (SUNDAY, MONDAY)),
         Get(a, f"{NETWORK}::1", MONDAY), Get(a, f"{NETWORK}::2", MONDAY)],
    )  # fmt: skip
    write_log(tmp_path / "logs" / "3.gz", [Get(a, f"{ADDRESS}{number}", MONDAY) for number in range(5, 13)])
    return made


def stats(show: Show, *arguments: str) -> list[dict[str, Any]]:
    run = show.run("stats", "--logs", "../logs", "--format", "json", *arguments)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def other(show: Show) -> Show:
    """The same show with the same logs, which nobody has counted."""
    shutil.copytree(show.root, show.root.with_name("other"), symlinks=True)
    return Show(show.root.with_name("other"), show.environment)


def test_lists_that_somebody_gives_go_to_the_workers(show: Show, cluster: DaskCluster, tmp_path: Path) -> None:
    (tmp_path / "networks.txt").write_text(f"{ADDRESS}0/29\n")
    (tmp_path / "crawlers.json").write_text(json.dumps([{"pattern": "Nobody/"}]))
    lists = ("--addresses", "../networks.txt", "--agents", "../crawlers.json")
    alone = stats(other(show), *lists)
    assert stats(show, *lists, "--cluster", cluster.address)[-len(alone) :] == alone
    assert alone[-1]["rejected"] == {"listed_network": 16}


@pytest.mark.parametrize("order", first_of(["kill", ""], 1))
def test_a_cluster_counts_what_one_machine_counts_whoever_is_killed(
    order: str, show: Show, cluster: DaskCluster
) -> None:
    alone = stats(other(show))
    if order:
        with cluster.disturbed(order):
            counted = stats(show, "--cluster", cluster.address)
        assert reached(cluster.marks) == 1
    else:
        counted = stats(show, "--cluster", cluster.address)
    assert counted == alone
    assert [(one["day"], one["downloads"]) for one in counted[:-1]] == [(SUNDAY, 10), (MONDAY, 9)]
    assert stats(show, "--cluster", cluster.address) == counted


def test_no_address_nor_agent_is_in_what_travels_nor_in_a_log_nor_on_the_dashboard(
    show: Show, cluster: DaskCluster, tmp_path: Path
) -> None:
    with RecordingRelay(int(cluster.address.rpartition(":")[2])) as relay, ThreadPoolExecutor(1) as aside:
        with cluster.disturbed("pause"):
            running = aside.submit(stats, show, "--cluster", f"tcp://127.0.0.1:{relay.port}")
            wait_until(lambda: reached(cluster.marks) > 0 or running.done())
            pages = cluster.pages()
        assert running.result()[-1]["event"] == "statistics"
    travelled = bytes(relay.recorded)
    assert b"balado.commands.stats.on_worker" in travelled
    assert b"2.gz" in travelled
    assert "count-1" in pages
    kept = [path.read_bytes() for path in (tmp_path / "show").rglob("*") if path.is_file()]
    for secret in (ADDRESS, NETWORK, APPLICATION):
        assert secret not in pages + cluster.logs
        assert secret.encode() not in travelled + b"".join(kept)


def test_logs_in_a_bucket_are_read_by_workers_with_keys_of_their_own(
    show: Show, cluster: DaskCluster, tmp_path: Path, moto: Store
) -> None:
    alone = stats(other(show))
    client = moto.endpoint.client()
    for path in (tmp_path / "logs").iterdir():
        client.put_object(Bucket=moto.bucket, Key=f"logs/{path.name}", Body=path.read_bytes())
    place = ("--logs", f"s3://{moto.bucket}/logs")
    keys = {**moto.environment(), "AWS_SECRET_ACCESS_KEY": OF_SENDER}
    with RecordingRelay(int(cluster.address.rpartition(":")[2])) as relay:
        there = ("--cluster", f"tcp://127.0.0.1:{relay.port}")
        run = show.run("stats", *place, "--format", "json", *there, **keys)
    assert run.returncode == 0, run.stderr
    assert [json.loads(line) for line in run.stdout.splitlines()] == alone
    travelled = bytes(relay.recorded)
    assert moto.bucket.encode() in travelled
    for secret in (OF_SENDER, OF_WORKERS):
        assert secret.encode() not in travelled
        assert secret not in cluster.logs + run.stdout + run.stderr


def test_a_worker_that_cannot_count_is_told_and_nothing_is_kept(show: Show, cluster: DaskCluster) -> None:
    cache = cluster.folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    cache.write_text("no folder")
    try:
        run = show.run("stats", "--logs", "../logs", "--cluster", cluster.address)
    finally:
        cache.unlink()
    assert run.returncode == 3
    assert f"On the worker {node()}: counting ended with " in run.stderr
    assert not list(show.root.glob("**/statistics"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--cluster", "tcp://127.0.0.1:9"), "A cluster counts what is new in logs: name their places with --logs"),
        (("--logs", "../logs", "--cluster", "scheduler"), "“scheduler” is no address of a scheduler."),
        (("--logs", "../nowhere", "--cluster", "tcp://127.0.0.1:9"), "There is no folder of logs ../nowhere"),
    ],
)
def test_a_cluster_that_is_asked_for_oddly_is_refused(arguments: tuple[str, ...], said: str, show: Show) -> None:
    run = show.run("stats", *arguments)
    assert run.returncode == 2
    assert said in run.stderr


def test_a_cluster_is_not_asked_where_no_log_is_new(show: Show) -> None:
    counted = stats(show)
    assert stats(show, "--cluster", "tcp://127.0.0.1:9") == counted
