"""A visit knows nothing of the one before, though the tab may be the same: nor what it kept, nor how it looked."""

from __future__ import annotations

from chromium import Visits
from playwright.sync_api import Browser, Page
from site_server import SiteServer

PAGE = "<!DOCTYPE html><html lang=en><title>A page</title><link rel=icon href='data:,'><h1>A page</h1>{}</html>"
KEEP = """async () => {
    document.cookie = 'known=1; max-age=1000';
    localStorage.known = sessionStorage.known = '1';
    await (await caches.open('known')).put('/known', new Response('1'));
    window.known = name = '1';
}"""
KNOWN = """async () => [document.cookie, localStorage.known, sessionStorage.known, (await caches.keys()).length,
    window.known, name, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches,
    matchMedia('(prefers-reduced-motion)').matches, matchMedia('print').matches]"""
NOTHING = ["", None, None, 0, None, "", 1280, False, False, False]


def test_nothing_is_left_of_a_visit(chromium: Browser, server: SiteServer) -> None:
    frame = f"<iframe src='{server.elsewhere}/visits/framed.html' title=x></iframe>"
    server.put("/visits/framed.html", PAGE.format(""))
    address = server.put("/visits/page.html", PAGE.format(frame))
    first = Visits(chromium)
    page = first.open(address, viewport={"width": 320, "height": 700}, color_scheme="dark", reduced_motion="reduce")
    page.emulate_media(media="print")
    kept_by(page)
    page.context.new_page()
    first.asked.clear()
    first.close()
    second = Visits(chromium)
    page = second.open(address)
    shown, framed = [frame.evaluate(KNOWN) for frame in page.frames]
    assert (shown, framed[:6]) == (NOTHING, NOTHING[:6])
    assert len(page.context.pages) == 1
    assert (len(first.asked), len(second.asked)) == (0, 2)
    second.close()


def kept_by(page: Page) -> None:
    for frame in page.frames:
        frame.evaluate(KEEP)
        assert frame.evaluate(KNOWN)[1:6] == ["1", "1", 1, "1", "1"]
    assert page.evaluate("document.cookie") == "known=1"  # a frame of another site may have none


def test_two_who_look_at_once_do_not_share(chromium: Browser, server: SiteServer) -> None:
    address = server.put("/visits/alone.html", PAGE.format(""))
    first, second = Visits(chromium), Visits(chromium)
    page = first.open(address)
    kept_by(page)
    assert second.open(address).evaluate(KNOWN) == first.open(address).evaluate(KNOWN) == NOTHING
    first.close()
    second.close()
