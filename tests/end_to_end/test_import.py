"""What Balado publishes comes back whole when another folder imports it; night after night, only what is new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from full_show import write_full_show
from show_builder import NOW, Show
from site_server import SiteServer

URL = "https://new.example.org/podcast"
FEED_TYPE = "application/rss+xml"


@pytest.fixture
def server() -> Iterator[SiteServer]:
    with SiteServer() as found:
        yield found


def imported(show: Show, *arguments: str, code: int = 0) -> dict[str, Any]:
    """The event at the end."""
    run = show.run("import", *arguments, "--format", "json")
    assert run.returncode == code, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    assert found["event"] == "imported"
    return found


def test_a_show_with_every_feature_comes_back_and_can_be_published(tmp_path: Path) -> None:
    old = Show(tmp_path / "old")
    write_full_show(old)
    text = old.root / "feed.yaml"
    text.write_text(text.read_text("utf-8").replace("archive: 1\n", ""), "utf-8")
    old.publish("--now", NOW)
    told = imported(Show(tmp_path), "old/public/feed.xml", "new", "--url", URL)
    assert (told["lost"], told["episodes"]) == (0, 3)
    new = Show(tmp_path / "new")
    run = new.run("publish", "--no-verify")
    assert run.returncode == 0, run.stderr
    before, after = ((show.root / "public" / "feed.xml").read_text("utf-8") for show in (old, new))
    for guid in ("guid-of-a", "guid-of-b"):
        assert f">{guid}</guid>" in before
        assert f">{guid}</guid>" in after


def item(night: int) -> str:
    return (
        f"<item><guid>g{night}</guid><title>N{night}</title><pubDate>0{night + 1} Nov 2025 08:00:00 +0100</pubDate>"
        f'<enclosure url="https://old.example/{night}.mp3" length="9" type="audio/mpeg"/></item>'
    )


def test_night_after_night_only_what_is_new_comes(tmp_path: Path, server: SiteServer) -> None:
    show = Show(tmp_path)
    items: list[str] = []
    for night in range(3):
        items.insert(0, item(night))
        feed = f'<rss version="2.0"><channel><title>Nights</title>{"".join(items)}</channel></rss>'
        url = server.put("/feed.xml", feed, FEED_TYPE)
        told = imported(show, url, "show", "--url", URL, "--allow-private", "--media", "never")
        assert (told["episodes"], told["added"], told["kept"], told["lost"]) == (night + 1, 1, 0, 0)
    again = imported(show, f"{server.url}/feed.xml", "show", "--allow-private")
    assert (again["added"], again["updated"], again["kept"], again["gone"]) == (0, 0, 0, 0)
