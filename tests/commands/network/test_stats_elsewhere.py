"""Shows whose files lie in a repository, or in a bucket, are counted as those in folders are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from delivery_logs import Get, write_log
from git_trees import git_in
from networks import ShowNetwork, states
from store_servers import Store

NETWORK = """\
title: A network
shows:
  - git: 'file://{repository}'
  - {{bucket: 's3://{bucket}/sources/night', name: night}}
  - {{git: 'file:///nowhere/at/all.git', name: gone}}
"""
DAY = "2025-11-02"


@pytest.fixture
def network(tmp_path: Path, bucket: Store) -> ShowNetwork:
    """Two published shows, one in a repository and one in a bucket, and one that cannot be had; with their logs."""
    made = ShowNetwork(tmp_path / "network", {**bucket.environment(), "BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write(NETWORK.format(repository=tmp_path / "radio", bucket=bucket.bucket))
    for name in ("radio", "night"):
        shutil.move(made.add(name, f"s3://{bucket.bucket}/{name}").root, tmp_path / name)
    git_in(tmp_path / "radio", "init", "--quiet", "--initial-branch=main")
    git_in(tmp_path / "radio", "add", "--all")
    git_in(tmp_path / "radio", "commit", "--quiet", "-m", "all")
    bucket.put_folder(tmp_path / "night", "sources/night")
    made.run("publish", "--only", "radio", "--only", "night")
    keys = [key for key in bucket.read_all() if "/audio/" in key and ".balado" not in key]
    for key, listeners in zip(sorted(keys), (6, 9), strict=True):  # night, then radio
        requests = [Get(key, f"198.51.100.{number}", DAY) for number in range(listeners)]
        write_log(tmp_path / "logs" / key.partition("/")[0] / "1.gz", requests)
    return made


def test_their_downloads_are_told_and_kept_in_their_own_records(
    network: ShowNetwork, bucket: Store, tmp_path: Path
) -> None:
    logs, asked = ("--logs", "../logs/{show}"), ("--only", "radio", "--only", "night")
    events = network.events("stats", *logs, "--html", "../report", *asked)
    counted = {one["show"]: one["downloads"] for one in events if one["event"] == "statistics"}
    assert counted == {"radio": 9, "night": 6}
    pages = sorted(str(path.relative_to(tmp_path / "report")) for path in (tmp_path / "report").rglob("*.html"))
    assert pages == ["index.html", "night/index.html", "radio/index.html"]
    kept = {key.partition("/")[0] for key in bucket.read_all() if "/.balado/statistics/" in key}
    assert kept == {"radio", "night"}

    shutil.rmtree(tmp_path / "logs")
    shutil.rmtree(tmp_path / "cache")
    again = network.events("stats", *asked)
    assert {one["show"]: one["downloads"] for one in again if one["event"] == "statistics"} == counted


def test_their_logs_may_lie_in_the_bucket_too(network: ShowNetwork, bucket: Store, tmp_path: Path) -> None:
    for name in ("radio", "night"):
        bucket.put_folder(tmp_path / "logs" / name, f"logs/{name}")
    events = network.events("stats", "--logs", f"s3://{bucket.bucket}/logs/{{show}}", "--only", "radio")
    assert [(one["show"], one["downloads"]) for one in events if one["event"] == "statistics"] == [("radio", 9)]


def test_they_may_share_their_logs(network: ShowNetwork, tmp_path: Path) -> None:
    asked = ("--only", "radio", "--only", "night")
    events = network.events("stats", "--logs", "../logs", *asked)
    told = {one["show"]: (one["downloads"], one["requests"]) for one in events if one["event"] == "statistics"}
    assert told == {"radio": (9, 15), "night": (6, 15)}


def test_one_that_cannot_be_had_stops_no_other(network: ShowNetwork) -> None:
    events = network.events("stats", "--logs", "../logs/{show}", code=3)
    assert states(events) == {"radio": "unchanged", "night": "unchanged", "gone": "failed"}
