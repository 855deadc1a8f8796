from __future__ import annotations

from lxml import html

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
