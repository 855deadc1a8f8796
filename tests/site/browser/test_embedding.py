"""Pages in frames of other sites: the player plays there, and nothing else shows itself."""

from __future__ import annotations

import pytest
from chromium import Visits, plays_at
from lxml import html
from playwright.sync_api import FrameLocator, Page
from site_server import SiteServer
from site_shows import KINDS, PublishedSite

HOST = """<!DOCTYPE html><html lang=en><title>Another site</title><link rel=icon href='data:,'>
<h1>Another site</h1>{}</html>"""


def framed(visits: Visits, server: SiteServer, frame: str) -> tuple[Page, FrameLocator]:
    """A page of another site with this frame, and what is in the frame."""
    server.put("/another.html", HOST.format(frame))
    page = visits.open(f"{server.elsewhere}/another.html")
    return page, page.frame_locator("iframe")


def test_the_code_that_the_page_gives_shows_a_player_that_plays(
    visits: Visits, server: SiteServer, french: PublishedSite
) -> None:
    code = html.fromstring(french.page("episode")).get_element_by_id("embed-code").text
    page, frame = framed(visits, server, code)
    assert page.locator("iframe").get_attribute("title") == french.show.episodes[0].title
    frame.locator("audio").focus()
    page.keyboard.press("Space")
    assert plays_at(frame) < 5


def test_the_player_fits_in_its_frame(visits: Visits, server: SiteServer, french: PublishedSite) -> None:
    code = html.fromstring(french.page("episode")).get_element_by_id("embed-code").text
    page, frame = framed(visits, server, code)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 600})
        size = "root => [root.scrollWidth <= root.clientWidth, root.scrollHeight <= root.clientHeight]"
        assert frame.locator("html").evaluate(size) == [True, True], width


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "player"])
def test_any_other_page_hides_itself_in_a_frame_and_offers_to_be_opened(
    visits: Visits, server: SiteServer, french: PublishedSite, kind: str
) -> None:
    _, frame = framed(visits, server, f"<iframe src='{french.address(kind)}' title=x></iframe>")
    link = frame.get_by_role("link")
    link.wait_for()
    assert link.count() == 1
    assert link.get_attribute("href") == french.address(kind)
    assert link.get_attribute("target") == "_blank"
    assert not frame.locator("main").is_visible()


def test_links_of_the_player_leave_the_frame(french: PublishedSite) -> None:
    links = html.fromstring(french.page("player")).xpath("//body//a")
    assert links
    assert {(link.get("target"), link.get("rel")) for link in links} == {("_blank", "noopener")}
