"""What is live changed by a tool that keeps size and metadata: it is said, and one run puts it right."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from show_builder import NOW, Show

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
