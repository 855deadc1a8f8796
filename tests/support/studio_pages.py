"""Pages of the studio in a browser, as who has no mouse goes through them, and as who sees little meets them."""

from __future__ import annotations

from typing import Literal

from page_judges import violations
from playwright.sync_api import Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def barriers(page: Page) -> list[str]:
    """What axe finds on it, in light and in dark."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {one}" for one in violations(page)]
    return found


def press(page: Page, name: str, *, is_beginning: bool = False) -> None:
    """By keyboard alone: Tab until what has this name, or a name that begins so, has the focus, then Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == name or (is_beginning and focused.startswith(name)):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to “{name}”")
