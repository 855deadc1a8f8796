"""The whole way through the studio by keyboard alone: Tab, Enter, Space and what is typed; nothing is clicked.

How a publication is made and taken back by keyboard is in test_publishing_by_hand.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Visits
from playwright.sync_api import Page, expect
from show_builder import Show, cover_jpeg, silent_mp3
from studio_runs import ServedStudio, options_for, served_studio

from balado.studio.recording import recording_in

NAME = """() => {
    const one = document.activeElement;
    const label = one.labels && one.labels[0] ? one.labels[0].textContent : '';
    return (one.getAttribute('aria-label') || label || one.textContent || '').trim().replace(/\\s+/g, ' ');
}"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedStudio]:
    show = Show(tmp_path / "show")
    show.root.mkdir()
    with served_studio(options_for(show, tmp_path / "cache" / "i.json"), show) as found:
        yield found


def reach(page: Page, name: str) -> None:
    """Tab, however often, until what is called so has the focus; round the page once at most."""
    first, seen = None, 0
    while not str(here := page.evaluate(NAME)).startswith(name):
        page.keyboard.press("Tab")
        seen += 1
        first = first or (here if seen > 1 else None)
        assert seen < 600, f"no key leads to “{name}”"
    assert page.evaluate("document.activeElement.matches(':focus-visible')"), name


def go(page: Page, name: str, *, to: str = "", key: str = "Enter") -> None:
    """Press what is called so; `to` is the heading of the page that it leads to."""
    reach(page, name)
    page.keyboard.press(key)
    if to:
        expect(page.get_by_role("heading", level=1)).to_have_text(to, timeout=30_000)
        page.wait_for_load_state()


def write(page: Page, name: str, text: str) -> None:
    reach(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_text("Saved.", timeout=30_000)
    page.evaluate("document.getElementById('save-state').textContent = ''")


@pytest.mark.first
@pytest.mark.in_depth
def test_from_an_empty_folder_to_an_episode_and_through_every_part(served: ServedStudio, visits: Visits) -> None:
    show = served.show
    page = visits.open(served.doors.first_address)
    go(page, "Begin a show", to="Begin a show")
    for name, text in (("Title of the show", "La ville"), ("What it is about", "Des voix."),
                       ("Who makes it", "La mairie"), ("Web page of the show", "https://example.org/"),
                       ("Category", "Government"),
                       ("Public e-mail", "podcast@example.org"), ("Time zone", "Europe/Paris"),
                       ("Public address", "https://pod.example/show")):  # fmt: skip
        write(page, name, text)
    go(page, "Begin the show", to="New episode")
    write(page, "Title of the episode", "Premier")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Premier", timeout=30_000)
    folder = show.root / "episodes/01-premier"
    (folder / "talk.mp3").write_bytes(silent_mp3(20))
    (show.root / "episodes/cover.jpg").write_bytes(cover_jpeg())
    served.studio.state.refresh()
    served.studio.state.wait(lambda known: recording_in(known, "episodes/01-premier") is not None)

    page.reload()
    go(page, "Add People")
    reach(page, "Name")
    page.keyboard.type("Ada Lovelace")
    saved(page)
    go(page, "Chapters, transcripts, film")
    go(page, "A chapter begins here", key="Space")
    page.keyboard.type("Introduction")
    saved(page)
    go(page, "Add Chapters")
    page.keyboard.type("00:00:12")
    page.keyboard.press("Tab")
    page.keyboard.type("Questions")
    saved(page)
    go(page, "Remove, Chapters 2", key="Space")
    saved(page)
    text = (folder / "episode.md").read_text(encoding="utf-8")
    assert 'chapters:\n  - {start: "00:00:00", title: Introduction}\n' in text
    assert "{name: Ada Lovelace}" in text

    for name in ("Publish", "History", "Findings", "Feed and pages", "Episodes"):
        go(page, name, to=name)
    go(page, "Premier", to="Premier")
