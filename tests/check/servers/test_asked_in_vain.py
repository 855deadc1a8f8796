"""What the statistics know of addresses that fail: told with how often and since when, until they are answered."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from counted_shows import count_downloads, recording_of
from delivery_logs import Get
from misbehaving_server import File, Server
from show_builder import Show

PEOPLE = [f"198.51.100.{number}" for number in range(1, 7)]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as found:
        yield found


@pytest.fixture
def show(tmp_path: Path, server: Server) -> Show:
    """A show that is served at the root of a server, two days of which were counted, with failures."""
    made = Show(tmp_path / "show")
    made.write_feed(publish=f"{{to: public, url: '{server.url}'}}")
    made.add("a", seconds=2)
    made.publish()
    a = recording_of(made, "a").removeprefix("show/")
    failed = [Get("old/audio 1.mp3", one, day, status=404) for one in PEOPLE for day in ("2025-11-02", "2025-11-03")]
    failed += [Get("wp-login.php", one, "2025-11-03", status=404) for one in PEOPLE]
    failed += [Get("favicon.png", one, "2025-11-03", status=404) for one in PEOPLE]
    failed += [Get("of-one.mp3", PEOPLE[0], "2025-11-03", status=404) for _ in range(9)]
    failed += [Get(a, one, "2025-11-03", status=403) for one in PEOPLE]
    failed += [Get("long-gone.mp3", one, "2025-10-20", status=404) for one in PEOPLE]
    count_downloads(made, tmp_path / "logs", failed)
    return made


def told(show: Show, *arguments: str) -> list[dict[str, Any]]:
    run = show.run("check", "--live", "--allow-private", "--patience", "5", "--format", "json", *arguments)
    return [json.loads(line) for line in run.stdout.splitlines()]


def in_vain(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in events if one.get("rule") == "address-asked-in-vain"]


def test_each_address_is_told_with_how_often_since_when_and_what_to_do(show: Show, server: Server) -> None:
    found = {one["message"].split()[0].removeprefix(server.url): one for one in in_vain(told(show))}
    published = f"/{recording_of(show, 'a').removeprefix('show/')}"
    assert set(found) == {"/old/audio%201.mp3", published}
    old = found["/old/audio%201.mp3"]
    assert "in vain (404): 12 times since 2025-11-02, about 6 a day." in old["message"]
    assert "by a redirect (301)" in old["remedy"]
    assert (old["severity"], old["path"], old["key"]) == ("warning", "feed.yaml", "publish")
    assert "in vain (403): 6 times since 2025-11-03" in found[published]["message"]
    assert "balado bucket check" in found[published]["remedy"]


def test_what_is_answered_by_now_is_not_told(show: Show, server: Server) -> None:
    a = recording_of(show, "a").removeprefix("show/")
    for path in ("/old/audio%201.mp3", "/old/audio 1.mp3", f"/{a}"):
        server.files[path] = File(b"there again", "audio/mpeg")
    assert in_vain(told(show)) == []


def failing(*paths: str) -> list[Get]:
    return [Get(path, one, "2025-11-03", status=404) for path in paths for one in PEOPLE]


def test_mended_addresses_hide_none_that_fails_and_what_was_not_asked_is_said(
    show: Show, server: Server, tmp_path: Path
) -> None:
    for number in range(25):
        server.files[f"/audio/{number:02}.mp3"] = File(b"there again", "audio/mpeg")
    count_downloads(show, tmp_path / "logs", failing(*(f"audio/{number:02}.mp3" for number in range(53))))
    events = told(show)
    assert 20 <= len(in_vain(events)) < 30
    asked = {path for _, path in server.asked if re.fullmatch(r"/audio/[0-9]{2}\.mp3", path)}
    [said] = [one["message"] for one in events if one["event"] == "skipped" and "were not asked" in one["message"]]
    published = 1
    assert said.startswith(f"{53 - len(asked) + published} more addresses that listeners ask for in vain")


SCANNED = (
    "wp-json/wp/v2/users.json",
    "composer.json",
    ".vscode/sftp.json",
    "wp-includes/wlwmanifest.xml",
    "phpinfo.html",
    "static/logo.png",
)


def test_what_intruders_try_is_not_taken_for_listeners(show: Show, server: Server, tmp_path: Path) -> None:
    count_downloads(show, tmp_path / "logs", failing(*SCANNED, "rss2", "artwork/old.jpg", "episodes/old.html"))
    found = {one["message"].split()[0].removeprefix(server.url) for one in in_vain(told(show))}
    assert found >= {"/rss2", "/artwork/old.jpg", "/episodes/old.html"}
    assert found.isdisjoint(f"/{path}" for path in SCANNED)


def test_below_the_address_of_the_show_pages_and_pictures_are_its_own(tmp_path: Path, server: Server) -> None:
    made = Show(tmp_path / "other")
    made.write_feed(publish=f"{{to: public, url: '{server.url}/podcast'}}")
    made.add("a", seconds=2)
    made.publish()
    requests = failing("podcast/old-page.html", "podcast/wp-login.php", "old-page.html")
    count_downloads(made, tmp_path / "logs", requests)
    found = [one["message"].split()[0].removeprefix(server.url) for one in in_vain(told(made))]
    assert found == ["/podcast/old-page.html"]


def test_it_can_be_ignored(show: Show) -> None:
    feed = show.root / "feed.yaml"
    feed.write_text(f"{feed.read_text('utf-8')}ignore: {{address-asked-in-vain: it is meant so}}\n", "utf-8")
    assert in_vain(told(show)) == []


def test_without_duckdb_the_rest_is_checked_and_it_is_said(show: Show, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/duckdb.py").write_text("raise ImportError('duckdb')")
    events = told(Show(show.root, {**show.environment, "PYTHONPATH": str(tmp_path / "broken")}))
    assert in_vain(events) == []
    assert any("in vain was not looked at" in one["message"] for one in events if one["event"] == "skipped")


def test_without_statistics_nothing_is_told_and_duckdb_is_not_loaded(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Show(tmp_path / "show")
    made.write_feed(publish=f"{{to: public, url: '{server.url}'}}")
    made.add("a", seconds=2)
    made.publish()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    events = told(made)
    assert in_vain(events) == [one for one in events if one["event"] == "skipped"] == []
