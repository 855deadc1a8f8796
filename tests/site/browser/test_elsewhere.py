"""A page whose recording and picture stay on another server: a browser plays and shows them, once they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from chromium import Visits, plays_at
from playwright.sync_api import Page, Route, expect
from show_builder import Show, cover_jpeg, silent_mp3
from site_server import SiteServer, files_in

SOUND = silent_mp3(600)
ROUTED: dict[str, Callable[[Route], None]] = {
    "https://old.example/a.mp3": lambda route: route.fulfill(body=SOUND, content_type="audio/mpeg"),
    "https://old.example/a.jpg": lambda route: route.fulfill(body=cover_jpeg(), content_type="image/jpeg"),
}


@pytest.fixture
def page(unjudged: Visits, server: SiteServer, tmp_path: Path) -> Page:
    show = Show(tmp_path)
    show.write_feed(site="true", alt="A lectern")
    show.add(
        "a",
        seconds=None,
        audio="{url: https://old.example/a.mp3, length: 5, duration: 00:10:00}",
        artwork="https://old.example/a.jpg",
        alt="A door",
    )
    show.publish("--url", f"{server.url}/elsewhere")
    context = unjudged.context()
    for address, answer in ROUTED.items():
        context.route(address, answer)
    opened = context.new_page()
    opened.goto(f"{server.put_all('/elsewhere', files_in(tmp_path / 'public'))}/episodes/a.html")
    return opened


def test_its_picture_is_shown_and_its_recording_is_played_once_somebody_starts_it(
    page: Page, unjudged: Visits, server: SiteServer
) -> None:
    picture = page.get_by_role("img", name="A door")
    expect(picture).to_have_js_property("naturalWidth", 1400)
    assert unjudged.foreign(*server.origins) == ["https://old.example/a.jpg"]
    page.locator("audio").focus()
    page.keyboard.press("Space")
    assert plays_at(page) < 5
    assert "https://old.example/a.mp3" in unjudged.asked
    assert unjudged.complaints == []
