"""S3 servers for tests: moto's double, and two real stores where they are installed (Ceph's radosgw, OpenStack Swift).

Each runs on 127.0.0.1, on ports the system chooses, with its data in a folder of the test run, and is ended by the ids
of the processes that were started.
"""

from __future__ import annotations

import contextlib
import os
import platform
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from programs import need_program

_PORTS = range(20_000, 32_000)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server and the keys it accepts."""

    name: str
    url: str
    access_key: str
    secret_key: str
    ca_bundle: str | None = None

    def environment(self) -> dict[str, str]:
        """The variables with which any boto3 program reaches it."""
        known = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        return {**known, "AWS_CA_BUNDLE": self.ca_bundle} if self.ca_bundle else known

    def client(self) -> Any:
        """A plain boto3 client, for looking without going through Balado. Making one is slow: each is made once."""
        return _client(self)


@cache
def _client(endpoint: Endpoint) -> Any:
    import boto3
    from aws_models import keep_models
    from botocore.config import Config

    keep_models()

    return boto3.client(
        "s3",
        endpoint_url=endpoint.url,
        aws_access_key_id=endpoint.access_key,
        aws_secret_access_key=endpoint.secret_key,
        region_name="us-east-1",
        verify=endpoint.ca_bundle,
        config=Config(
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


@dataclass(frozen=True, slots=True)
class StoredObject:
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Store:
    """An endpoint with a bucket of its own for one test."""

    endpoint: Endpoint
    bucket: str

    @property
    def url(self) -> str:
        return self.endpoint.url

    def environment(self) -> dict[str, str]:
        return self.endpoint.environment()

    def put_folder(self, folder: Path, prefix: str) -> None:
        """Put the files of a folder below a prefix, as whoever synchronises it does."""
        for path in folder.rglob("*"):
            if path.is_file():
                key = f"{prefix}/{path.relative_to(folder).as_posix()}"
                self.endpoint.client().put_object(Bucket=self.bucket, Key=key, Body=path.read_bytes())

    def read_all(self) -> dict[str, StoredObject]:
        """Every object of the bucket as the server gives it."""
        client = self.endpoint.client()
        listed = client.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        found = {}
        for entry in listed:
            answer = client.get_object(Bucket=self.bucket, Key=entry["Key"])
            headers = {"Content-Type": answer["ContentType"], "Cache-Control": answer.get("CacheControl", "")}
            found[entry["Key"]] = StoredObject(answer["Body"].read(), headers)
        return found


def new_store(endpoint: Endpoint) -> Store:
    bucket = f"test-{uuid.uuid4().hex[:12]}"
    endpoint.client().create_bucket(Bucket=bucket)
    return Store(endpoint, bucket)


def free_port(count: int = 1) -> int:
    """The first of so many free ports in a row, for servers that cannot choose their own.

    They lie below those that systems give to connections, which could take one before its server does; and each
    process of a test run draws its own.
    """
    for _ in range(200):
        first = secrets.choice(_PORTS)
        if all(_is_free(port) for port in range(first, first + count)):
            return first
    raise RuntimeError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_for(url: str, seconds: float = 60) -> None:
    """Until something answers there, whatever it says."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 (a server of this test)
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers at {url}")


@contextlib.contextmanager
def moto_server() -> Iterator[Endpoint]:
    from moto import backends
    from moto.moto_server import threaded_moto_server
    from moto.server import ThreadedMotoServer

    class Untraced(threaded_moto_server.MotoRequestHandler):
        """Coverage has nothing to see in the threads of another program, and would double what they take."""

        def handle(self) -> None:
            sys.settrace(None)
            super().handle()

    threaded_moto_server.MotoRequestHandler = Untraced
    services = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: services  # it looks through 180 folders for each request
    _write_one_at_a_time()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield Endpoint("moto", f"http://{host}:{port}", "test", "testing")
    finally:
        server.stop()


def _write_one_at_a_time() -> None:
    """What is written only if nothing is there yet: the double looks first and writes then, and two could do both."""
    from moto.s3.responses import S3Response

    write, turn = S3Response.put_object, threading.Lock()

    def write_alone(response: S3Response) -> Any:
        with turn:
            return write(response)

    S3Response.put_object = write_alone


@contextlib.contextmanager
def rados_gateway(folder: Path) -> Iterator[Endpoint]:
    """A Ceph cluster of one monitor, one store in memory and one gateway.

    What was deleted is swept from two lists each half minute: thirty-two each second took a twentieth of a core. The
    leave to read lasts half an hour: on a busy machine one of 16 seconds ran out, and came back no more. A request
    takes half of the CPU where a bucket's list is in one part instead of eleven, and nothing is kept of each for the
    case of a crash.
    """
    for program in ("radosgw", "ceph-mon", "ceph-osd", "ceph", "monmaptool", "radosgw-admin"):
        need_program(program)
    for name in ("mon", "osd", "run", "log"):
        (folder / name).mkdir(parents=True)
    monitor, gateway = free_port(), free_port()
    fsid = str(uuid.uuid4())
    (folder / "ceph.conf").write_text(_ceph_conf(folder, fsid, monitor, gateway))
    log = (folder / "log" / "out").open("ab")
    environment = {**os.environ, "CEPH_CONF": str(folder / "ceph.conf")}

    def run(*command: str) -> str:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=90,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    try:
        run("monmaptool", "--create", "--clobber", "--fsid", fsid, "--addv", "a", f"v2:127.0.0.1:{monitor}/0", "monmap")
        run("ceph-mon", "--mkfs", "-i", "a", "--monmap", "monmap")
        run("ceph-mon", "-i", "a")
        osd = str(uuid.uuid4())
        number = run("ceph", "osd", "new", osd)
        run("ceph-osd", "-i", number, "--mkfs", "--osd-uuid", osd)
        run("ceph", "osd", "crush", "add", f"osd.{number}", "1.0", "host=localhost", "root=default")
        run("ceph-osd", "-i", number)
        run("radosgw", "-n", "client.rgw")
        run("radosgw-admin", "user", "create", "--uid=test", "--display-name=test", "--access-key=test",
            "--secret-key=testing")  # fmt: skip
        url = f"http://127.0.0.1:{gateway}"
        wait_for(url)
        yield Endpoint("radosgw", url, "test", "testing")
    finally:
        log.close()
        for pid_file in (folder / "run").glob("*.pid"):
            with contextlib.suppress(ProcessLookupError, ValueError):
                os.kill(int(pid_file.read_text()), signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def _ceph_conf(folder: Path, fsid: str, monitor: int, gateway: int) -> str:
    return f"""
[global]
fsid = {fsid}
mon host = v2:127.0.0.1:{monitor}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
run dir = {folder}/run
admin socket = {folder}/run/$name.asok
pid file = {folder}/run/$name.pid
log file = {folder}/log/$name.log
crash dir = {folder}/run
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd pool default read lease ratio = 100
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 0
debug ms = 0
debug rgw = 0
debug osd = 0
debug objecter = 0
debug objclass = 0
[mon]
mon data = {folder}/mon
paxos propose interval = 0.02
paxos min wait = 0.01
[osd]
osd class dir = /usr/lib/{platform.machine()}-linux-gnu/rados-classes
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = 8589934592
[client.rgw]
rgw data = {folder}
rgw frontends = beast tcp_nodelay=1 endpoint=127.0.0.1:{gateway}
rgw enable usage log = false
rgw gc obj min wait = 1
rgw gc max objs = 2
rgw gc processor period = 30
rgw gc processor max time = 30
rgw dynamic resharding = false
rgw override bucket index max shards = 1
rgw thread pool size = 64
rgw num rados handles = 1
rgw zone = default
ms mon client mode = crc
"""


@contextlib.contextmanager
def swift_server(folder: Path) -> Iterator[Endpoint]:
    """One node of OpenStack Swift with its S3 API. SWIFT_BIN names the folder of its programs, else PATH does."""
    chosen = os.environ.get("SWIFT_BIN")
    programs = Path(chosen) if chosen else Path(need_program("swift-proxy-server")).parent
    port = free_port(4)
    for name in ("etc", "srv/d1", "cache", "log"):
        (folder / name).mkdir(parents=True)
    _write_swift_configuration(folder, port)
    for kind, offset in (("object", 1), ("container", 2), ("account", 3)):
        ring = [str(programs / "swift-ring-builder"), f"{kind}.builder"]
        device = f"r1z1-127.0.0.1:{port + offset}/d1"
        for step in (["create", "4", "1", "0"], ["add", device, "1"], ["rebalance"]):
            subprocess.run([*ring, *step], cwd=folder / "etc", check=False, capture_output=True, timeout=60)
    servers = []
    try:
        for kind in ("account", "container", "object", "proxy"):
            with (folder / "log" / f"{kind}.log").open("wb") as log:
                command = [str(programs / f"swift-{kind}-server"), str(folder / "etc" / f"{kind}-server.conf")]
                servers.append(subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL))
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/healthcheck")
        yield Endpoint("swift", url, "test:tester", "testing")
    finally:
        for server in servers:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _write_swift_configuration(folder: Path, port: int) -> None:
    import pwd  # not on Windows, where this file is imported too

    etc, user = folder / "etc", pwd.getpwuid(os.geteuid()).pw_name
    (etc / "swift.conf").write_text(
        "[swift-hash]\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = gold\ndefault = yes\n"
    )
    for kind, offset in (("object", 1), ("container", 2), ("account", 3)):
        (etc / f"{kind}-server.conf").write_text(
            f"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port + offset}\nuser = {user}\nswift_dir = {etc}\n"
            f"devices = {folder}/srv\nmount_check = false\nworkers = 0\ndisable_fallocate = true\n"
            f"[pipeline:main]\npipeline = {kind}-server\n"
            f"[app:{kind}-server]\nuse = egg:swift#{kind}\nrecon_cache_path = {folder}/cache\n"
        )
    filters = ("catch_errors", "gatekeeper", "healthcheck", "listing_formats", "bulk", "copy", "slo", "dlo", "symlink")
    pipeline = (
        "catch_errors gatekeeper healthcheck listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink "
        "proxy-server"
    )
    parts = [
        f"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port}\nuser = {user}\nswift_dir = {etc}\nworkers = 0",
        f"[pipeline:main]\npipeline = {pipeline}",
        "[app:proxy-server]\nuse = egg:swift#proxy\nallow_account_management = true\naccount_autocreate = true",
        "[filter:tempauth]\nuse = egg:swift#tempauth\nuser_test_tester = testing .admin\nstorage_url_scheme = http",
        "[filter:s3api]\nuse = egg:swift#s3api\ns3_acl = no\nlocation = us-east-1",
        "[filter:versioned_writes]\nuse = egg:swift#versioned_writes\nallow_object_versioning = true",
        *(f"[filter:{name}]\nuse = egg:swift#{name}" for name in filters),
    ]
    (etc / "proxy-server.conf").write_text("\n".join(parts) + "\n")
