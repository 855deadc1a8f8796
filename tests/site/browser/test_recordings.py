"""Recordings and films: what is said is there to read, and nothing plays that nobody started."""

from __future__ import annotations

import pytest
from chromium import Visits
from lxml import html
from playwright.sync_api import Page
from site_shows import CUE_SECONDS, KINDS, SECONDS, PublishedSite

CUES = """async (audio, label) => {
    const found = [...audio.querySelectorAll('track')].find(one => one.label === label);
    const loaded = new Promise((done, failed) => { found.onload = done; found.onerror = failed; });
    found.track.mode = 'hidden';
    if (found.readyState < HTMLTrackElement.LOADED) await loaded;
    return [found.track.kind, found.track.language, [...found.track.cues].map(one => [one.startTime, one.text])];
}"""


@pytest.fixture
def page(visits: Visits, french: PublishedSite) -> Page:
    return visits.open(french.address("episode"))


@pytest.mark.parametrize(
    ("label", "kind", "language", "said"),
    [("français", "captions", "fr", "kilomètre numéro {} mène"), ("anglais", "subtitles", "en", "number {} leads")],
)
def test_captions_say_every_line_at_its_moment(page: Page, label: str, kind: str, language: str, said: str) -> None:
    told = page.locator("audio").evaluate(CUES, label)
    assert told[:2] == [kind, language]
    assert len(told[2]) == SECONDS // CUE_SECONDS
    for number, (start, text) in enumerate(told[2]):
        assert start == CUE_SECONDS * number
        assert said.format(number) in text


def test_the_film_has_the_captions_of_the_recording(page: Page) -> None:
    tracks = "media => [...media.textTracks].map(one => [one.kind, one.language, one.label])"
    assert page.locator("video").evaluate(tracks) == page.locator("audio").evaluate(tracks)


def test_all_that_is_said_is_text_with_its_speakers_in_order(page: Page) -> None:
    text = page.locator(".words").first.inner_text()
    places = [text.index(f"numéro {number} mène") for number in range(SECONDS // CUE_SECONDS)]
    assert places == sorted(places)
    speakers = [speaker.strip() for speaker in page.locator(".words").first.locator("cite").all_inner_texts()]
    assert speakers == ["Claire Hédon", "Martine de Boisdeffre"] * 2


def test_nothing_plays_by_itself(page: Page) -> None:
    page.wait_for_timeout(200)
    media = page.locator("audio, video")
    assert media.count() == 2
    state = "all => all.map(one => [one.paused, one.autoplay, one.currentTime, one.preload])"
    assert media.evaluate_all(state) == [[True, False, 0, "none"]] * 2


def test_media_have_the_controls_of_the_browser_and_nothing_else_moves(french: PublishedSite) -> None:
    for kind in KINDS:
        tree = html.fromstring(french.page(kind))
        assert tree.xpath("//audio[not(@controls)] | //video[not(@controls)]") == []
        others = "//canvas | //object | //embed | //iframe | //marquee | //animate | //table"
        assert tree.xpath(others) == [], kind


def test_words_that_lead_on_lead_to_one_place(page: Page) -> None:
    """Links of one name in one part of a page lead to one address: RGAA 6.1."""
    found = page.get_by_role("link").evaluate_all(
        """all => all.map(link => [link.closest('li, section, nav, header, footer')?.innerText.slice(0, 200),
            link.innerText.trim(), link.href])"""
    )
    places: dict[tuple[str, str], set[str]] = {}
    for part, name, address in found:
        places.setdefault((part, name), set()).add(address)
    assert {name: led for name, led in places.items() if len(led) > 1} == {}
