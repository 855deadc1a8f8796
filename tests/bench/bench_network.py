"""300 shows of 20 episodes in one store, nothing changed: `balado network publish` beside a loop of the shell.

Both talk to the same server (moto's, a process of its own). Peak memory is that of the largest process of the network,
also for a third of the shows: it does not grow with their number.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from bench_publish import NOW, server
from counting_proxy import CountingProxy
from measuring import Sample, median_cpu_seconds, median_seconds, run, table
from networks import ShowNetwork

SHOWS = 300
EPISODES = 20
ROUNDS = 3
BUCKET = "network"
BALADO = [sys.executable, "-m", "balado"]
NETWORK = [*BALADO, "network", "publish", "--now", NOW]
LOOP = f"for show in shows/*; do {' '.join(BALADO)} publish --now {NOW} --show $show || exit 1; done"


class LargestProcess(threading.Thread):
    """The most memory that one process among those begun by another held, that one too."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.mb = 0.0

    def run(self) -> None:
        while Path(f"/proc/{self._pid}/stat").exists() and ") Z" not in self._stat():
            for pid in self._family(self._pid):
                with suppress(OSError):
                    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
                    self.mb = max(self.mb, int(found[1]) / 1024 if found else 0)
            time.sleep(0.05)

    def _stat(self) -> str:
        try:
            return Path(f"/proc/{self._pid}/stat").read_text()
        except OSError:
            return ") Z"

    def _family(self, pid: int) -> Iterator[int]:
        yield pid
        with suppress(OSError):
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                yield from self._family(int(child))


def largest_mb(command: list[str], root: Path, environment: Mapping[str, str]) -> float:
    process = subprocess.Popen(
        command, cwd=root, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    largest = LargestProcess(process.pid)
    largest.start()
    process.wait()
    largest.join()
    return largest.mb


def measure(root: Path, environment: dict[str, str]) -> list[list[object]]:
    import boto3

    boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    ).create_bucket(Bucket=BUCKET)
    network = ShowNetwork(root, environment, seconds=1)
    network.write()
    for number in range(SHOWS):
        network.add(f"s{number:03}", f"s3://{BUCKET}/s{number:03}", EPISODES)
    run(NETWORK, root, environment)
    with CountingProxy(environment["AWS_ENDPOINT_URL"]) as proxy:
        run(NETWORK, root, {**environment, "AWS_ENDPOINT_URL": proxy.url})
        requests = len(proxy.requests) / SHOWS
    loop: list[Sample] = []
    ours: list[Sample] = []
    for _ in range(ROUNDS):
        loop.append(run(["sh", "-c", LOOP], root, environment))
        ours.append(run(NETWORK, root, environment))
    part = largest_mb([*NETWORK, "--only", "shows/s0*"], root, environment)
    whole = largest_mb(NETWORK, root, environment)
    seconds, busy = median_seconds(loop), median_cpu_seconds(loop)
    return [
        ["a loop of balado publish", seconds, 1.0, busy, 1.0, "", "", ""],
        [
            "balado network publish",
            median_seconds(ours),
            median_seconds(ours) / seconds,
            median_cpu_seconds(ours),
            median_cpu_seconds(ours) / busy,
            requests,
            part,
            whole,
        ],
    ]


def main() -> None:
    with server() as environment, tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder) / "network", {**environment, "BALADO_CACHE_DIR": str(Path(folder) / "cache")})
    table(
        f"network ({SHOWS} shows of {EPISODES} episodes, nothing changed; medians; floor: 0.15x, 3 requests a show)",
        ["run", "seconds", "ratio", "CPU s", "CPU ratio", "requests a show", "MB of 100", "MB of all"],
        rows,
    )
