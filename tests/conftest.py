"""What every test gets: no network but this machine, nobody's home, nobody's credentials."""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import ssl
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from socketserver import TCPServer
from typing import Any

import pytest
from carried_ffmpeg import carried_first, hide_the_library
from counting_proxy import CountingProxy
from depth import register_profiles
from forked_runs import place_of_shared_runs
from rewritten import rewrite_share
from store_servers import Endpoint, Store, moto_server, new_store, rados_gateway, swift_server
from time_shares import TimeShares
from tracing import Tracing
from workers import FIRST, IN_DEPTH, first_of, leave_out, put_first, usable_cores, worker_count

register_profiles()

_LOOPBACK = ("127.", "::1", "localhost")


def _only_loopback(real: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}: only this machine is allowed")
        return real(self, address)

    return connect


def pytest_configure(config: pytest.Config) -> None:
    """Time is added up in the process that starts the others, and the collector comes less often in all of them.

    Where Python is told to keep no compiled modules beside their sources, they are kept in pytest's cache.

    Workers and the processes of tests find them there; compiling anew takes each of them seconds.
    """
    gc.set_threshold(50_000, 20, 20)  # it took a fifth of the time
    TCPServer.request_queue_size = 128  # of the servers of tests: where five wait already, one more waits a second
    config.addinivalue_line("markers", "untraced: no coverage: it takes long, and repeats what other tests do")
    config.addinivalue_line("markers", f"{FIRST}: takes many seconds, and is begun before what takes less")
    config.addinivalue_line(
        "markers", f"{IN_DEPTH}: asks again, at length, what others ask; the README's command lacks it"
    )
    config.pluginmanager.register(Tracing())
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(TimeShares())
        environment = ExitStack()  # that of the other processes, too
        environment.enter_context(carried_first())
        environment.enter_context(place_of_shared_runs())
        config.add_cleanup(environment.close)
    hide_the_library()
    cache = getattr(config, "cache", None)
    if sys.dont_write_bytecode and cache is not None:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(cache.mkdir("bytecode"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_xdist_auto_num_workers() -> int | None:
    """What `-n auto` means, unless the environment says it."""
    return None if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS") else worker_count(usable_cores())


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    rewrite_share(session.config)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS and (left_out := leave_out(items)):
        config.hook.pytest_deselected(items=left_out)
    put_first(items)


def pytest_collection_finish() -> None:
    """Python's collector leaves out what was loaded."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def no_job_of_a_ci() -> Iterator[None]:
    """What tests run is no job whose disk ends with it; `programs` asked before what the tests themselves run in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def nobody_waits_for_the_disk() -> Iterator[None]:
    """What a test wrote must be there for the next process, not after the machine has gone down."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once() -> Iterator[None]:
    """A show with templates of its own has all of them compiled anew in each run: most of what its tests took."""
    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket

    class Compiled(BytecodeCache):
        def __init__(self) -> None:
            self.known: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if found := self.known.get(f"{bucket.key} {bucket.checksum}"):
                bucket.bytecode_from_string(found)

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.known[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()

    made = Environment.__init__
    compiled: defaultdict[type[Environment], Compiled] = defaultdict(Compiled)

    def init(self: Environment, *arguments: Any, **options: Any) -> None:
        made(self, *arguments, **options)
        self.bytecode_cache = compiled[type(self)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "__init__", init)
        yield


@pytest.fixture(scope="session", autouse=True)
def covers_are_scaled_once() -> Iterator[None]:
    """The shows of most tests have the same cover: to scale it took three quarters of what a studio needs to begin."""
    from balado.media.picture import forms

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "picture_forms", lru_cache(maxsize=32)(forms.picture_forms))
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _only_loopback(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", _only_loopback(socket.socket.connect_ex))


@pytest.fixture(scope="session")
def new_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A new folder with each call. pytest lists all that it made before it makes one, which thousands make slow."""
    top, numbers = tmp_path_factory.mktemp("folders"), count()

    def make(name: str) -> Path:
        folder = top / f"{name}-{next(numbers)}"
        folder.mkdir()
        return folder

    return make


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, new_folder: Callable[[str], Path]) -> Path:
    """pytest's, by the name of the test."""
    return new_folder(re.sub(r"\W", "_", request.node.name)[:30])


@pytest.fixture(scope="session")
def empty_home(new_folder: Callable[[str], Path]) -> Callable[[], Path]:
    """With each call an empty folder: the last one, where nothing was put into it. To make one takes as long as most
    of what is done before a test, and to remove it four times as long.
    """
    homes: list[Path] = []

    def give() -> Path:
        if not homes or not homes[-1].is_dir() or any(homes[-1].iterdir()):
            homes.append(new_folder("home"))
        return homes[-1]

    return give


@pytest.fixture(autouse=True)
def nobodys_environment(monkeypatch: pytest.MonkeyPatch, empty_home: Callable[[], Path]) -> Path:
    """HOME points to an empty folder, every AWS_ and BALADO_ variable is gone; gives that folder."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "BALADO_", "XDG_", "GITHUB_")):
            monkeypatch.delenv(name)
    home = empty_home()
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    return home


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for each process of tests; loaded with the first test that looks through it."""
    from chromium import running_chromium

    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[Endpoint]:
    with moto_server() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def radosgw_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with rados_gateway(tmp_path_factory.mktemp("ceph")) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def swift_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with swift_server(tmp_path_factory.mktemp("swift")) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def tls_endpoint(radosgw_endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The real store again, over TLS, where boto3 would send its checksums in a trailer."""
    import trustme

    authority = trustme.CA()
    bundle = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    with CountingProxy(radosgw_endpoint.url, tls=context) as proxy:
        yield replace(radosgw_endpoint, name="radosgw over TLS", url=proxy.url, ca_bundle=str(bundle))


@pytest.fixture
def moto(moto_endpoint: Endpoint) -> Store:
    """A bucket of its own on moto's server."""
    return new_store(moto_endpoint)


@pytest.fixture(scope="session")
def bucket_endpoint(request: pytest.FixtureRequest) -> Endpoint:
    """The server for tests of many requests: a real store answers in a sixth of the time that moto takes."""
    server = "radosgw" if shutil.which("radosgw") else "moto"
    endpoint: Endpoint = request.getfixturevalue(f"{server}_endpoint")
    return endpoint


@pytest.fixture
def bucket(bucket_endpoint: Endpoint) -> Store:
    """A bucket of its own there."""
    return new_store(bucket_endpoint)


@pytest.fixture(params=first_of(["moto", "radosgw", "swift", "tls"], 3))
def store(request: pytest.FixtureRequest) -> Store:
    """A bucket of its own on each S3 server there is here."""
    return new_store(request.getfixturevalue(f"{request.param}_endpoint"))
