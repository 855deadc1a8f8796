"""The studio as a person meets it: let in by the first address, following the files, putting a line right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Visits, plays_at
from hostile_texts import PAYLOADS
from playwright.sync_api import Page, expect
from show_builder import Show
from studio_pages import visited_studio
from studio_runs import ServedStudio, edit, options_for, served_studio


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a", guid=None)
    made.add("b", date="2025-12-24 08:00")
    return made


@pytest.fixture
def mine(show: Show) -> Iterator[ServedStudio]:
    """The studio of a show that the test changes."""
    with served_studio(options_for(show), show) as served:
        served.settled()
        yield served


def test_the_first_address_opens_the_board_and_stands_nowhere(visits: Visits, english: ServedStudio) -> None:
    page = visits.open(english.doors.first_address)
    assert page.url == f"{english.doors.origin}/"
    expect(page.get_by_role("heading", level=1)).to_have_text("Episodes")
    assert page.evaluate("document.cookie") == ""  # no script reads it
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name").endswith("/")


def test_a_browser_that_was_not_let_in_sees_nothing(visits: Visits, english: ServedStudio) -> None:
    page = visits.tab()
    answer = page.goto(english.doors.origin)
    assert answer is not None
    assert answer.status == 403
    visits.complaints.clear()  # that the answer was an error


def test_a_changed_file_is_on_the_page_without_anybody_asking(visits: Visits, mine: ServedStudio) -> None:
    page = visits.open(mine.doors.first_address)
    expect(page.get_by_role("link", name="About b")).to_be_visible()
    edit(mine.show, "b", "title: About b", "title: Something else")
    expect(page.get_by_role("link", name="Something else")).to_be_visible()


def replaced(path: Path, text: str) -> None:
    """As editors save: there is no moment at which the file is empty, and the show none."""
    aside = path.with_name(".aside")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def test_a_broken_source_is_told_at_its_line_beside_what_was_good(visits: Visits, mine: ServedStudio) -> None:
    page = visits.open(mine.doors.first_address)
    feed = mine.show.root / "feed.yaml"
    sound = feed.read_text(encoding="utf-8")
    replaced(feed, sound.replace("language: fr\n", "language: french\n"))
    fault = page.get_by_role("region", name="The show cannot be published as it stands")
    expect(page.get_by_role("link", name="About b")).to_be_visible()
    fault.get_by_role("link", name="feed.yaml:4").click()
    line = page.locator("#L4")
    expect(line).to_contain_text("is not a language code")
    expect(line).to_be_in_viewport()
    replaced(feed, sound)
    expect(line).not_to_contain_text("is not a language code")


def test_what_has_one_answer_is_put_right_by_a_button(visits: Visits, mine: ServedStudio) -> None:
    page = visits.open(mine.doors.first_address)
    page.get_by_role("link", name="Findings", exact=True).click()
    page.get_by_role("button", name="Put this right").click()
    expect(page.get_by_text("Done: the line is put right.")).to_be_visible()
    expect(page.get_by_role("button", name="Put this right")).to_have_count(0)
    assert "guid: " in (mine.show.root / "episodes" / "a" / "episode.md").read_text(encoding="utf-8")


def test_an_episode_plays_and_its_page_is_shown_in_a_frame_of_its_own(visits: Visits, english: ServedStudio) -> None:
    page = visits.open(english.doors.first_address)
    page.get_by_role("link", name="About scheduled").click()
    page.locator("audio").first.evaluate("audio => { audio.muted = true; audio.play(); }")
    assert plays_at(page) > 0
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("About scheduled")
    expect(frame.locator("html:not(.framed)")).to_have_count(1)


def test_a_page_on_its_own_has_no_origin_either(visits: Visits, english: ServedStudio) -> None:
    page = visits.open(english.doors.first_address)
    page.get_by_role("link", name="Un brouillon pour l’oreille").click()
    page.get_by_role("link", name="Its page on its own").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un brouillon pour l’oreille")
    assert page.evaluate("origin") == "null"


def test_what_authors_write_runs_no_script_anywhere(visits: Visits, show: Show, tmp_path: Path) -> None:
    for number, payload in enumerate(PAYLOADS[:12]):
        title = "'" + payload.replace("'", "''") + "'"
        folder = show.add(f"hostile-{number}", title=title)
        text = folder / "episode.md"
        text.write_text(text.read_text(encoding="utf-8") + "\n\n".join(PAYLOADS), encoding="utf-8")
    with visited_studio(visits, options_for(show), show) as served:
        served.settled()
        page = visits.open(served.doors.first_address)
        asked = "/?q=%3Cimg%20src=x%20onerror=window.ran=1%3E"
        for path in (asked, "/findings", "/difference", "/feed", "/episodes/hostile-0", "/episodes/hostile-7",
                     "/text/episodes/hostile-0/episode.md"):  # fmt: skip
            page.goto(f"{served.doors.origin}{path}")
            assert not page.evaluate("'ran' in window"), path
            assert not [frame for frame in page.frames if frame.evaluate("'ran' in window")], path


def test_history_tells_each_publication(visits: Visits, english: ServedStudio) -> None:
    page = visits.open(english.doors.first_address)
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Publication 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publication 1")


def test_the_difference_is_side_by_side(visits: Visits, english: ServedStudio) -> None:
    page = visits.open(english.doors.first_address)
    page.get_by_role("link", name="What publishing changes").click()
    expect(page.get_by_role("columnheader", name="Live now").first).to_be_visible()
    expect(page.locator("ins").first).to_be_visible()


def test_reading_needs_no_script(visits: Visits, english: ServedStudio) -> None:
    page = visits.open(english.doors.first_address, java_script_enabled=False)
    page.get_by_label("Which").select_option("draft")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".board > li")).to_have_count(3)
    page.get_by_role("link", name="About waiting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About waiting")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_all_is_reached_by_the_keyboard_and_focus_stays_where_it_was(visits: Visits, mine: ServedStudio) -> None:
    page = visits.open(mine.doors.first_address)
    page.keyboard.press("Tab")
    assert _focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    while _focused(page) != "Show":  # past what begins an episode, and what is shown in which order
        page.keyboard.press("Tab")
    while not _focused(page).startswith("About"):
        page.keyboard.press("Tab")
    name = _focused(page)
    edit(mine.show, "a" if name == "About b" else "b", "Notes", "Other notes")
    edit(mine.show, "a" if name == "About b" else "b", "title: About", "title: Not about")
    expect(page.get_by_role("link", name="Not about")).to_be_visible()
    assert _focused(page) == name
