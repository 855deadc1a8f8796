"""Pages for a browser that runs no script: all is there, and times lead into the recording."""

from __future__ import annotations

import pytest
from chromium import Visits
from playwright.sync_api import Page
from site_shows import AUDIO, PublishedSite


@pytest.fixture
def page(visits: Visits, french: PublishedSite) -> Page:
    return visits.open(french.address("episode"), java_script_enabled=False)


def test_everything_is_readable(page: Page) -> None:
    text = page.locator("main").inner_text()
    for said in ("numéro 14 mène", "Les attentes des usagers", "Défenseure des droits", "Programme", "un", "deux"):
        assert said in text
    assert page.locator("audio").is_visible()
    assert page.locator("audio").get_attribute("controls") is not None


def test_what_needs_a_script_is_not_shown(page: Page) -> None:
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("searchbox").count() == 0
    assert page.get_by_role("combobox").count() == 0


def test_chapters_and_times_lead_to_the_moment_in_the_recording(page: Page, french: PublishedSite) -> None:
    for name, second in (("Les attentes des usagers", 20), ("0:32", 32)):
        link = page.get_by_role("link", name=name).first
        assert link.evaluate("link => link.href") == f"{french.url}/{AUDIO}#t={second}"


def test_such_a_link_opens_the_recording_there(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"), java_script_enabled=False)
    page.get_by_role("link", name="Les attentes des usagers").first.click()
    page.wait_for_url(f"{french.url}/{AUDIO}#t=20")
    film = page.locator("video")
    film.wait_for()
    session = page.context.new_cdp_session(page)
    script = "document.querySelector('video').currentTime"
    moment = 0.0
    for _ in range(50):
        moment = session.send("Runtime.evaluate", {"expression": script})["result"]["value"]
        if moment:
            break
        page.wait_for_timeout(50)
    assert 20 <= moment < 25


def test_no_page_is_empty(visits: Visits, french: PublishedSite) -> None:
    def without_heading(page: Page) -> list[str]:
        return [] if page.get_by_role("heading", level=1).is_visible() else [page.content()]

    assert visits.faults(without_heading, french.addresses(), java_script_enabled=False) == {}
