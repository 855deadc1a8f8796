"""A real Chromium, driven by Playwright: what a page shows, what it does, and what it asks of servers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kept_tab import KeptTab, origin_of
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, FrameLocator, Page, expect, sync_playwright
from programs import need_program

PATIENCE_MS = 40_000
"""For what a page comes to on a busy machine; what is right does not wait for it."""
_OPTIONS = (
    "--no-sandbox",  # which a container's root cannot have
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

_TABS: dict[Browser, KeptTab] = {}
"""The tab that each browser keeps."""

_PLAYS = """audio => new Promise((done, failed) => {
    const last = performance.now() + 20000;
    const look = () => {
        if (!audio.paused && audio.readyState > 2 && audio.currentTime) done(audio.currentTime);
        else if (performance.now() > last) failed(new Error('it does not play'));
        else setTimeout(look, 20);
    };
    look();
})"""


def headless_chromium() -> str:
    """The program. Debian has the engine without the shell of a browser around it: a page there costs a quarter."""
    return shutil.which("chromium-headless-shell") or need_program("chromium")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Chromium without a window and without any network but this machine."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=headless_chromium(), args=list(_OPTIONS))
        _TABS[browser] = KeptTab(browser)
        yield browser
        del _TABS[browser]
        browser.close()


@dataclass
class Visits:
    """The pages that a test opens, and all that they ask for and complain of."""

    browser: Browser
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)
    _kept: Page | None = None
    _listeners: dict[str, Callable[[Any], None]] = field(init=False)

    def __post_init__(self) -> None:
        self._listeners = {
            "request": lambda request: self.asked.append(request.url),
            "console": self._heard,
            "weberror": lambda error: self.complaints.append(str(error.error)),
        }

    def open(self, address: str, **options: Any) -> Page:
        """The page in a browser that was never used; `options` are those of Playwright's `new_context`."""
        page = self.tab(**options)
        page.goto(address)
        return page

    def tab(self, **options: Any) -> Page:
        """A tab of a browser that was never used, or knows nothing of it: where a page is looked at, and no more."""
        page = _TABS[self.browser].take(options)
        if page is None:
            return self.context(**options).new_page()
        self._kept = page
        self._listen(page.context)
        return page

    def context(self, **options: Any) -> BrowserContext:
        """A browser that was never used."""
        context = self.browser.new_context(**options)
        self._contexts.append(context)
        self._listen(context)
        return context

    def faults(
        self, judge: Callable[[Page], Sequence[object]], addresses: Mapping[str, str], **options: Any
    ) -> dict[str, Sequence[object]]:
        """What a judge finds wrong on each of these pages, by the name that it is given; none where nothing is."""
        page, found = self.tab(**options), {}
        for name, address in addresses.items():
            page.goto(address)
            if told := judge(page):
                found[name] = told
        return found

    def foreign(self, *origins: str) -> list[str]:
        """What was asked of any but these origins."""
        return [url for url in self.asked if urlsplit(url).scheme != "data" and origin_of(url) not in origins]

    def close(self) -> None:
        while self._contexts:
            self._contexts.pop().close()
        if self._kept is not None:
            context, self._kept = self._kept.context, None
            _TABS[self.browser].give_back()
            for event, heard in self._listeners.items():
                context.remove_listener(event, heard)  # type: ignore[arg-type] # each is one of its own

    def _listen(self, context: BrowserContext) -> None:
        context.set_default_timeout(PATIENCE_MS)
        for event, heard in self._listeners.items():
            context.on(event, heard)  # type: ignore[arg-type] # the same

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location['url']})")


def plays_at(place: Page | FrameLocator) -> float:
    """The second at which the recording is, as soon as it plays."""
    return float(place.locator("audio").evaluate(_PLAYS))
