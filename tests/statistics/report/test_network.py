"""The page on all shows of a network: a table, in both languages, without a barrier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from chromium import Visits
from lxml import html
from page_judges import objections_of_nu, violations
from playwright.sync_api import Browser

from balado.cli.session import catalogue
from balado.statistics.report.network import NetworkReportPage, ShowRow

ROWS = [ShowRow("shows/a b", "shows/a b/index.html", 1_234, 99), ShowRow("<new>", "", 0, 0), ShowRow("c", "c/i", 4, 3)]


def cells(language: str, rows: list[ShowRow]) -> list[list[str]]:
    page = html.fromstring(NetworkReportPage("A <network>", rows, catalogue([language]), language).html())
    assert page.xpath("string(//h1)") == (
        "Listeners of A <network>" if language == "en" else "L’audience de A <network>"
    )
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.xpath("//tr")]


def test_each_show_is_a_row_that_leads_to_its_report_where_there_is_one() -> None:
    assert cells("en", ROWS) == [
        ["Name of the show", "Downloads", "Listeners"],
        ["shows/a b", "1234", "99"],
        ["<new>", "0", "0"],
        ["c", "< 5", "< 5"],
    ]
    page = html.fromstring(NetworkReportPage("x", ROWS, catalogue(["en"]), "en").html())
    assert page.xpath("//td/a/@href | //th/a/@href") == ["shows/a%20b/index.html", "c/i"]
    assert not page.xpath("//script | //link | //img")


def test_the_page_is_french_too_and_says_where_no_show_was_counted() -> None:
    assert cells("fr", ROWS)[3] == ["c", "moins de 5", "moins de 5"]
    assert "There is none." in NetworkReportPage("x", [], catalogue(["en"]), "en").html()


@pytest.fixture(scope="module")
def files(new_folder: Callable[[str], Path]) -> dict[str, Path]:
    """The page in both languages, and one of a network of which nothing was counted."""
    folder = new_folder("network-report")
    title = "<script>alert(1)</script> & “Le \x1b[31mréseau”"
    long = ShowRow("a-show-without-a-blank-in-its-name/" * 8, "a/index.html", 1_234_567, 999_999)
    pages = {"en": ("en", [*ROWS, long]), "fr": ("fr", [*ROWS, long]), "empty": ("en", [])}
    found = {name: folder / f"{name}.html" for name in pages}
    for name, (language, rows) in pages.items():
        written = NetworkReportPage(title, rows, catalogue([language]), language).html()
        found[name].write_text(written, encoding="utf-8")
    return found


def test_no_barrier_is_found_in_light_and_dark_and_nothing_is_asked_for(
    files: dict[str, Path], chromium: Browser
) -> None:
    visits = Visits(chromium)
    for path in files.values():
        opened = visits.open(path.as_uri(), color_scheme="light")
        assert violations(opened) == []
        opened.emulate_media(color_scheme="dark")
        assert violations(opened) == []
    visits.close()
    assert visits.complaints == []
    assert set(visits.asked) == {path.as_uri() for path in files.values()}


def test_it_fits_a_telephone_however_long_the_name_of_a_show_is(files: dict[str, Path], chromium: Browser) -> None:
    visits = Visits(chromium)
    opened = visits.open(files["fr"].as_uri(), viewport={"width": 320, "height": 640})
    wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    visits.close()


@pytest.mark.in_depth
def test_the_checker_of_html_has_nothing_to_say(files: dict[str, Path]) -> None:
    assert objections_of_nu(*files.values()) == []
