"""A transcript read in a browser: the sound, its keys, what is told to who cannot see, two tabs, 3,000 lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import Visits
from hostile_texts import PAYLOADS
from page_judges import GROUND, violations
from playwright.sync_api import Browser, Page, expect
from reading_studio import ReadingStudio, draft_of, reading_studio

HEARD_UNTIL = """(audio, seconds) => new Promise((done) => {
    const look = () => (audio.currentTime > seconds ? done() : setTimeout(look, 20));
    look();
})"""
DRAWN = """() => [...document.querySelectorAll('#captions p')].filter(
    (one) => one.checkVisibility({contentVisibilityAuto: true})
).length"""
COUNTING = """() => {
    const count = (one) => one.type === 'childList' ? one.addedNodes.length + one.removedNodes.length : 1;
    window.touched = 0;
    new MutationObserver((found) => found.forEach((one) => { window.touched += count(one); })).observe(
        document.getElementById('captions'),
        {childList: true, subtree: true, attributes: true, characterData: true},
    );
}"""


@pytest.fixture
def visits(chromium: Browser) -> Iterator[Visits]:
    """Visits in which the browser has nothing to complain of."""
    made = Visits(chromium)
    yield made
    made.close()
    expected = ("Failed to load resource: the server responded with a status of 409", "Blocked script execution in")
    assert [one for one in made.complaints if not one.startswith(expected)] == []


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[ReadingStudio]:
    with reading_studio(tmp_path) as made:
        yield made


def said(page: Page) -> str:
    return page.locator("#said").inner_text()


def current(page: Page) -> str:
    """Its text whether it has been drawn or not: what is out of sight is not."""
    return " ".join((page.locator("#captions > [aria-current=true]").text_content() or "").split())


def test_the_line_that_is_heard_is_marked_and_where_reading_stopped_is_kept(
    reading: ReadingStudio, visits: Visits
) -> None:
    page = reading.open(visits)
    page.locator("#captions .clock").nth(2).click()
    expect(page.locator("#captions > .playing")).to_contain_text("Merci à vous")
    page.locator("audio").evaluate(HEARD_UNTIL, 4.3)
    page.keyboard.press("k")
    expect(page.locator("#left-unheard")).to_have_text("5")
    stopped = page.evaluate("document.querySelector('audio').currentTime")
    page.keyboard.press("j")
    expect(page.locator("#captions > .playing")).to_contain_text("Bonjour")
    assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(stopped - 3, abs=0.5)
    page.evaluate("document.querySelector('audio').currentTime = 6.5")
    page.keyboard.press("k")
    page.locator("audio").evaluate(HEARD_UNTIL, 7.8)
    page.keyboard.press("k")
    expect(page.locator("#left-unheard")).to_have_text("4")
    page.reload()
    page.wait_for_selector(".tools:not([hidden])")
    assert "À demain" in current(page) or "Fin" in current(page)


def test_everything_is_done_by_keys_and_said(reading: ReadingStudio, visits: Visits) -> None:
    page = reading.open(visits)
    page.keyboard.press("n")
    assert said(page) == "Unsure: toutes"
    page.keyboard.press("o")
    expect(page.locator("#said")).to_have_text("Kept as it is, no longer unsure.")
    expect(page.locator("#left-unsure")).to_have_text("2")
    page.keyboard.press("n")
    assert said(page) == "Unsure: des"
    page.keyboard.press("e")
    page.keyboard.press("Control+Home")
    page.keyboard.type("Oui, ")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Saved.")
    assert page.evaluate("document.activeElement.closest('li').textContent").count("Oui, Le Conseil des tas") == 1
    page.keyboard.press("e")
    page.keyboard.press("Control+Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_have_text("Split in two.")
    expect(page.locator("#captions > li")).to_have_count(6)
    page.keyboard.press("m")
    expect(page.locator("#said")).to_have_text("Joined with the next one.")
    page.keyboard.press("v")
    page.keyboard.type("Claire Hédon")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("4 captions changed.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    expect(page.locator("#said")).to_have_text("Removed.")
    for _ in range(2):
        page.keyboard.press("Control+z")
        expect(page.locator("#said")).to_have_text("Taken back.")
        page.evaluate("document.getElementById('said').textContent = ''")
    page.keyboard.press("Control+y")
    expect(page.locator("#said")).to_have_text("Done again.")
    assert reading.text.count("<v Claire Hédon>") == 4
    assert "<v Voix 1>Bonjour à toutes et à tous\n" in reading.text


def test_letters_are_no_keys_where_somebody_writes_or_wants_none(reading: ReadingStudio, visits: Visits) -> None:
    page = reading.open(visits)
    page.keyboard.press("?")
    page.get_by_label("Single letters are keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert page.locator("textarea").count() == 0
    page.keyboard.press("Alt+e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" knoe")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Saved.")
    assert "et à tous knoe" in reading.text
    page.reload()
    page.wait_for_selector(".tools:not([hidden])")
    page.keyboard.press("e")
    assert page.locator("textarea").count() == 0
    assert not page.get_by_label("Single letters are keys").is_checked()


def test_what_is_found_is_seen_before_it_is_changed(reading: ReadingStudio, visits: Visits) -> None:
    page = reading.open(visits)
    page.keyboard.press("f")
    page.keyboard.type("a")
    page.get_by_label("Replace by").fill("À")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("2 captions would change.")
    page.get_by_role("button", name="Words and names of the show").click()
    expect(page.locator("#found")).to_contain_text("d’État")
    page.get_by_role("button", name="Change what is ticked").click()
    expect(page.locator("#said")).to_have_text("1 caption changed.")
    assert "d’État" in reading.text


def test_two_tabs_and_an_editor_never_lose_a_word(reading: ReadingStudio, visits: Visits) -> None:
    one, other = reading.open(visits), reading.open(visits)
    other.locator("#captions p").nth(1).click()
    other.keyboard.press("Control+End")
    other.keyboard.type(" ici")
    one.locator("#captions p").nth(1).click()
    one.keyboard.press("Control+End")
    one.keyboard.type(" là")
    one.keyboard.press("Enter")
    expect(one.locator("#said")).to_have_text("Saved.")
    expect(other.locator(".both")).to_contain_text("vous accueille là", timeout=30_000)
    assert other.locator("textarea").input_value().endswith("vous accueille ici")
    other.keyboard.press("Enter")
    assert "vous accueille là" in reading.text
    other.keyboard.press("Enter")
    expect(other.locator("#said")).to_have_text("Saved.")
    assert "vous accueille ici" in reading.text
    other.keyboard.press("u")
    expect(other.locator("#said")).to_have_text("Taken back.")
    aside = reading.draft.with_name(".aside")
    aside.write_text(reading.text.replace("Fin", "La fin"), encoding="utf-8")
    aside.replace(reading.draft)
    for page in (other, one):
        expect(page.locator("#captions > li").nth(4)).to_contain_text("La fin", timeout=30_000)
    assert "vous accueille là" in reading.text


def test_a_draft_is_accepted_in_the_end(reading: ReadingStudio, visits: Visits) -> None:
    page = reading.open(visits)
    page.get_by_role("button", name="Accept as the transcript").click()
    assert "marked as unsure, first at 0:00, 0:02" in page.get_by_role("alert").inner_text()
    page.get_by_label("The words that are still marked may be published").check()
    page.get_by_role("button", name="Accept as the transcript").click()
    page.wait_for_url("**/episodes/parle")
    assert not reading.draft.exists()
    assert (reading.draft.parent / "transcript.vtt").exists()


@pytest.mark.parametrize(
    ("language", "scheme", "rules"),
    [("en", "light", ()), pytest.param("fr", "dark", GROUND, marks=pytest.mark.in_depth)],
)
def test_axe_finds_nothing_in_any_state(
    tmp_path: Path, visits: Visits, language: str, scheme: str, rules: tuple[str, ...]
) -> None:
    with reading_studio(tmp_path, language=language) as reading:
        page = reading.open(visits, color_scheme=scheme, viewport={"width": 360, "height": 740})
        found: dict[str, Any] = {"begin": violations(page, rules)}
        for key in ("?", "f", "v"):
            page.locator("#captions .clock").first.focus()
            page.keyboard.press(key)
            found[key] = violations(page, rules)
        page.locator("[data-do=terms]").click()
        page.wait_for_selector("#found input")
        found["found"] = violations(page, rules)
        page.locator("#captions p").nth(2).click()
        found["edit"] = violations(page, rules)
        assert {name: told for name, told in found.items() if told} == {}
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        visits.close()


def test_without_a_script_it_is_read_and_a_line_corrected(reading: ReadingStudio, visits: Visits) -> None:
    page = visits.context(java_script_enabled=False).new_page()
    page.goto(reading.served.doors.first_address)
    page.goto(f"{reading.served.doors.origin}/transcripts/episodes/parle/transcript.draft.vtt")
    page.locator("#captions .clock").nth(2).click()
    page.get_by_role("textbox", name="Words").fill("Merci à elles")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#captions > li").nth(2)).to_have_text(re.compile(r"Merci à elles\s*$"))
    assert "Merci à elles" in reading.text


@pytest.mark.first
@pytest.mark.in_depth
def test_hostile_words_run_nothing(tmp_path: Path, visits: Visits) -> None:
    lines = tuple(payload.replace("-->", "--&gt;").replace("\n", " ") for payload in PAYLOADS)
    with reading_studio(tmp_path, draft_of(lines)) as reading:
        page = reading.open(visits)
        for _ in range(len(lines)):
            page.keyboard.press("e")
            page.keyboard.press("Control+End")
            page.keyboard.type("!")
            page.keyboard.press("Enter")
            expect(page.locator("textarea")).to_have_count(0)
            page.keyboard.press("ArrowDown")
        assert page.evaluate("window.ran") is None
        assert page.locator("#captions > li").count() == len(lines)
        visits.close()


@pytest.mark.in_depth
def test_a_change_touches_as_little_of_three_thousand_lines_as_of_three_hundred(tmp_path: Path, visits: Visits) -> None:
    """So does the first sight of them: all lines are in the page, to be read, found and counted, few are laid out."""
    touched, drawn = {}, {}
    for count in (300, 3000):
        (tmp_path / str(count)).mkdir()
        with reading_studio(tmp_path / str(count), draft_of(tuple(f"Mot numéro {n}" for n in range(count)))) as reading:
            page = reading.open(visits)
            drawn[count] = page.evaluate(DRAWN)
            assert page.evaluate("document.querySelectorAll('#captions *').length") <= 4 * count
            page.evaluate(COUNTING)
            page.keyboard.press("e")
            page.keyboard.type("x")
            page.keyboard.press("Enter")
            expect(page.locator("#said")).to_have_text("Saved.")
            page.keyboard.press("m")
            expect(page.locator("#said")).to_have_text("Joined with the next one.")
            page.keyboard.press("u")
            expect(page.locator("#said")).to_have_text("Taken back.")
            page.evaluate("document.querySelector('audio').currentTime = 4.5")
            expect(page.locator("#captions > .playing")).to_contain_text("numéro 2")
            touched[count] = page.evaluate("window.touched")
            assert page.locator("#captions > li").count() == count
            visits.close()
    assert touched[3000] == touched[300] < 100
    assert 0 < drawn[3000] == drawn[300] < 60
