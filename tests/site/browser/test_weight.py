"""How heavy pages are, and how they leave room for what comes later."""

from __future__ import annotations

import re

from chromium import Visits
from playwright.sync_api import Page
from site_shows import PublishedSite

MOST_BYTES = 60_000
"""Of an episode's page with style and script, without media, artwork and the text of the transcript."""
ROOMLESS = """all => all.filter(one => !(one.getAttribute('width') > 0 && one.getAttribute('height') > 0))
    .map(one => one.outerHTML)"""


def test_an_episode_weighs_less_than_60_kb_without_media_and_transcript(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"))
    asked = [url.removeprefix(f"{french.url}/") for url in visits.asked]
    ours = [key for key in dict.fromkeys(asked) if key in french.pages]
    assert {key.rpartition(".")[2] for key in ours} == {"html", "css", "js"}
    transcripts = page.eval_on_selector_all(".words", "all => all.map(one => one.innerHTML)")
    assert len(transcripts) == 2
    weight = sum(len(french.pages[key]) for key in ours) - sum(len(text.encode()) for text in transcripts)
    assert weight < MOST_BYTES


def test_a_recording_is_not_fetched_before_it_is_wanted(visits: Visits, french: PublishedSite) -> None:
    visits.open(french.address("episode")).wait_for_load_state("networkidle")
    assert [url for url in visits.asked if "/media/" in url] == []


def test_pictures_have_their_room_before_they_come(visits: Visits, french: PublishedSite) -> None:
    def roomless(page: Page) -> list[str]:
        return list(page.eval_on_selector_all("img", ROOMLESS))

    assert visits.faults(roomless, french.addresses("show", "episode", "player")) == {}


def test_a_small_screen_gets_a_small_picture_in_a_modern_format(visits: Visits, french: PublishedSite) -> None:
    visits.open(french.address("episode"), viewport={"width": 320, "height": 640}).wait_for_load_state("networkidle")
    shown = [url for url in visits.asked if "images/quelles-attentes" in url]
    assert re.fullmatch(r".*/images/quelles-attentes-320\.webp", shown[0])
    assert len(shown) == 1
