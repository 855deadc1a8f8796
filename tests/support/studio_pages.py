"""Pages of the studio in a browser, as who has no mouse goes through them, and as who sees little meets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chromium import Visits
from playwright.sync_api import Page
from show_builder import Show
from studio_runs import ServedStudio, served_studio

from balado.studio.run import StudioOptions


@contextmanager
def visited_studio(visits: Visits, options: StudioOptions, show: Show) -> Iterator[ServedStudio]:
    """A studio within a test: its pages are closed before it is, or they would complain that nobody answers."""
    with served_studio(options, show) as served:
        yield served
        visits.close()


def press(page: Page, name: str, *, is_beginning: bool = False) -> None:
    """By keyboard alone: Tab until what has this name, or a name that begins so, has the focus, then Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == name or (is_beginning and focused.startswith(name)):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to “{name}”")
