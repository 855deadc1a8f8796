"""Chapters beside the sound: played from, begun where it is, moved along it, and written to the byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Visits, plays_at
from playwright.sync_api import Page, expect
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

EPISODE = "episodes/01-a/episode.md"
FIRST = '  - {start: "00:00:00", title: Bonjour}   # said by phone\n'
SECOND = '  - {start: "00:00:10", title: Fin}   # the end\n'


def text(*chapters: str) -> str:
    return (
        "---\nguid: guid-of-01-a\ntitle: Un titre\ndate: 2025-11-02 08:00\n"
        f"chapters:\n{''.join(chapters)}x-mine: kept\n---\n\nNotes.\n"
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    folder = tmp_path_factory.mktemp("chapters")
    show = Show(folder / "show")
    show.write_feed()
    show.add("01-a", seconds=20)
    show.add("02-b", date=None, seconds=None, draft="true")
    with served_studio(options_for(show, folder / "cache" / "i.json"), show) as served:
        served.settled()
        yield served


@pytest.fixture
def studio(served: ServedStudio) -> ServedStudio:
    raw = text(FIRST, SECOND).encode()
    (served.show.root / EPISODE).write_bytes(raw)
    served.studio.state.refresh()
    served.studio.state.wait(lambda known: not known.is_pending and known.glance.texts.get(EPISODE) == raw)
    served.studio.saving.copies.forget(EPISODE)
    return served


def opened(visits: Visits, studio: ServedStudio) -> Page:
    page = visits.open(studio.doors.first_address)
    page.goto(f"{studio.doors.origin}/edit/episodes/01-a")
    page.evaluate("document.getElementById('s-sound').open = true")
    page.wait_for_function("document.querySelector('audio').duration > 19")
    return page


def saves(page: Page, studio: ServedStudio, wanted: str) -> None:
    expect(page.locator("#save-state")).to_have_text("Saved.", timeout=30_000)
    assert (studio.show.root / EPISODE).read_text(encoding="utf-8") == wanted
    page.evaluate("document.getElementById('save-state').textContent = ''")


def heard_at(page: Page, seconds: float) -> None:
    page.evaluate(f"document.querySelector('audio').pause(); document.querySelector('audio').currentTime = {seconds}")


def test_a_chapter_is_played_from_begun_where_the_sound_is_and_moved_along_it(
    visits: Visits, studio: ServedStudio
) -> None:
    page = opened(visits, studio)
    page.locator("audio").evaluate("audio => { audio.muted = true; }")
    page.get_by_role("button", name="Play, Chapters 2").click()
    assert 10 <= plays_at(page) < 15
    expect(page.locator("#f-chapters .row").nth(1)).to_have_class("row playing")
    heard_at(page, 12.34)
    page.get_by_role("button", name="Here, Chapters 2").click()
    saves(page, studio, text(FIRST, SECOND.replace("00:00:10", "00:00:12.300")))
    page.keyboard.press("Alt+j")
    page.keyboard.press("Alt+h")
    page.keyboard.type("Questions")
    added = '  - {start: "00:00:09.300", title: Questions}\n'
    saves(page, studio, text(FIRST, added, SECOND.replace("00:00:10", "00:00:12.300")))
    place = page.get_by_role("slider", name="Where it begins, Chapters 2")
    assert place.get_attribute("aria-valuetext") == "00:00:09.300"
    place.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("slider", name="Where it begins, Chapters 3")).to_be_focused()
    moved = added.replace("00:00:09.300", "00:00:14")
    saves(page, studio, text(FIRST, SECOND.replace("00:00:10", "00:00:12.300"), moved))
    page.get_by_role("button", name="Remove, Chapters 3").click()
    saves(page, studio, text(FIRST, SECOND.replace("00:00:10", "00:00:12.300")))


def test_what_is_wrong_with_a_time_is_told_at_its_row(visits: Visits, studio: ServedStudio) -> None:
    page = opened(visits, studio)
    start = page.locator("[name='chapters:1:start']")
    start.fill("5 past")
    expect(page.locator("#f-chapters-1-faults")).to_contain_text("is not a time in the recording", timeout=30_000)
    page.get_by_role("button", name="Play, Chapters 2").click()
    expect(start).to_be_focused()
    start.fill("00:01:00")
    expect(page.locator("#f-chapters-1-faults")).to_contain_text(
        "begins at 00:01:00, but the recording ends", timeout=30_000
    )
    saves(page, studio, text(FIRST, SECOND.replace("00:00:10", "00:01:00")))


def test_without_a_script_or_a_recording_the_fields_are_there(visits: Visits, studio: ServedStudio) -> None:
    page = visits.context(java_script_enabled=False).new_page()
    page.goto(studio.doors.first_address)
    page.goto(f"{studio.doors.origin}/edit/episodes/01-a")
    expect(page.locator("#f-chapters .row").nth(1).locator("input[name='chapters:1:start']")).to_have_value("00:00:10")
    expect(page.locator(".row-tools:visible, .tools:visible, .place:visible")).to_have_count(0)
    page.goto(f"{studio.doors.origin}/edit/episodes/02-b")
    expect(page.locator("audio")).to_have_count(0)
    expect(page.locator("#live-sound")).to_have_text("There is no recording to play.")
