"""What bench_upload measures: a process that sends the files of a folder, four at a time, their digests beside them."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from balado.artifact import FOREVER, Artifact, Kind
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection


def artifact_of(path: Path) -> Artifact:
    digest = path.with_suffix(".sha256").read_text()
    return Artifact(path.name, Kind.AUDIO, path, path.stat().st_size, digest, "audio/mpeg", FOREVER)


if __name__ == "__main__":
    url, bucket, folder = sys.argv[1:]
    storage = S3Storage(Connection(url, None), bucket, "ours")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(storage.put, map(artifact_of, sorted(Path(folder).glob("*.mp3")))))
