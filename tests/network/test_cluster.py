"""All shows of a network on a Dask cluster: they end as on one machine, whoever dies meanwhile."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
import trustme
from dask_cluster import DaskCluster, wait_until
from delivery_logs import Get, write_log
from disturbed_worker import reached
from git_trees import git_in
from networks import ShowNetwork, states
from pool_work import squares
from recording_relay import RecordingRelay
from show_builder import NOW, Show
from store_servers import Endpoint, Store

from balado import __version__
from balado.commands.network.run_show import prepare
from balado.errors import UsageError
from balado.network.cluster import Cluster
from balado.network.task import Group, Outcomes, ShowTask

SHOWS = ("a", "b", "c", "d")
OF_SENDER = "Secret/Of+Whoever+Gives+The+Command+0123"
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


@pytest.mark.in_depth
def test_shows_that_share_their_logs_are_counted_by_one_worker_as_on_one_machine(
    network: ShowNetwork, cluster: DaskCluster, tmp_path: Path
) -> None:
    network.run("publish")
    write_log(tmp_path / "logs" / "1.gz", [Get(f"{name}/feed.xml", day="2025-11-02") for name in SHOWS])
    undisturbed = ShowNetwork(tmp_path / "undisturbed")
    shutil.copytree(network.root, undisturbed.root)
    counted = network.events("stats", "--logs", "../logs", "--cluster", cluster.address)
    alone = undisturbed.events("stats", "--logs", "../logs")
    assert [{**event, "seconds": 0} for event in counted] == [{**event, "seconds": 0} for event in alone]
    assert [one["requests"] for one in counted if one["event"] == "statistics"] == [len(SHOWS)] * len(SHOWS)


def test_a_worker_that_is_killed_in_the_middle_is_replaced_and_every_show_ends_as_if_nothing_had_been(
    network: ShowNetwork, undisturbed: ShowNetwork, cluster: DaskCluster
) -> None:
    with cluster.disturbed("kill"):
        events = network.events("publish", "--cluster", cluster.address)
    assert reached(cluster.marks) > 0
    assert set(states(events)) == {f"shows/{name}" for name in SHOWS}
    assert_same(network, undisturbed)


@pytest.mark.in_depth
def test_a_scheduler_that_restarts_is_given_again_what_had_not_ended(
    network: ShowNetwork, undisturbed: ShowNetwork, cluster: DaskCluster
) -> None:
    patient = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "120s"}
    with ThreadPoolExecutor(1) as aside:
        with cluster.disturbed("hold"):
            running = aside.submit(network.events, "publish", "--cluster", cluster.address, **patient)
            wait_until(lambda: reached(cluster.marks) > 0 or running.done())
            cluster.kill_scheduler()
        cluster.wait_for_workers_to_end()
        cluster.start_scheduler()
        cluster.start_workers()
        events = running.result()
    assert reached(cluster.marks) > 0
    assert set(states(events)) == {f"shows/{name}" for name in SHOWS}
    assert_same(network, undisturbed)


def test_no_credential_is_in_what_travels_nor_in_a_log_nor_on_the_dashboard(
    cluster: DaskCluster, tmp_path: Path, moto: Store
) -> None:
    """Whoever gives the command has keys that open nothing; workers find their own, and publish with them."""
    network = ShowNetwork(tmp_path / "network", {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": OF_SENDER})
    network.write()
    for name in SHOWS:
        network.add(name, f"s3://{moto.bucket}/{name}")
    with RecordingRelay(int(cluster.address.rpartition(":")[2])) as relay, ThreadPoolExecutor(1) as aside:
        with cluster.disturbed("pause"):
            running = aside.submit(
                network.run, "publish", "--format", "json", "--cluster", f"tcp://127.0.0.1:{relay.port}"
            )
            wait_until(lambda: reached(cluster.marks) > 0 or running.done())
            pages = cluster.pages()
        told = running.result()

    assert json.loads(told.stdout.splitlines()[-1])["published"] == len(SHOWS)
    assert {key.partition("/")[0] for key in moto.read_all()} >= set(SHOWS)
    travelled = bytes(relay.recorded)
    assert b"balado.commands.network.run_show" in travelled
    assert b"shows/a" in travelled
    assert "publish-shows/" in pages
    assert "Registered to" in cluster.logs
    for secret in (OF_SENDER, OF_WORKERS):
        assert secret.encode() not in travelled
        for text in (pages, cluster.logs, told.stdout, told.stderr):
            assert secret not in text


def test_a_show_elsewhere_is_fetched_by_the_worker_and_one_whose_folder_it_does_not_see_is_told(
    cluster: DaskCluster, tmp_path: Path, moto: Store
) -> None:
    network = ShowNetwork(tmp_path / "network")
    network.write(
        f"title: A network\nshows: [{{git: 'file://{tmp_path}/radio'}}, {{bucket: 's3://{moto.bucket}/files'}}]"
        "\ndefaults: {copyright: All of us}\n"
    )
    moto.put_folder(network.add("b", f"s3://{moto.bucket}/b").root, "files")
    shutil.move(network.add("radio", f"s3://{moto.bucket}/radio").root, tmp_path / "radio")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "a show")):
        git_in(tmp_path / "radio", *arguments)
    assert states(network.events("publish", "--cluster", cluster.address)) == {
        "radio": "published", f"s3://{moto.bucket}/files": "published",
    }  # fmt: skip
    for name in ("radio", "b"):
        assert b"All of us" in moto.read_all()[f"{name}/feed.xml"].body

    unseen = ShowTask("a", str(tmp_path / "nowhere"), "status", (), datetime.fromisoformat(NOW))
    with Cluster[Group, Outcomes](prepare, cluster.address) as connected:
        [ended] = connected.run([(unseen,)], ["status-a"])
    assert ended.result is not None
    [outcome] = ended.result
    assert (outcome.code, outcome.state) == (2, "failed")
    assert f"which works on this show, has no folder {tmp_path}/nowhere." in outcome.said


def test_what_begins_on_a_worker_is_told_and_so_is_one_of_another_version(
    cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way: list[Sequence[int]] = []
    with Cluster[int, int](squares, cluster.address, told=under_way.append) as connected:
        wait_until(lambda: connected.workers == 2)
        numbers = [ended.result for ended in connected.run([2, 3], ["square-2", "square-3"])]
        assert sorted(numbers) == [4, 9]
        assert {number for numbers in under_way for number in numbers} == {2, 3}
        monkeypatch.setattr("balado.network.cluster.__version__", "0.1")
        [ended] = connected.run([2], ["square-2"])
        assert ended.result is None
        assert f"A worker has Balado {__version__}, and this is 0.1" in str(ended.reason)


@pytest.mark.in_depth
def test_dask_s_own_configuration_names_the_scheduler_and_its_keys_and_what_dask_gives_up_is_told(
    network: ShowNetwork, tmp_path: Path
) -> None:
    authority, mine = trustme.CA(), trustme.CA().issue_cert("127.0.0.1")
    ca, own = tmp_path / "ca.pem", tmp_path / "own.pem"
    authority.cert_pem.write_to_path(str(ca))
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(own))
    mine.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "other.pem"))
    options = ("--tls-ca-file", str(ca), "--tls-cert", str(own), "--tls-key", str(own))
    patience = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with DaskCluster(tmp_path / "cluster", {}, options, "tls", patience) as secured:
        configured = {
            "DASK_SCHEDULER_ADDRESS": secured.address,
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(ca),
            "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": str(own),
            "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY": str(own),
        }
        assert secured.address.startswith("tls://")
        with secured.disturbed("kill"):
            only = ("--cluster", "dask", "--only", "shows/a")
            run = network.run("publish", *only, code=70, **configured)
            assert "Each worker that had this task ended" in run.stdout
        run = network.run("publish", "--cluster", "dask", **configured)
        assert run.stderr.splitlines()[-1].endswith("0 refused, 0 failed.")
        assert all((network.root / "shows" / name / "public" / "feed.xml").is_file() for name in SHOWS)

        strange = {name: str(tmp_path / "other.pem") for name in configured if "CLIENT" in name}
        soon = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}
        refused = network.run("publish", "--cluster", "dask", code=3, **{**configured, **strange, **soon})
        assert f"No scheduler answers at {secured.address}" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--cluster", "scheduler:8786"), 2, "“scheduler:8786” is no address of a scheduler."),
        (("--cluster", "tcp://me:word@scheduler:8786"), 2, "is no address of a scheduler."),
        (("--cluster", "dask"), 2, "Dask's configuration names no scheduler."),
        (("--cluster", "tcp://127.0.0.1:9", "--workers", "2"), 2, "leave it out with --cluster"),
        (
            ("--cluster", "tcp://127.0.0.1:9"),
            3,
            "No scheduler answers at tcp://127.0.0.1:9. Start it there (`dask scheduler`), or leave --cluster out.",
        ),
        (("--cluster", "tls://127.0.0.1:9"), 2, "names no certificates for tls://127.0.0.1:9."),
    ],
)
def test_a_cluster_that_cannot_be_had_is_told_and_nothing_is_done(
    arguments: tuple[str, ...], code: int, said: str, network: ShowNetwork
) -> None:
    run = network.run("publish", *arguments, code=code, DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s")
    assert said in run.stderr
    assert not (network.root / "shows" / "a" / "public").exists()


def test_a_cluster_without_dask_says_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(UsageError, match=r"`pip install \"balado\[cluster\]\"`"):
        Cluster[int, int](squares, "tcp://127.0.0.1:9")
