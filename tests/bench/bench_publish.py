"""Nothing changed, and one changed title, on 1,000 and 10,000 episodes without audio on disk, beside `aws s3 sync`.

Both talk to the same server (moto's, a process of its own) in the same run. The show is published once with small
recordings, which are then removed, as in a checkout of the nightly job.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from measuring import Sample, in_turn, median_cpu_seconds, median_seconds, peak_mb, run, table
from show_builder import Show

SIZES = (1_000, 10_000)
ROUNDS = 5
NOW = "2025-11-23T12:00:00+01:00"


@contextlib.contextmanager
def server() -> Iterator[dict[str, str]]:
    """moto's server in a process of its own; gives the environment that reaches it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        process.terminate()
        process.wait()


def make_show(folder: Path, episodes: int, bucket: str) -> Show:
    show = Show(folder)
    show.write_feed(publish=f"{{to: 's3://{bucket}', url: 'https://pod.example/show', verify: false}}")
    for number in range(episodes):
        day = f"{1990 + number % 35}-{number % 12 + 1:02}-{number % 28 + 1:02} 08:00"
        show.add(f"episode-{number:05}", date=day, seconds=1 + number % 7 / 10, episode=str(number + 1))
    return show


def retitle(show: Show, word: str) -> None:
    path = show.root / "episodes" / "episode-00007" / "episode.md"
    lines = [f"title: {word}" if line.startswith("title:") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines) + "\n")


def measure(episodes: int, folder: Path, environment: dict[str, str]) -> list[list[object]]:
    aws = shutil.which("aws", path=str(Path(sys.executable).parent)) or shutil.which("aws")
    if aws is None:
        raise SystemExit("aws is not installed: pip install '.[bench]'")
    balado = [sys.executable, "-m", "balado", "publish", "--now", NOW]
    bucket = f"show{episodes}"
    peers = folder / "peers"
    run([aws, "s3", "mb", f"s3://{bucket}"], folder, environment)
    run([aws, "s3", "mb", f"s3://peer{episodes}"], folder, environment)
    show = make_show(folder / "show", episodes, bucket)
    peers.mkdir()
    for number in range(episodes):
        (peers / f"{number:05}.mp3").write_bytes(b"x" * 100)
    run([aws, "s3", "sync", str(peers), f"s3://peer{episodes}"], folder, environment)
    run(balado, show.root, environment)
    show.remove_audio()
    words = iter(f"Title {number}" for number in range(1000))

    def changed() -> Sample:
        retitle(show, next(words))
        return run(balado, show.root, environment)

    sync = [aws, "s3", "sync", str(peers), f"s3://peer{episodes}"]
    theirs, ours = in_turn(ROUNDS, lambda: run(sync, folder, environment), lambda: run(balado, show.root, environment))
    rebuilt = in_turn(3, changed)[0]
    base = median_seconds(theirs)
    busy = median_cpu_seconds(theirs)
    named = [
        ("aws s3 sync, nothing to do", theirs, ""),
        ("balado publish, nothing changed", ours, "0.5x" if episodes < 10_000 else "0.33x"),
        ("balado publish, one title", rebuilt, "3x"),
    ]
    return [
        [
            episodes,
            name,
            median_seconds(samples),
            median_seconds(samples) / base,
            median_cpu_seconds(samples),
            median_cpu_seconds(samples) / busy,
            peak_mb(samples),
            floor,
        ]
        for name, samples, floor in named
    ]


def main() -> None:
    rows: list[list[object]] = []
    with server() as environment:
        for episodes in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                cache = {"BALADO_CACHE_DIR": os.path.join(folder, "cache")}  # noqa: PTH118 (a value, not a path here)
                rows += measure(episodes, Path(folder), {**environment, **cache})
    table(
        "publish (medians; memory floor: 300 MB)",
        ["episodes", "run", "seconds", "ratio", "CPU s", "CPU ratio", "peak MB", "floor"],
        rows,
    )
