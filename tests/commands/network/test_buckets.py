"""A network whose shows lie in buckets: their own files, which it publishes, or what others publish."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from networks import ShowNetwork, states
from show_builder import Show
from store_servers import Store

NETWORK = """\
title: A network
guid: 0b9e1b0c-8f5e-5d0e-9d2c-6f9d1a5a7c11
shows:
  - s3://{bucket}/sources/radio
  - {{bucket: 's3://{bucket}/old', name: old}}
  - {{bucket: 's3://nobody-s/x', endpoint: 'http://127.0.0.1:9', name: gone}}
  - shows/*
defaults: {{copyright: All of us}}
publish: {{to: page, url: 'https://podcasts.example'}}
"""


@pytest.fixture
def network(tmp_path: Path, bucket: Store) -> ShowNetwork:
    """One show in a folder, one whose files are in a bucket, one that others publish, one that is out of reach."""
    made = ShowNetwork(tmp_path / "network", {**bucket.environment(), "BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write(NETWORK.format(bucket=bucket.bucket))
    made.add("here")
    shutil.move(made.add("old", f"s3://{bucket.bucket}/old").root, tmp_path / "old")
    assert Show(tmp_path / "old", made.environment).publish().returncode == 0
    shutil.move(made.add("radio", f"s3://{bucket.bucket}/radio").root, tmp_path / "radio")
    bucket.put_folder(tmp_path / "radio", "sources/radio")
    return made


def test_what_lies_in_a_bucket_is_published_and_what_others_publish_is_listed(
    network: ShowNetwork, bucket: Store, tmp_path: Path
) -> None:
    radio, run = f"s3://{bucket.bucket}/sources/radio", network.run("publish", code=3)
    assert "Listed only, for their source is not here: old." in run.stderr
    assert f"{radio}  published" in run.stdout
    assert "gone" in run.stdout
    assert "network's page is published, with 3 shows" in run.stderr
    assert b"All of us" in bucket.read_all()["radio/feed.xml"].body
    assert not [key for key in bucket.read_all() if key.startswith("sources/radio/.")]

    text = tmp_path / "radio" / "episodes" / "e0" / "episode.md"
    text.write_text(text.read_text("utf-8").replace("About", "More about"), "utf-8")
    bucket.put_folder(tmp_path / "radio", "sources/radio")
    assert states(network.events("diff", "--only", "s3:*")) == {radio: "unchanged"}
    assert states(network.events("publish", "--only", "s3:*", code=1)) == {radio: "published"}
    assert b"More about" in bucket.read_all()["radio/feed.xml"].body
    assert states(network.events("publish", "--only", "s3:*", code=1)) == {radio: "unchanged"}
    assert states(network.events("master")) == {"shows/here": "unchanged"}


def test_it_is_never_published_to_where_it_is_fetched_from(network: ShowNetwork, bucket: Store, tmp_path: Path) -> None:
    feed = tmp_path / "radio" / "feed.yaml"
    feed.write_text(feed.read_text("utf-8").replace(f"/{bucket.bucket}/radio", f"/{bucket.bucket}/sources/radio/out"))
    bucket.put_folder(tmp_path / "radio", "sources/radio")
    run = network.run("publish", "--only", "s3:*", code=1)
    assert f"{bucket.bucket}/sources/radio/feed.yaml:" in run.stderr
    assert "is published to the place in a bucket that the files of" in run.stderr
    assert not [key for key in bucket.read_all() if "out" in key]
