"""What a person at a terminal sees while files are sent, and what a log gets instead."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from counting_proxy import CountingProxy
from forked_runs import Run, shared_runs
from networks import ShowNetwork
from show_builder import NOW, Show
from store_servers import Store

pty = pytest.importorskip("pty", reason="this system has no terminals to simulate")


@pytest.fixture
def slow_show(bucket: Store, tmp_path: Path) -> Show:
    show = Show(tmp_path / "show", bucket.environment())
    show.write_feed(publish=f"{{to: 's3://{bucket.bucket}', url: 'https://pod.example/show', verify: false}}")
    for number in range(6):
        show.add(f"e{number}", seconds=30 + number)
    return show


def publish_at_a_terminal(show: Show, environment: dict[str, str], *arguments: str) -> str:
    return seen_at_a_terminal(show, environment, "publish", "--now", NOW, *arguments)


def seen_at_a_terminal(show: Show, environment: dict[str, str], *arguments: str) -> str:
    ours, theirs = pty.openpty()
    shown = {"TERM": "xterm", "COLUMNS": "100"}
    run = Run(
        show.root,
        arguments,
        {**show.environment, **shown, **environment},
        terminals={2: theirs},
    )
    started = shared_runs().start(run)
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    assert started.wait().code == 0, seen
    return seen.decode(errors="replace")


def test_a_terminal_shows_bytes_speed_and_time_left(slow_show: Show, bucket: Store) -> None:
    with CountingProxy(bucket.url, delay_seconds=0.15) as proxy:
        seen = publish_at_a_terminal(slow_show, {"AWS_ENDPOINT_URL": proxy.url})
    assert "/s" in seen, "the speed"
    assert "0:00:" in seen, "the time left"
    assert "Published:" in seen


def test_a_terminal_shows_how_much_of_the_recordings_is_read_and_only_then(slow_show: Show) -> None:
    first = publish_at_a_terminal(slow_show, {})
    assert "Reading recordings" in first
    assert first.index("Reading recordings") < first.index("Sending")
    assert first.endswith("\x1b[?25h") or "\x1b[2K" in first, "the line is gone at the end"
    assert "\x1b[?25l" not in publish_at_a_terminal(slow_show, {}), "nothing is read"
    assert "Reading" not in slow_show.publish("--to", "elsewhere").stderr


@pytest.mark.parametrize(
    ("environment", "arguments"), [({"CI": "true"}, ()), ({"TERM": "dumb"}, ()), ({}, ("--format", "json"))]
)
def test_no_line_moves_in_a_job_of_a_ci_nor_beside_json_nor_where_none_can(
    slow_show: Show, environment: dict[str, str], arguments: tuple[str, ...]
) -> None:
    seen = publish_at_a_terminal(slow_show, environment, *arguments)
    assert "Published" in seen
    assert "Reading" not in seen
    assert "\x1b[?25l" not in seen


def test_a_log_gets_one_quiet_line_for_all_files_and_one_for_each_when_asked(slow_show: Show) -> None:
    lines = slow_show.publish().stderr.splitlines()
    assert "7 files sent." in lines
    assert not [line for line in lines if line.endswith("uploaded") or "\r" in line or "\x1b" in line]

    slow_show.add("later", date="2030-01-01 08:00")
    lines = slow_show.publish("--to", "public", "--verbose").stderr.splitlines()
    sent = [line for line in lines if line.endswith("uploaded")]
    assert len(sent) == 8
    assert len([line for line in sent if re.fullmatch(r"audio/e\d-\w+\.mp3 “About e\d” uploaded", line)]) == 6
    assert not [line for line in sent if "later" in line and "“" in line], "what is not public yet has no title"
    assert "7 files sent." not in lines


def test_a_terminal_shows_which_shows_of_a_network_are_under_way(tmp_path: Path, bucket: Store) -> None:
    """One of them to a slow store: what takes less than a tenth of a second may have ended before it is shown."""
    network = ShowNetwork(tmp_path / "network", bucket.environment())
    network.write()
    network.add("alpha", f"s3://{bucket.bucket}/alpha")
    network.add("beta")
    show = Show(network.root, network.environment)
    with CountingProxy(bucket.url, delay_seconds=0.1) as proxy:
        slow = {"AWS_ENDPOINT_URL": proxy.url}
        seen = seen_at_a_terminal(show, slow, "network", "publish", "--now", NOW, "--workers", "1")
    assert "0/2" in seen, "how many are done"
    assert re.search(r"shows/alpha +\d+ s", seen), "what is under way, and for how long"
    assert "2 shows: 2 published" in seen
