"""Forms as a person fills them in, with a script and without, by keyboard, in two tabs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Visits
from page_judges import violations
from playwright.sync_api import Page, expect
from show_builder import Show
from studio_pages import visited_studio
from studio_runs import ServedStudio, options_for, served_studio

EPISODE = "episodes/01-a/episode.md"
TEXT = """---
guid: guid-of-01-a   # for ever
title: Un titre
date: 2025-11-02 08:00
people:
  - {name: Ada Lovelace, role: guest, x-note: mine}   # the first
  - {name: Bob}
---

Notes of *a* show.
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    folder = tmp_path_factory.mktemp("forms")
    show = Show(folder / "show")
    show.write_feed(people="{eve: {name: Eve, role: host}}")
    show.add("01-a")
    with served_studio(options_for(show, folder / "cache" / "i.json"), show) as served:
        served.settled()
        yield served


@pytest.fixture
def studio(served: ServedStudio) -> ServedStudio:
    (served.show.root / EPISODE).write_text(TEXT, encoding="utf-8")
    served.studio.saving.copies.forget(EPISODE)
    return served


def text_of(studio: ServedStudio) -> str:
    return (studio.show.root / EPISODE).read_text(encoding="utf-8")


def opened(visits: Visits, studio: ServedStudio) -> Page:
    page = visits.open(studio.doors.first_address)
    page.goto(f"{studio.doors.origin}/edit/episodes/01-a")
    return page


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_text("Saved.")


def test_what_is_typed_is_saved_by_itself_and_taken_back_by_a_button(visits: Visits, studio: ServedStudio) -> None:
    page = opened(visits, studio)
    page.get_by_label("Title", exact=False).first.fill("Deux : trois")
    saved(page)
    assert text_of(studio) == TEXT.replace("title: Un titre", 'title: "Deux : trois"')
    page.get_by_role("button", name="Take back the last save").click()
    expect(page.locator("#f-title")).to_have_value("Un titre")
    assert text_of(studio) == TEXT


def test_rows_are_added_changed_and_emptied_save_after_save(visits: Visits, studio: ServedStudio) -> None:
    page = opened(visits, studio)
    page.get_by_role("button", name="Add People").click()
    expect(page.locator("#f-people .row").last.locator("input:focus")).to_have_count(1)
    page.keyboard.type("eve")
    saved(page)
    assert text_of(studio) == TEXT.replace("  - {name: Bob}\n", "  - {name: Bob}\n  - eve\n")
    first = page.locator("#f-people .row").first
    first.get_by_label("Name", exact=True).fill("")
    first.get_by_label("Role", exact=True).fill("")
    first.get_by_label("Key in the directory").fill("eve")
    page.locator("#f-people .row").nth(1).get_by_label("Function").fill("mayor")
    saved(page)
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    assert text_of(studio) == TEXT.replace(
        "{name: Ada Lovelace, role: guest, x-note: mine}", "{person: eve, x-note: mine}"
    ).replace("  - {name: Bob}\n", "  - {name: Bob, function: mayor}\n  - eve\n")


def test_what_is_wrong_is_told_beside_its_field_and_saved_once_it_is_right(
    visits: Visits, studio: ServedStudio
) -> None:
    page = opened(visits, studio)
    page.locator("#f-season").fill("none")
    expect(page.locator("#save-state")).to_have_text("Not saved yet: something is to be put right.")
    expect(page.locator("#f-season-faults")).to_contain_text("is not a whole number")
    expect(page.locator("#f-season")).to_have_attribute("aria-invalid", "true")
    assert text_of(studio) == TEXT
    page.locator("#f-season").fill("3")
    saved(page)
    expect(page.locator("#f-season-faults")).to_be_empty()
    assert "season: 3\n" in text_of(studio)


def test_two_tabs_see_each_other_and_nothing_is_overwritten(visits: Visits, studio: ServedStudio) -> None:
    first = opened(visits, studio)
    second = first.context.new_page()
    second.goto(first.url)
    first.locator("#f-title").fill("One")
    saved(first)
    expect(second.locator("#changed-meanwhile")).to_be_visible()
    second.locator("#f-title").fill("Two")
    expect(second.locator("#save-state")).to_contain_text("Somebody else changed the same")
    assert "title: One\n" in text_of(studio)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("heading", name="Somebody else changed the same")).to_be_visible()
    expect(second.locator("#clashes dd")).to_have_text(["Un titre", "One", "Two"])
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.locator("#clashes")).to_have_count(0)
    assert "title: Two\n" in text_of(studio)
    visits.complaints.clear()  # that a form was answered with 422


def test_notes_are_shown_beside_their_field_and_run_nothing(visits: Visits, studio: ServedStudio) -> None:
    page = opened(visits, studio)
    page.locator("#f-notes").fill("**New** <img src=x onerror=parent.ran=1> [link](https://example.org)")
    expect(page.frame_locator("#notes-shown").get_by_role("link", name="link")).to_be_visible()
    assert page.evaluate("window.ran") is None
    saved(page)
    assert text_of(studio).endswith("**New** <img src=x onerror=parent.ran=1> [link](https://example.org)\n")


def test_the_form_is_filled_in_and_sent_by_keyboard_alone_without_a_script(
    visits: Visits, studio: ServedStudio
) -> None:
    page = visits.context(java_script_enabled=False).new_page()
    page.goto(studio.doors.first_address)
    page.goto(f"{studio.doors.origin}/edit/episodes/01-a")
    page.locator("#f-title").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    expect(page.locator("#save-state")).to_have_text("Saved.")
    assert text_of(studio) == TEXT.replace("Un titre", "By keyboard")


def test_nothing_is_cut_off_on_a_phone_held_upright(visits: Visits, studio: ServedStudio) -> None:
    page = opened(visits, studio)
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ("/edit/episodes/01-a", "/edit/show", "/new"):
        page.goto(f"{studio.doors.origin}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_show_begins_and_has_its_first_episode_in_french(visits: Visits, tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    show = Show(tmp_path / "show")
    with visited_studio(visits, options_for(show, tmp_path / "i.json", language="fr"), show) as served:
        page = visits.open(served.doors.first_address)
        page.get_by_role("link", name="Commencer un podcast").click()
        page.get_by_label("Titre du podcast").fill("La ville")
        page.get_by_label("De quoi il parle").fill("Des voix.")
        page.get_by_label("Qui le réalise").fill("La mairie")
        page.get_by_label("Page web du podcast").fill("https://example.org")
        page.get_by_label("Catégorie", exact=False).fill("Gouvernement")
        assert violations(page) == []
        page.get_by_role("button", name="Commencer le podcast").click()
        page.get_by_label("Titre de l’épisode").fill("Premier")
        page.get_by_role("button", name="Commencer l’épisode").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Premier")
    visits.complaints.clear()  # of axe
    assert "draft: true" in (show.root / "episodes/01-premier/episode.md").read_text(encoding="utf-8")
