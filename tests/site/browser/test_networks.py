"""The page of a network in a browser: no barrier, no fault of HTML, a search over all shows, all there without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chromium import Visits
from depth import depth
from network_sites import MINISTRY, NOW, conference, show_feed
from page_judges import GROUND, objections_of_nu, violations, violations_in_both
from playwright.sync_api import Page, expect
from show_builder import cover_jpeg
from site_server import SiteServer

from balado.network.site.build import network_files
from balado.network.site.summary import BetterKnown, site_of, summarize

LANGUAGES = ("fr", "en")
KEYS = ("index.html", "list/1.html", "list/2.html", "404.html")


@pytest.fixture(scope="module")
def networks(server: SiteServer) -> dict[str, dict[str, str]]:
    """The pages of a network by language, then by key."""
    return {language: network_in(language, server) for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def addresses(networks: dict[str, dict[str, str]], request: pytest.FixtureRequest) -> dict[str, str]:
    """The pages of the network in that language, by key."""
    return networks[request.param]


def network_in(language: str, server: SiteServer) -> dict[str, str]:
    """The addresses of its pages, which are served from now on."""
    place = f"{server.url}/network-{language}"
    cover = server.put("/cover.jpeg", "", "image/jpeg")
    server.put("/cover.jpeg", cover_jpeg(), "image/jpeg")  # type: ignore[arg-type]
    coming = (conference("x", NOW + timedelta(days=2)), conference("y", NOW, status="live"))
    feeds = (
        show_feed("un", *(f"n{number}" for number in range(501)), live=coming, image_url=cover),
        show_feed("deux", "unique", language="de", title="Das Radio", image_url=cover),
    )
    shows = tuple(summarize(one, one.feed_url, BetterKnown()) for one in feeds)
    site = site_of(replace(MINISTRY, url=place, language=language), shows, NOW)
    server.put_all(f"/network-{language}", {one.key: (one.body, one.media_type) for one in network_files(site)})
    return {key: f"{place}/{key}" for key in KEYS}


@pytest.mark.parametrize("addresses", LANGUAGES[: depth(usual=1, ci=2)], indirect=True)
def test_axe_finds_no_barrier_in_light_and_dark(visits: Visits, addresses: dict[str, str]) -> None:
    def judged(page: Page) -> list[str]:
        if "/network-fr/" in page.url:
            return violations_in_both(page)
        return violations(page, without=GROUND)  # colours are the same in every language

    assert visits.faults(judged, addresses) == {}


@pytest.mark.in_depth
def test_the_checker_of_html_has_nothing_to_say(networks: dict[str, dict[str, str]]) -> None:
    assert objections_of_nu(*(address for pages in networks.values() for address in pages.values())) == []


def test_the_search_finds_in_all_shows_and_names_the_show(visits: Visits, addresses: dict[str, str]) -> None:
    page = visits.open(addresses["index.html"])
    results = page.get_by_role("search").get_by_role("listitem")
    page.get_by_role("searchbox").press_sequentially("unique")
    expect(results).to_have_count(1)
    expect(results).to_contain_text("Das Radio")
    expect(results.get_by_role("link")).to_have_attribute("href", "https://deux.example/unique")
    page.get_by_role("searchbox").fill("radio un n500")
    expect(results.get_by_role("link").first).to_have_attribute("href", "https://un.example/n500")


def test_without_a_script_every_episode_is_two_links_away(visits: Visits, addresses: dict[str, str]) -> None:
    page = visits.open(addresses["index.html"], java_script_enabled=False)
    assert page.get_by_role("searchbox").count() == 0
    page.get_by_role("link", name="500").last.click()
    page.get_by_role("link", name="n499").first.wait_for()


def test_covers_are_shown_and_a_small_screen_needs_no_scrolling_aside(
    visits: Visits, addresses: dict[str, str]
) -> None:
    page = visits.open(addresses["index.html"], viewport={"width": 320, "height": 640})
    cover = page.locator(".shows img").last
    cover.scroll_into_view_if_needed()
    expect(cover).to_have_js_property("naturalWidth", 1400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
