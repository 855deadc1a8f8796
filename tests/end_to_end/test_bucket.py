"""A bucket from its creation to the first listener, by the command alone."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from bucket_sites import policy_of
from show_builder import Show
from store_servers import Endpoint, Store

from balado.web.client import client_of_author
from balado.web.wire import Ask

SECRET = "testing"


@pytest.fixture
def store(radosgw_endpoint: Endpoint, tmp_path: Path) -> Store:
    """A bucket that is not there yet, on a real store."""
    return Store(radosgw_endpoint, f"voices-{tmp_path.name.replace('_', '-')}".lower())


@pytest.fixture
def show(store: Store, tmp_path: Path) -> Show:
    made = Show(tmp_path / "show", store.environment())
    made.write_feed(publish=f"{{to: 's3://{store.bucket}/p', url: '{store.url}/{store.bucket}/p'}}")
    return made


def events(run: CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_a_bucket_is_created_set_up_published_to_and_read(show: Show, store: Store) -> None:
    lacking = show.run("bucket", "check")
    assert lacking.returncode == 3
    assert "balado bucket setup --create --yes" in lacking.stderr

    shown = show.run("bucket", "setup", "--create")
    assert shown.returncode == 0
    assert shown.stdout.startswith(f"Create the bucket {store.bucket}.\nLet everybody read what is public")
    assert "Nothing was changed. Add --yes to do this." in shown.stderr
    assert show.run("bucket", "check").returncode == 3

    done = show.run("bucket", "setup", "--create", "--yes")
    assert done.returncode == 0, done.stderr
    assert f"s3://{store.bucket}/p can be used, with 1 warning." in done.stderr

    again = show.run("bucket", "setup", "--yes")
    assert again.returncode == 0
    assert again.stderr.startswith("Nothing to set up.")
    assert again.stdout == ""

    show.add("a")
    assert show.publish().returncode == 0
    feed = client_of_author([store.url]).ask(Ask("GET", f"{store.url}/{store.bucket}/p/feed.xml"))
    assert b"<rss" in feed.body
    assert show.run("bucket", "check").returncode == 0
    assert not [key for key in store.read_all() if "probe" in key or "race" in key]
    assert SECRET not in "".join(run.stdout + run.stderr for run in (lacking, shown, done, again))


def test_machines_get_each_change_fault_and_the_result(show: Show, store: Store) -> None:
    store.endpoint.client().create_bucket(Bucket=store.bucket)
    found = events(show.run("bucket", "check", "--format", "json"))
    assert (found[0]["event"], found[0]["severity"], found[0]["key"]) == ("fault", "error", "publish.url")
    assert found[-1] | {"message": ""} == {
        "event": "bucket-checked", "errors": 1, "warnings": 3, "unseen": 0, "race": "atomic", "message": "",
    }  # fmt: skip
    changes = events(show.run("bucket", "setup", "--yes", "--format", "json"))
    assert [one.get("what") for one in changes[:4]] == ["policy", "cors", "lifecycle", None]
    assert changes[0]["document"] == policy_of(store)
    assert changes[-1]["event"] == "bucket-checked"


def test_an_address_on_the_command_line_is_the_one_that_is_looked_at(show: Show, store: Store) -> None:
    store.endpoint.client().create_bucket(Bucket=store.bucket)
    run = show.run("bucket", "check", "--url", "http://127.0.0.1:9/p")
    assert run.returncode == 0
    assert "http://127.0.0.1:9/p cannot be reached from here" in run.stderr
