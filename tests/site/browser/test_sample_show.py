"""The show of this repository, published by the command: its five conferences in a browser, each with what it has."""

from __future__ import annotations

import io

import pytest
from chromium import Visits, plays_at
from lxml import html
from page_judges import lost_points, violations
from PIL import Image
from playwright.sync_api import expect
from site_shows import PublishedFolder

EPISODES = {
    "01-quelles-attentes": "mercredi 19 octobre 2022, de 17 h 30 à 20 h",
    "02-dans-les-territoires": "mercredi 14 décembre 2022",
    "03-adapter-aux-destinataires": "mercredi 22 février 2023",
    "04-actions-et-agents": "mercredi 12 avril 2023",
    "05-penser-des-le-premier": "mercredi 24 mai 2023",
}
"""Each with the day that it took place, as its page tells it."""
SECTIONS = ("Présentation", "Chapitres", "Transcription", "La conférence en podcast", "Télécharger")
LAST_SECTIONS = ("Citer cet épisode", "Pour en savoir plus", "Les conférences du cycle")


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("episode", EPISODES)
def test_a_page_has_every_section_of_its_conference_and_plays(
    visits: Visits, sample: PublishedFolder, episode: str
) -> None:
    page = visits.open(f"{sample.url}/episodes/{episode}.html")
    headings = [plain(one) for one in page.get_by_role("heading", level=2).all_inner_texts()]
    assert [one for one in (*SECTIONS, *LAST_SECTIONS) if one not in headings] == []
    assert EPISODES[episode] in plain(page.locator("dl.meeting").inner_text())
    cycle = page.get_by_role("region", name="Les conférences du cycle")
    assert cycle.locator("> ol > li").count() == 5
    second = page.get_by_role("region", name="Chapitres").get_by_role("link").nth(1)
    second.click()
    assert plays_at(page) >= float(second.get_attribute("data-t") or "")


def test_the_first_page_tells_of_people_documents_and_what_can_be_seen_again(
    visits: Visits, sample: PublishedFolder
) -> None:
    page = visits.open(f"{sample.url}/episodes/01-quelles-attentes.html")
    people = plain(page.get_by_role("region", name="Avec la participation de").inner_text())
    for told in (
        "Claire Hédon Défenseure des droits",
        "Ouverture Didier-Roland Tabuteau",
        "Modératrice Martine de Boisdeffre",
    ):
        assert told in people
    document = page.get_by_role("region", name="Documents à consulter").get_by_role("link")
    assert plain(document.inner_text()).startswith("Programme de la conférence PDF")
    assert page.request.get(document.evaluate("one => one.href")).headers["content-type"] == "application/pdf"
    assert page.get_by_role("region", name="La vidéo").get_by_role("link").count() == 2
    assert page.get_by_role("link", name="Revoir").count() >= 3


def test_no_link_leads_to_nothing(sample: PublishedFolder) -> None:
    pages = [key for key, (body, _) in sample.files.items() if key.endswith(".html") and body]
    assert len([key for key in pages if key.startswith("episodes/")]) == 5
    assert [(key, led) for key in pages for led in own_files(sample, key) if led not in sample.files] == []


def own_files(sample: PublishedFolder, key: str) -> set[str]:
    """The key of every file of the show that a page names."""
    tree = html.document_fromstring(sample.files[key][0], base_url=f"{sample.url}/{key}")
    tree.make_links_absolute()
    named = (link.partition("#")[0] for _, _, link, _ in tree.iterlinks())
    return {link.removeprefix(f"{sample.url}/") for link in named if link.startswith(f"{sample.url}/")}


def test_axe_is_content(visits: Visits, sample: PublishedFolder) -> None:
    pages = [f"{sample.url}/{key}.html" for key in ("index", "episodes/01-quelles-attentes")]
    assert visits.faults(violations, {address: address for address in pages}) == {}


@pytest.mark.in_depth
@pytest.mark.first
def test_lighthouse_takes_no_point_away(sample: PublishedFolder) -> None:
    pages = [f"{sample.url}/{key}.html" for key in ("index", "episodes/01-quelles-attentes")]
    assert lost_points(("accessibility", "best-practices", "seo"), *pages) == {}


@pytest.mark.parametrize(("width", "most_bytes"), [(320, 40_000), (1280, 80_000)])
def test_the_cover_is_as_large_as_the_screen_needs(
    visits: Visits, sample: PublishedFolder, width: int, most_bytes: int
) -> None:
    page = visits.open(f"{sample.url}/index.html", viewport={"width": width, "height": 700})
    address, shown_px = page.locator(".cover img").evaluate("one => [one.currentSrc, one.clientWidth]")
    body, media_type = sample.files[address.removeprefix(f"{sample.url}/")]
    assert media_type == "image/webp"
    assert len(body) < most_bytes
    assert 1 <= Image.open(io.BytesIO(body)).width / shown_px <= 3, "no blur, and no pixels that nobody sees"


@pytest.mark.parametrize("word", ["autocar", "guichet"])
def test_a_word_that_is_said_leads_to_its_second(visits: Visits, sample: PublishedFolder, word: str) -> None:
    page = visits.open(f"{sample.url}/index.html")
    page.get_by_role("checkbox", name="Aussi dans ce qui est dit").check()
    page.get_by_role("searchbox").fill(word)
    result = page.get_by_role("search").get_by_role("link", name="territoires, dit à")
    second = float(result.evaluate("one => one.hash").partition("t=")[2])
    result.click()
    page.locator("audio").focus()
    page.keyboard.press("Space")
    assert second <= plays_at(page) < second + 5
    expect(page.locator(".words [aria-current]")).to_contain_text(word)
