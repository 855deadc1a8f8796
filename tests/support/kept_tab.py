"""A tab that one test after the other is given, as good as new: a browser that was never used costs as much as a page.

Its process has compiled the scripts of the pages before, and what judges them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Error, Page, ViewportSize

USUAL_SIZE: ViewportSize = {"width": 1280, "height": 720}
"""Of a window of Playwright."""
_OF_A_TAB = {"viewport", "color_scheme", "reduced_motion"}


class KeptTab:
    """The tab of a browser, and whether somebody has it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None
        self._session: CDPSession | None = None
        self._origins = set[str]()
        self._is_taken = False

    def take(self, options: dict[str, Any]) -> Page | None:
        """The tab with these options of `new_context`, unless somebody has it or they are not those of a tab."""
        if self._is_taken or not options.keys() <= _OF_A_TAB:
            return None
        if self._page is None or self._page.is_closed():
            self._page = self._browser.new_context().new_page()
            self._page.context.on("request", lambda request: self._origins.add(origin_of(request.url)))
            self._session = self._page.context.new_cdp_session(self._page)
        self._is_taken = True
        self._page.set_viewport_size(options.get("viewport", USUAL_SIZE))
        self._page.emulate_media(
            media="null",
            color_scheme=options.get("color_scheme", "light"),
            reduced_motion=options.get("reduced_motion", "no-preference"),
        )
        return self._page

    def give_back(self) -> None:
        """Leave the page, and forget what pages have kept: cookies, storage, files."""
        self._is_taken = False
        page, session = self._page, self._session
        if page is None or session is None or page.is_closed():
            return
        _forget_session(page)
        _keep_only(page)
        page.goto("about:blank")
        page.context.clear_cookies()
        while self._origins:
            session.send("Storage.clearDataForOrigin", {"origin": self._origins.pop(), "storageTypes": "all"})
        session.send("Network.clearBrowserCache")


def origin_of(url: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _forget_session(page: Page) -> None:
    """What pages keep for their tab alone nothing takes away but a script in them."""
    for frame in page.frames:
        with suppress(Error):  # a frame without an origin has none
            frame.evaluate("name = ''; sessionStorage.clear()")


def _keep_only(page: Page) -> None:
    for other in page.context.pages:
        if other is not page:
            other.close()
