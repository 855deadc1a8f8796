"""A network whose show lies in a repository of its own."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from git_trees import git_in
from networks import ShowNetwork, states
from show_builder import Show
from store_servers import Store

NETWORK = """\
title: A network
shows:
  - shows/*
  - git: 'file://{repository}'
  - {{git: 'file:///nowhere/at/all.git', name: gone}}
defaults: {{copyright: All of us}}
"""


@pytest.fixture
def network(tmp_path: Path, bucket: Store) -> ShowNetwork:
    """One show in a folder, one in a repository, and one in a repository that is not there."""
    made = ShowNetwork(tmp_path / "network", {**bucket.environment(), "BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write(NETWORK.format(repository=tmp_path / "radio"))
    made.add("here")
    shutil.move(made.add("radio", f"s3://{bucket.bucket}/radio").root, tmp_path / "radio")
    git_in(tmp_path / "radio", "init", "--quiet", "--initial-branch=main")
    commit(tmp_path / "radio")
    return made


def commit(top: Path) -> None:
    git_in(top, "add", "--all")
    git_in(top, "commit", "--quiet", "-m", "more")


def test_it_is_fetched_and_published_as_one_in_a_folder(network: ShowNetwork, bucket: Store, tmp_path: Path) -> None:
    assert states(network.events("publish", code=3)) == {
        "shows/here": "published", "radio": "published", "gone": "failed",
    }  # fmt: skip
    feed = bucket.read_all()["radio/feed.xml"].body
    assert b"All of us" in feed
    assert states(network.events("publish", "--only", "radio")) == {"radio": "unchanged"}

    show = Show(tmp_path / "radio")
    feed_file = show.root / "feed.yaml"
    feed_file.write_text(feed_file.read_text("utf-8").replace("language: fr", "language: Klingon"), "utf-8")
    commit(show.root)
    run = network.run("publish", "--only", "radio", code=2)
    assert "radio/feed.yaml:4 (language): error: " in run.stderr
    assert states(network.events("master", code=0)) == {"shows/here": "unchanged"}


def test_it_is_never_published_into_the_cache(network: ShowNetwork, tmp_path: Path) -> None:
    feed = tmp_path / "radio" / "feed.yaml"
    feed.write_text(feed.read_text("utf-8").replace("to: 's3://", "to: 'public-"), "utf-8")
    commit(tmp_path / "radio")
    run = network.run("publish", "--only", "radio", code=2)
    assert "cannot be published to a folder of it" in run.stderr
    assert states(network.events("status", "--only", "radio")) == {"radio": "unchanged"}


def test_it_is_looked_for_clashes_before_it_is_published_the_first_time(
    network: ShowNetwork, tmp_path: Path, bucket: Store
) -> None:
    network.add("other", f"s3://{bucket.bucket}/radio/")
    events = network.events("publish", code=3)
    assert states(events) == {"shows/here": "published", "shows/other": "refused", "radio": "refused", "gone": "failed"}
    told = [event for event in events if event["event"] == "fault" and "place of" in event["message"]]
    assert [(fault["path"], fault["key"]) for fault in told] == [
        ("shows/other/feed.yaml", "publish.to"), ("radio/feed.yaml", "publish.to"),
    ]  # fmt: skip
    assert not [key for key in bucket.read_all() if key.startswith("radio/")]


def test_two_runs_at_once_wait_for_one_another(network: ShowNetwork, bucket: Store) -> None:
    """Git's own locks would fail one of them, and files would change under the other."""
    with ThreadPoolExecutor(2) as both:
        runs = [both.submit(network.events, "publish", "--only", "radio") for _ in range(2)]
        ended = sorted(states(run.result())["radio"] for run in runs)
    assert ended == ["published", "unchanged"]
    assert len([key for key in bucket.read_all() if key.startswith("radio/.balado/generations/")]) == 1


def test_what_was_fetched_of_a_show_goes_once_the_network_lists_it_no_more(
    network: ShowNetwork, tmp_path: Path
) -> None:
    """It may hold episodes that are not published yet, and its author believes it gone."""
    copies = tmp_path / "cache" / "networks"
    network.run("status", "--only", "radio")
    assert [copy for copy in copies.iterdir() if (copy / "show" / "feed.yaml").is_file()]
    network.run("status", "--only", "shows/here")
    assert [copy for copy in copies.iterdir() if (copy / "show" / "feed.yaml").is_file()]
    network.write()
    network.run("status")
    assert list(copies.iterdir()) == []


def test_what_was_fetched_of_a_show_that_is_listed_stays_however_long_ago_that_was(
    network: ShowNetwork, tmp_path: Path
) -> None:
    """The network's page is made of it, also by a run that is for other shows."""
    network.run("status", "--only", "radio")
    (fetched,) = (tmp_path / "cache" / "networks").glob("*/show/feed.yaml")
    os.utime(fetched.parent.parent / "lock", (0, 0))
    network.run("check", "--only", "shows/here")
    assert fetched.is_file()
