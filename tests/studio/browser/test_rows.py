"""Rows of a form put in order, added and taken away: by buttons, by keys, by hand, and to the byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Visits
from playwright.sync_api import Page, expect
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

EPISODE = "episodes/01-a/episode.md"
HEAD = "---\nguid: guid-of-01-a   # for ever\ntitle: Un titre\ndate: 2025-11-02 08:00\n"
ADA = "  - {name: Ada Lovelace, role: guest, x-note: mine}   # the first\n"
BOB = "  - {name: Bob}\n"
EVE = "  - eve\n"
LINKS = "links:\n- https://example.org/1\n- {url: https://example.org/2, title: Two}   # better\n"


def text(*people: str, links: str = LINKS) -> str:
    written = f"people:\n{''.join(people)}" if people else ""
    return f"{HEAD}{written}{links}x-mine: kept\n---\n\nNotes.\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    folder = tmp_path_factory.mktemp("rows")
    show = Show(folder / "show")
    show.write_feed(people="{eve: {name: Eve, role: host}}", categories="[Technology, Government]")
    show.add("01-a")
    with served_studio(options_for(show, folder / "cache" / "i.json"), show) as served:
        served.settled()
        yield served


@pytest.fixture
def studio(served: ServedStudio) -> ServedStudio:
    (served.show.root / EPISODE).write_text(text(ADA, BOB, EVE), encoding="utf-8")
    served.studio.saving.copies.forget(EPISODE)
    return served


def opened(visits: Visits, studio: ServedStudio, path: str = "/edit/episodes/01-a") -> Page:
    page = visits.open(studio.doors.first_address)
    page.goto(f"{studio.doors.origin}{path}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    return page


def saves(page: Page, studio: ServedStudio, wanted: str, path: str = EPISODE) -> None:
    expect(page.locator("#save-state")).to_have_text("Saved.", timeout=30_000)
    assert wanted in (studio.show.root / path).read_text(encoding="utf-8")
    page.evaluate("document.getElementById('save-state').textContent = ''")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def test_rows_are_moved_by_buttons_by_arrows_and_by_hand_and_taken_away(visits: Visits, studio: ServedStudio) -> None:
    page = opened(visits, studio)
    page.get_by_role("button", name="Down, People 1").click()
    assert focused(page) == "Down, People 2"
    expect(page.locator("#row-state")).to_have_text("Now 2 of 3.")
    saves(page, studio, text(BOB, ADA, EVE))
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Down, People 3"
    page.keyboard.press("ArrowDown")  # it is the last one
    saves(page, studio, text(BOB, EVE, ADA))
    people = page.locator("#f-people .row")
    people.nth(1).locator(".handle").drag_to(people.nth(0), target_position={"x": 20, "y": 5})
    saves(page, studio, text(EVE, BOB, ADA))
    page.get_by_role("button", name="Remove, People 2").press("Enter")
    assert focused(page) == "Remove, People 2"
    saves(page, studio, text(EVE, ADA))
    page.get_by_role("button", name="Up, Elsewhere 2").press("Space")
    first, second = LINKS.splitlines(keepends=True)[1:]
    saves(page, studio, text(EVE, ADA, links=f"links:\n{second}{first}"))
    page.get_by_role("button", name="Take back the last save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un titre")
    assert (studio.show.root / EPISODE).read_text(encoding="utf-8") == text(EVE, ADA)


def test_the_last_row_is_taken_away_and_another_one_added(visits: Visits, studio: ServedStudio) -> None:
    (studio.show.root / EPISODE).write_text(text(BOB), encoding="utf-8")
    page = opened(visits, studio)
    page.get_by_role("button", name="Remove, People 1").click()
    expect(page.get_by_role("button", name="Add People")).to_be_focused()
    saves(page, studio, text())
    page.keyboard.press("Enter")
    page.keyboard.type("eve")
    saves(page, studio, "people:\n- eve\nlinks:\n")


def test_the_first_category_is_the_one_that_somebody_put_first(visits: Visits, studio: ServedStudio) -> None:
    page = opened(visits, studio, "/edit/show")
    page.get_by_role("button", name="Up, Categories 2").click()
    saves(page, studio, "categories: [Government, Technology]\n", "feed.yaml")
    page.get_by_role("button", name="Add Categories").click()
    page.keyboard.type("Arts > Books")
    page.get_by_role("button", name="Remove, Categories 2").click()
    saves(page, studio, 'categories: [Government, "Arts > Books"]\n', "feed.yaml")
