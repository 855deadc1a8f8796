"""Whom a browser asks when it shows the pages: the show's own place, and nobody else."""

from __future__ import annotations

from chromium import Visits
from playwright.sync_api import Page
from site_shows import PublishedSite


def test_no_page_asks_another_origin(unjudged: Visits, french: PublishedSite) -> None:
    def unexpected(page: Page) -> list[str]:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(50)
        asked = list(unjudged.asked)
        unjudged.asked.clear()
        assert asked
        return [url for url in asked if not url.startswith(f"{french.url}/")]

    assert unjudged.faults(unexpected, french.addresses()) == {}
