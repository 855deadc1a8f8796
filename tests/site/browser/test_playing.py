"""An episode is listened to: from the beginning, from a chapter, from a line, from a shared link; and found again."""

from __future__ import annotations

import pytest
from chromium import Visits, plays_at
from playwright.sync_api import Locator, Page, expect
from site_shows import PublishedSite


@pytest.fixture
def page(visits: Visits, french: PublishedSite) -> Page:
    return visits.open(french.address("episode"))


def test_a_recording_plays(page: Page) -> None:
    page.locator("audio").focus()
    page.keyboard.press("Space")
    assert plays_at(page) < 5


@pytest.mark.parametrize(
    ("name", "second"), [("0:20 Les attentes des usagers", 20), ("0:40 Questions de la salle", 40)]
)
def test_a_chapter_is_heard_from_its_beginning(page: Page, name: str, second: int) -> None:
    address = page.url
    link = page.get_by_role("link", name=name)
    link.click()
    assert second <= plays_at(page) < second + 5
    expect(link).to_have_attribute("aria-current", "true")
    assert page.url.partition("#")[0] == address, "the page stays"


@pytest.mark.parametrize("number", [3, 11])
def test_a_line_of_the_transcript_is_heard_and_marked(page: Page, number: int) -> None:
    line = page.get_by_text(f"numéro {number} mène")
    line.click()
    assert 4 * number <= plays_at(page) < 4 * number + 4
    expect(line).to_have_attribute("aria-current", "true")
    assert page.locator(".words").first.locator("[aria-current]").count() == 1


def test_the_time_before_a_paragraph_leads_there(page: Page) -> None:
    page.locator(".words").first.get_by_role("link", name="0:32").click()
    assert 32 <= plays_at(page) < 37


@pytest.mark.parametrize(("moment", "second"), [("#t=0:32", 32), ("#t=00:00:47", 47), ("#t=21.5", 21.5)])
def test_a_shared_link_leads_to_its_moment(visits: Visits, french: PublishedSite, moment: str, second: float) -> None:
    page = visits.open(french.address("episode") + moment)
    page.locator("audio").focus()
    page.keyboard.press("Space")
    assert second <= plays_at(page) < second + 5


def test_the_link_to_this_moment_is_copied_and_leads_there(visits: Visits, french: PublishedSite) -> None:
    context = visits.context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(french.address("episode"))
    page.get_by_role("link", name="0:40 Questions de la salle").click()
    plays_at(page)
    page.get_by_role("button", name="Copier le lien vers cet instant").click()
    expect(page.get_by_role("status").filter(has_text="Copié")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.partition("#t=0:4")[0] == french.address("episode")
    page.goto("about:blank")
    page.goto(copied)
    page.locator("audio").focus()
    page.keyboard.press("Space")
    assert 40 <= plays_at(page) < 50


def test_speed_and_steps_are_those_that_are_chosen(page: Page) -> None:
    audio = page.locator("audio")
    page.get_by_role("link", name="0:20 Les attentes des usagers").click()
    plays_at(page)
    page.get_by_label("Vitesse").select_option("1.5")
    assert audio.evaluate("audio => audio.playbackRate") == 1.5
    audio.evaluate("audio => audio.pause()")
    before = moment(audio)
    page.get_by_role("button", name="+30").click()
    assert moment(audio) == pytest.approx(before + 30, abs=0.1)
    page.get_by_role("button", name="−15").click()
    assert moment(audio) == pytest.approx(before + 15, abs=0.1)


def moment(audio: Locator) -> float:
    return float(audio.evaluate("audio => audio.currentTime"))


def test_where_one_stopped_is_offered_again_on_this_device_alone(visits: Visits, french: PublishedSite) -> None:
    context = visits.context()
    page = context.new_page()
    page.goto(french.address("episode"))
    page.get_by_role("link", name="0:40 Questions de la salle").click()
    plays_at(page)
    page.locator("audio").evaluate("audio => audio.pause()")
    asked = len(visits.asked)
    page.goto(french.address("bare episode"))
    assert page.get_by_role("button", name="Écouter à partir de").count() == 0
    page.goto(french.address("episode"))
    page.get_by_role("button", name="Écouter à partir de 0:4").click()
    assert 40 <= plays_at(page) < 50
    assert context.cookies() == []
    assert [url for url in visits.asked[asked:] if "?" in url] == []


@pytest.mark.parametrize(
    ("wanted", "first"), [("KILOMETRE numero 7", 7), ("usagers. Le dernier kilomètre numéro 13", 12)]
)
def test_words_are_found_in_the_transcript(page: Page, wanted: str, first: int) -> None:
    field = page.get_by_role("searchbox", name="Chercher dans la transcription")
    field.fill(wanted)
    field.press("Enter")
    found = page.locator(".words .here")
    expect(found).to_contain_text(f"numéro {first} mène")
    expect(found).to_be_in_viewport()
    expect(page.locator("output")).to_have_text("1 / 1")


def test_words_that_are_nowhere_are_counted_as_none(page: Page) -> None:
    page.get_by_role("searchbox", name="Chercher dans la transcription").fill("introuvable")
    expect(page.locator("output")).to_have_text("0")


def test_two_recordings_never_play_at_once(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"))
    page.locator("audio").evaluate("audio => audio.play()")
    plays_at(page)
    assert [url for url in visits.asked if url.endswith(".mp4")] == [], "nobody wanted the film"
    page.evaluate(
        "const [audio, video] = document.querySelectorAll('audio, video'); video.src = audio.src; video.play()"
    )
    assert page.locator("audio").evaluate("audio => audio.paused")
