"""All shows of a network on a Dask cluster: they end as on one machine, whoever dies meanwhile."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dask_cluster import DaskCluster
from disturbed_worker import reached
from networks import ShowNetwork, states
from show_builder import Show
from store_servers import Endpoint

SHOWS = ("a", "b", "c", "d")
OF_WORKERS = "Secret/Of+The+Workers+Which+They+Find+45"


@pytest.fixture(scope="module")
def cluster(new_folder: Callable[[str], Path], moto_endpoint: Endpoint) -> Iterator[DaskCluster]:
    """Its workers have keys of a store; whoever sends them tasks has none."""
    keys = {**moto_endpoint.environment(), "AWS_SECRET_ACCESS_KEY": OF_WORKERS}
    with DaskCluster(new_folder("dask") / "cluster", keys) as running:
        yield running


@pytest.fixture
def network(tmp_path: Path) -> ShowNetwork:
    made = ShowNetwork(tmp_path / "network")
    made.write()
    for name in SHOWS:
        made.add(name)
    return made


@pytest.fixture
def undisturbed(network: ShowNetwork, tmp_path: Path) -> ShowNetwork:
    """The same network, published on this machine."""
    other = ShowNetwork(tmp_path / "undisturbed")
    shutil.copytree(network.root, other.root)
    other.run("publish")
    return other


def told(network: ShowNetwork, *arguments: str) -> list[str]:
    """What a publication tells of each show, but for how long it took, and for whole paths in place of short ones."""
    events = network.events("publish", *arguments, code=2)
    known = [json.dumps({**event, "seconds": 0}, sort_keys=True) for event in events]
    return sorted(one.replace(f"{network.root}/", "") for one in known)


def assert_same(network: ShowNetwork, undisturbed: ShowNetwork) -> None:
    """Every show is published as it would have been, and once."""
    for name in SHOWS:
        show, other = (Show(one.root / "shows" / name) for one in (network, undisturbed))
        assert show.published() == other.published() != {}
        assert len(list((show.root / ".public.balado" / "generations").glob("*.json"))) == 1


def test_shows_end_on_a_cluster_as_on_one_machine_with_the_same_events_and_table(
    network: ShowNetwork, cluster: DaskCluster, tmp_path: Path
) -> None:
    undisturbed = ShowNetwork(tmp_path / "undisturbed")
    shutil.copytree(network.root, undisturbed.root)
    (network.root / "shows" / "b" / "feed.yaml").write_text("title: [", "utf-8")
    (undisturbed.root / "shows" / "b" / "feed.yaml").write_text("title: [", "utf-8")

    assert told(network, "--cluster", cluster.address) == told(undisturbed)

    run, alone = network.run("publish", "--cluster", cluster.address, code=2), undisturbed.run("publish", code=2)
    assert run.stdout == alone.stdout
    assert f"On the cluster at {cluster.address}: 2 workers." in run.stderr


def test_a_worker_that_is_killed_in_the_middle_is_replaced_and_every_show_ends_as_if_nothing_had_been(
    network: ShowNetwork, undisturbed: ShowNetwork, cluster: DaskCluster
) -> None:
    with cluster.disturbed("kill"):
        events = network.events("publish", "--cluster", cluster.address)
    assert reached(cluster.marks) > 0
    assert set(states(events)) == {f"shows/{name}" for name in SHOWS}
    assert_same(network, undisturbed)
