"""What is live changed by a tool that keeps size and metadata: it is said, and one run puts it right."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from show_builder import NOW, Show

from balado.artifact import NEVER, Artifact, Kind
from balado.record.history import read_numbered
from balado.record.integrity import copy_of_hour
from balado.store.folder import FolderStorage
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection
from balado.store.storage import Storage
from balado.store.target import Target

Tool = Callable[[str, Callable[[bytes], bytes]], bytes]
"""Changes the bytes of the object of a name and keeps all that is told of it; gives the bytes that were there."""

FEEDS = [
    pytest.param(lambda body: body.replace(b"About a", b"About 6"), id="other text of the same length"),
    pytest.param(lambda body: body[: len(body) // 2], id="cut"),
    pytest.param(lambda _body: b"", id="empty"),
]


def tool_of(client: Any, bucket: str, prefix: str) -> Tool:
    def change(name: str, to: Callable[[bytes], bytes]) -> bytes:
        there = client.get_object(Bucket=bucket, Key=f"{prefix}/{name}")
        body: bytes = there["Body"].read()
        kept = {field: there[field] for field in ("Metadata", "ContentType", "CacheControl")}
        client.put_object(Bucket=bucket, Key=f"{prefix}/{name}", Body=to(body), **kept)
        return body

    return change


def folder_tool(folder: Path) -> Tool:
    def change(name: str, to: Callable[[bytes], bytes]) -> bytes:
        path = folder / name
        body, status = path.read_bytes(), path.stat()
        path.write_bytes(to(body))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        return body

    return change


def assert_mended(show: Show, change: Tool, to: Callable[[bytes], bytes]) -> None:
    good = change("feed.xml", to)

    status = show.run("status", "--now", NOW)
    assert status.returncode == 1
    assert "not that of publication 1" in status.stdout
    events = {event["event"]: event for event in show.events()}
    assert events["repaired"]["generation"] == 1

    assert change("feed.xml", lambda body: body) == good
    assert [event["event"] for event in show.events()] == ["nothing-to-do"]
    assert show.run("status", "--now", NOW).returncode == 0


@pytest.mark.parametrize("to", FEEDS)
def test_a_feed_changed_in_a_folder_is_put_right_by_the_next_publication(show: Show, to: Any) -> None:
    show.add("a")
    show.publish()
    assert_mended(show, folder_tool(show.root / "public"), to)


def test_a_feed_changed_in_a_bucket_is_put_right_by_the_next_publication(store: Any, tmp_path: Path) -> None:
    show = Show(tmp_path / "show", store.environment())
    show.write_feed(publish=f"{{to: 's3://{store.bucket}/pod', url: 'https://pod.example/show', verify: false}}")
    show.add("a")
    show.publish()
    assert_mended(show, tool_of(store.endpoint.client(), store.bucket, "pod"), FEEDS[0].values[0])


def enclosure(show: Show, slug: str) -> Path:
    [path] = (show.root / "public" / "audio").glob(f"{slug}-*.mp3")
    return path


def shout(body: bytes) -> bytes:
    return b"x" * len(body)


@pytest.fixture
def two(show: Show) -> Show:
    """Two live episodes."""
    show.add("a")
    show.add("b", seconds=3)
    show.publish()
    return show


@pytest.mark.parametrize("verb", ["publish", "status", "check"])
@pytest.mark.parametrize("harm", ["gone", "replaced"])
def test_a_recording_that_is_gone_or_another_is_told_with_its_episode(two: Show, verb: str, harm: str) -> None:
    path = enclosure(two, "a")
    path.unlink() if harm == "gone" else path.write_bytes(shout(path.read_bytes()))

    run = two.run(verb, "--now", NOW)

    said = run.stdout + run.stderr
    assert run.returncode == 1
    assert "About a" in said
    assert "About b" not in said.replace("b “About b”", "")
    assert ("is gone from" if harm == "gone" else "is not what was published") in said
    assert "balado publish --repair" in said
    assert "Nothing to do" not in said


def test_a_deep_look_finds_what_kept_its_times_and_a_repair_sends_it_again(two: Show) -> None:
    name = enclosure(two, "a").relative_to(two.root / "public").as_posix()
    good = folder_tool(two.root / "public")(name, shout)
    assert "Nothing to do" in two.publish().stderr, "only reading all bytes finds that"

    deep = two.run("status", "--now", NOW, "--deep")
    assert deep.returncode == 1
    assert "other bytes of the same length" in deep.stderr
    assert "About a" in deep.stderr

    events = {event["event"]: event for event in two.events("--repair")}
    assert (events["audited"]["damaged"], events["uploaded"]["key"]) == (1, name)
    assert enclosure(two, "a").read_bytes() == good
    assert two.run("status", "--now", NOW, "--deep").returncode == 0


def test_a_repair_puts_right_what_it_can_and_names_the_rest(two: Show) -> None:
    for slug in ("a", "b"):
        enclosure(two, slug).unlink()
    (two.root / "episodes/b/talk.mp3").unlink()
    (two.root / "public/feed.xml").write_bytes(b"by hand")

    run = two.publish("--repair", code=1)

    assert enclosure(two, "a").exists()
    assert "About b" in run.stderr
    assert "About a" not in run.stderr
    assert (two.root / "public/feed.xml").read_bytes().count(b"<item>") == 2
    again = two.publish(code=1)
    assert "About b" in again.stderr, "what is still broken is said again"


def test_a_repair_makes_the_kept_copy_and_the_served_feed_of_each_other(two: Show) -> None:
    [copy] = (two.root / ".public.balado/feeds").iterdir()
    kept = copy.read_bytes()
    copy.unlink()
    assert "kept in" in two.run("status", "--now", NOW, "--deep").stderr
    two.publish("--repair")
    assert copy.read_bytes() == kept

    copy.unlink()
    feed = two.root / "public/feed.xml"
    good = feed.read_bytes()
    feed.write_bytes(good.replace(b"About a", b"About 6"))
    two.publish("--repair")
    assert (feed.read_bytes(), copy.read_bytes()) == (good, kept), "made anew from the source"


def test_a_repair_of_a_whole_show_writes_nothing(two: Show) -> None:
    before = two.footprint()
    assert [event["event"] for event in two.events("--repair")] == ["audited", "nothing-to-do"]
    assert two.footprint() == before


def test_a_further_feed_changed_by_hand_is_put_right(show: Show) -> None:
    show.write_feed(feeds="{latest: {newest: 1}}")
    show.add("a")
    show.publish()
    [page] = [path for path in (show.root / "public").glob("*.xml") if path.name != "feed.xml"]
    good = folder_tool(show.root / "public")(page.name, lambda body: body + b" ")
    os.utime(page)

    assert "it is now" in show.publish().stderr
    assert page.read_bytes() == good


def test_a_recording_replaced_in_a_bucket_is_found_by_its_etag_and_sent_again(store: Any, tmp_path: Path) -> None:
    show = Show(tmp_path / "show", store.environment())
    show.write_feed(publish=f"{{to: 's3://{store.bucket}/pod', url: 'https://pod.example/show', verify: false}}")
    show.add("a")
    show.publish()
    [name] = [key.removeprefix("pod/") for key in store.read_all() if "/audio/" in key]
    change = tool_of(store.endpoint.client(), store.bucket, "pod")
    good = change(name, shout)

    assert "other bytes of the same length" in show.publish(code=1).stderr
    show.publish("--repair")
    assert change(name, lambda body: body) == good
    assert "Nothing to do" in show.publish().stderr


@pytest.mark.parametrize("is_remote", [False, True])
@pytest.mark.parametrize("body", [None, b"no copy"])
def test_a_kept_copy_that_is_damaged_under_a_feed_that_is_well_is_put_right_within_a_day(
    two: Show, request: pytest.FixtureRequest, is_remote: bool, body: bytes | None
) -> None:
    """Nobody would miss it before the feed itself is lost. One run says so; the next has nothing to do."""
    state: Storage = FolderStorage(two.root / ".public.balado", None)
    if is_remote:
        moto = request.getfixturevalue("moto")
        two.environment.update(moto.environment())
        two.write_feed(publish=f"{{to: 's3://{moto.bucket}/podcast', url: 'https://pod.example/show', verify: false}}")
        two.publish()
        for name, value in moto.environment().items():
            request.getfixturevalue("monkeypatch").setenv(name, value)
        state = S3Storage(Connection(moto.url, None), moto.bucket, "podcast/.balado")
    newest = read_numbered(Target(state, state), 1)
    assert newest is not None
    [copy] = state.list("feeds/")
    good = state.get(copy.key)
    state.delete(copy.key)
    if body is not None:
        state.put(Artifact.of_bytes(copy.key, Kind.FEED_COPY, body, "application/gzip", NEVER))
    hours = [datetime(2025, 11, 24, hour, 10, tzinfo=UTC) for hour in range(24)]
    [hour] = [hour for hour in hours if copy_of_hour(newest, hour) is not None]
    runs = [two.run("publish", "--now", now.isoformat()) for now in (hour - timedelta(hours=1), hour, hour)]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert ["was gone or damaged" in run.stderr for run in runs] == [False, True, False]
    found = state.get(copy.key)
    assert found is not None
    assert good is not None
    assert found[0] == good[0]
