"""All shows of a network: what each of them costs, and that none is in another's way."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from counting_proxy import CountingProxy
from depth import depth
from networks import ShowNetwork, states
from store_servers import Store

SHOWS = depth(usual=5, ci=12)
LAST = {"event": "network", "verb": "publish", "shows": SHOWS}


@pytest.fixture
def network(tmp_path: Path, bucket: Store) -> ShowNetwork:
    """Shows in one bucket, none published yet."""
    made = ShowNetwork(tmp_path / "network", bucket.environment())
    made.write()
    for number in range(SHOWS):
        made.add(f"s{number:02}", f"s3://{bucket.bucket}/s{number:02}")
    return made


def summed(events: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in events[-1].items() if name != "message"}


def test_each_show_is_by_itself_and_one_with_nothing_to_do_costs_three_requests(
    network: ShowNetwork, bucket: Store
) -> None:
    first = network.events("publish")
    assert summed(first) == {**LAST, "published": SHOWS, "unchanged": 0, "refused": 0, "failed": 0}
    assert set(states(first).values()) == {"published"}

    assert_three_requests_each(network, bucket)
    assert_the_others_are_published(network)


def assert_three_requests_each(network: ShowNetwork, bucket: Store) -> None:
    with CountingProxy(bucket.url) as proxy:
        events = network.events("publish", AWS_ENDPOINT_URL=proxy.url)
    assert summed(events) == {**LAST, "published": 0, "unchanged": SHOWS, "refused": 0, "failed": 0}
    of_shows = Counter(request.path.partition("?")[0].split("/")[2] for request in proxy.requests)
    assert of_shows == {f"s{number:02}": 3 for number in range(SHOWS)}


def assert_the_others_are_published(network: ShowNetwork) -> None:
    """One whose text is broken, one whose store cannot be reached, one whose episode would vanish."""
    shows = network.root / "shows"
    for number in range(SHOWS):
        text = shows / f"s{number:02}" / "episodes" / "e0" / "episode.md"
        text.write_text(text.read_text("utf-8").replace("About", "More about"), "utf-8")
    broken, unreachable = (shows / name / "feed.yaml" for name in ("s01", "s02"))
    broken.write_text(broken.read_text("utf-8").replace("language: fr", "language: Klingon"), "utf-8")
    text = unreachable.read_text("utf-8").replace("verify: false", "verify: false, endpoint: 'http://127.0.0.1:9'")
    unreachable.write_text(text, "utf-8")
    shutil.rmtree(shows / "s03" / "episodes" / "e0")

    events = network.events("publish", "--summary", "summary.md", code=3)

    assert summed(events) == {**LAST, "published": SHOWS - 3, "unchanged": 0, "refused": 1, "failed": 2}
    assert {show for show, state in states(events).items() if state != "published"} == {
        "shows/s01", "shows/s02", "shows/s03",
    }  # fmt: skip
    codes = {event["show"]: event["exit"] for event in events if event["event"] == "network-show"}
    assert (codes["shows/s01"], codes["shows/s02"], codes["shows/s03"]) == (2, 3, 1)
    [fault] = [event for event in events if event["event"] == "fault" and event["key"] == "language"]
    assert (fault["show"], fault["path"], fault["line"]) == ("shows/s01", "feed.yaml", 4)
    told = (network.root / "summary.md").read_text("utf-8")
    assert f"published {SHOWS - 3}, unchanged 0, refused 1, failed 2" in told
    assert "shows/s01/feed.yaml:4 (language)" in told.replace("\\", "")

    run = network.run("publish", "--only", "shows/s0[0-3]", code=3)
    table = [line.split()[:2] for line in run.stdout.splitlines()]
    assert table == [
        ["shows/s00", "unchanged"], ["shows/s01", "failed"], ["shows/s02", "failed"], ["shows/s03", "refused"],
    ]  # fmt: skip
    assert "shows/s01/feed.yaml:4 (language): error: " in run.stderr
    assert run.stderr.splitlines()[-1] == "4 shows: 0 published, 1 unchanged, 1 refused, 2 failed."
