"""From a word to the page that it is on, and to the second in the recording at which it is said."""

from __future__ import annotations

import pytest
from chromium import Visits, plays_at
from playwright.sync_api import Page, expect
from site_shows import PublishedSite


@pytest.fixture
def page(visits: Visits, french: PublishedSite) -> Page:
    return visits.open(french.address("show"))


@pytest.mark.parametrize("typed", ["quelles ATTENTES", "hedon", "usager"])
def test_a_word_leads_to_its_episode(page: Page, french: PublishedSite, typed: str) -> None:
    field = page.get_by_role("searchbox", name="Chercher")
    field.press_sequentially(typed)
    results = page.get_by_role("search").get_by_role("link")
    expect(results).to_have_count(1)
    field.press("Tab")
    expect(results).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(french.address("episode"))


def test_the_number_of_results_is_said(page: Page) -> None:
    field = page.get_by_role("searchbox", name="Chercher")
    status = page.get_by_role("search").get_by_role("status")
    field.fill("kilomètre 1")
    expect(status).to_contain_text("11")
    field.fill("nulle part")
    expect(status).not_to_contain_text("11")
    expect(status).not_to_be_empty()
    expect(page.get_by_role("search").get_by_role("link")).to_have_count(0)


def test_from_a_word_to_the_second_at_which_it_is_said(page: Page, french: PublishedSite) -> None:
    page.get_by_role("searchbox").fill("attentes")
    page.get_by_role("search").get_by_role("link").first.click()
    page.wait_for_url(french.address("episode"))
    found = page.get_by_role("searchbox", name="Chercher dans la transcription")
    found.fill("numero 9")
    found.press("Enter")
    page.locator(".words .here").click()
    assert 36 <= plays_at(page) < 41


def test_nothing_is_fetched_before_somebody_searches(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("show"))
    page.wait_for_timeout(100)
    assert f"{french.url}/search.json" not in visits.asked
    page.get_by_role("searchbox").press_sequentially("a")
    expect(page.get_by_role("search").get_by_role("link")).not_to_have_count(0)
    assert visits.asked.count(f"{french.url}/search.json") == 1
