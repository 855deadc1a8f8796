"""Everything is done with the keyboard alone, and one always sees where one is."""

from __future__ import annotations

from typing import Any

import pytest
from chromium import Visits, plays_at
from playwright.sync_api import Page, expect
from site_shows import KINDS, PublishedSite

STOP = """() => {
    const [it, root] = [document.activeElement, document.documentElement];
    const style = getComputedStyle(it);
    const box = it.getBoundingClientRect();
    const places = [[.5, .5], [.1, .3], [.9, .3], [.1, .7], [.9, .7]];
    const shown = places.map(([x, y]) => document.elementFromPoint(box.x + x * box.width, box.y + y * box.height));
    return {
        name: it.outerHTML.slice(0, 90),
        order: [...document.querySelectorAll('*')].indexOf(it),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: shown.some(one => one && (it.contains(one) || one.contains(it))),
    };
}"""
USABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, audio, video')]
    .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 90))"""


def stops(page: Page) -> list[dict[str, Any]]:
    """Where the Tab key leads, from the top of the page to its end."""
    found: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["name"].startswith("<body"):  # where it begins anew
            return found
        if not found or stop["order"] != found[-1]["order"]:  # a player's own buttons are one element's
            found.append(stop)
    raise AssertionError("Tab goes round and round")


@pytest.mark.parametrize("kind", KINDS)
def test_tab_reaches_everything_in_its_order_and_shows_where_it_is(
    visits: Visits, french: PublishedSite, kind: str
) -> None:
    page = visits.open(french.address(kind), viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    found = stops(page)
    assert [stop["order"] for stop in found] == sorted(stop["order"] for stop in found)
    assert {stop["name"] for stop in found} >= set(page.evaluate(USABLE))
    assert [stop for stop in found if not stop["outlined"]] == []
    assert [stop for stop in found if not stop["seen"]] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_player_that_stays_in_sight_covers_nothing_that_has_the_focus(
    visits: Visits, french: PublishedSite, width: int
) -> None:
    page = visits.open(french.address("episode"), viewport={"width": width, "height": 700}, reduced_motion="reduce")
    page.get_by_role("link", name="0:20 Les attentes des usagers").click()
    plays_at(page)
    page.locator(".skip").focus()
    assert [stop["name"] for stop in stops(page) if not stop["seen"]] == []


def test_the_first_stop_leads_past_the_head(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_enter_on_a_chapter_plays_from_it(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"))
    link = page.get_by_role("link", name="0:20 Les attentes des usagers")
    link.focus()
    page.keyboard.press("Enter")
    assert plays_at(page) >= 20
    expect(link).to_be_focused()


def test_keys_of_the_player_act_in_the_player_alone(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"))
    audio = page.locator("audio")
    page.locator("main").focus()
    page.keyboard.press("k")
    assert audio.evaluate("audio => audio.paused")
    page.get_by_role("button", name="+15").focus()
    page.keyboard.press("k")
    plays_at(page)
    page.keyboard.press("k")
    assert audio.evaluate("audio => audio.paused")
    before = audio.evaluate("audio => audio.currentTime")
    page.keyboard.press("l")
    assert audio.evaluate("audio => audio.currentTime") == pytest.approx(before + 15, abs=0.1)
    page.keyboard.press("j")
    assert audio.evaluate("audio => audio.currentTime") == pytest.approx(before, abs=0.1)


def test_a_transcript_that_is_folded_is_opened_with_a_key(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"))
    text = page.get_by_text("Last mile number 3 leads")
    expect(text).to_be_hidden()
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(text).to_be_visible()
