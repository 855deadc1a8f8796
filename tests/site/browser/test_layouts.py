"""How pages fit: narrow and wide, in both directions of writing, in dark, and on paper."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from chromium import Visits
from playwright.sync_api import Page
from programs import need_program
from site_shows import CUE_SECONDS, SECONDS, PublishedSite, Sites

SPILLING = """() => [...document.querySelectorAll('body *')]
    .filter(element => element.checkVisibility() && !element.closest('.unseen, .skip'))
    .filter(element => { const box = element.getBoundingClientRect();
        return box.left < -1 || box.right > document.documentElement.clientWidth + 1; })
    .map(element => element.outerHTML.slice(0, 80))"""
WRITTEN = "main :is(h1, h3 a, .notes a, dd, .chapters a span, .files a span:first-child, .words span)"
"""Where the author's words stand."""


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_at_320_pixels_nothing_leaves_the_page(visits: Visits, sites: Sites, language: str) -> None:
    narrow = {"width": 320, "height": 640}
    assert visits.faults(spilling, sites[language].addresses(), viewport=narrow) == {}


def spilling(page: Page) -> list[str]:
    """What stands outside the window's width."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return ["it scrolls sideways"] * wide + list(page.evaluate(SPILLING))


@pytest.mark.parametrize("width", [320, 768, 2560])
def test_long_words_of_authors_are_broken(visits: Visits, french: PublishedSite, width: int) -> None:
    page = visits.open(french.address("episode"), viewport={"width": width, "height": 640})
    page.eval_on_selector_all(WRITTEN, "all => all.forEach(one => { one.textContent = 'https://' + 'a'.repeat(200); })")
    assert spilling(page) == []


def test_a_line_of_text_does_not_grow_with_the_window(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"), viewport={"width": 2560, "height": 900})
    widths = page.evaluate("[...document.querySelectorAll('.notes p, .words p')].map(one => one.clientWidth)")
    assert widths
    assert max(widths) < 900


def test_text_twice_as_large_leaves_nothing_out(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"), viewport={"width": 640, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '34px'")
    assert spilling(page) == []


def test_pages_are_dark_where_that_is_preferred(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"), color_scheme="dark")
    assert ground(page) < 64
    page.emulate_media(color_scheme="light")
    assert ground(page) > 191


def ground(page: Page) -> float:
    """How light the ground of a page is, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_episode_prints_as_its_record(visits: Visits, french: PublishedSite, tmp_path: Path, scheme: str) -> None:
    page = visits.open(french.address("episode"), color_scheme=scheme)
    file = tmp_path / "record.pdf"
    page.pdf(path=str(file), format="A4")
    text = text_of(file)
    for said in (
        "mercredi 19 octobre 2022",
        "1 place du Palais-Royal, Paris",
        "Défenseure des droits",
        "Les attentes des usagers",
    ):
        assert said in text
    for number in range(SECONDS // CUE_SECONDS):
        assert f"numéro {number} mène jusqu’aux usagers" in text
    assert "Last mile number 14" in text, "a transcript that is folded on the screen is not on paper"
    assert "Copier" not in text


def text_of(file: Path) -> str:
    """What a PDF says, its lines joined."""
    run = subprocess.run(
        [need_program("pdftotext"), "-raw", str(file), "-"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return re.sub(r"\s+", " ", run.stdout)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["S’abonner", "Transcription", "1\u202fko", "mercredi 19 octobre 2022", "Télécharger"]),
        ("en-GB", ["Subscribe", "Transcript", "Wednesday", "19 October 2022", "Download"]),
    ],
)
def test_a_page_is_whole_in_the_language_of_the_show(
    visits: Visits, sites: Sites, language: str, said: list[str]
) -> None:
    text = visits.open(sites[language].address("episode")).inner_text("body")
    plain = re.sub(r"\s", " ", text)
    assert [one for one in said if re.sub(r"\s", " ", one) not in plain] == []
