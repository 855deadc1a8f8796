"""The script of the search in a page that holds the elements it asks for, under the policy of all pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import Visits
from page_judges import violations
from playwright.sync_api import Page, expect
from site_server import SiteServer
from site_specimens import HEDON, episode, said_files, show, transcript

from balado.site.search.index import search_file

SCRIPT = Path(__file__).parents[3] / "src" / "balado" / "site" / "assets" / "search.js"
PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Recherche</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self';
form-action 'none'; base-uri 'none'; img-src data:"><link rel="icon" href="data:,">
<script src="search.js" defer></script></head>
<body><main><h1>Recherche</h1>
<form role="search" data-search="search.json" data-root="" hidden data-one="1 résultat" data-many="{count} résultats"
data-none="Aucun résultat" data-failed="La recherche demande un site" data-at="dit à {time}">
<label>Chercher <input type="search" autocomplete="off"></label>
<label><input type="checkbox" data-said="search/1.json"> Aussi dans ce qui est dit</label><p role="status"></p><ul></ul>
</form></main></body></html>
"""
HOSTILE = episode("hostile", title='<img src=x onerror="document.title=1">é & ocean')
SHOW = show(
    episode("un", title="Un", notes_html="<p>Au cœur de l’océan, des éoliennes</p>"),
    episode("deux", title="L’océan", people=(HEDON,), transcripts=(transcript("Bonsoir", "de la logistique"),)),
    HOSTILE,
)
FILES = {
    "index.html": PAGE,
    "search.js": SCRIPT.read_text(encoding="utf-8"),
    **{file.key: file.body.decode() for file in (search_file(SHOW), *said_files(SHOW))},
}
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json"}


@pytest.fixture
def page(visits: Visits, server: SiteServer) -> Page:
    files = {name: (text.encode(), TYPES[Path(name).suffix]) for name, text in FILES.items()}
    return visits.open(f"{server.put_all('/search', files)}/index.html")


def test_results_are_links_and_their_number_is_told(page: Page) -> None:
    page.get_by_role("searchbox", name="Chercher").fill("ocean")
    expect(page.get_by_role("status")).to_have_text("3 résultats")
    links = page.get_by_role("listitem").get_by_role("link")
    assert links.all_inner_texts() == ["L’océan", HOSTILE.title, "Un"]
    assert links.first.get_attribute("href") == "episodes/deux.html"
    expect(page.get_by_role("listitem").first).to_contain_text("19 octobre 2022")
    assert page.title() == "Recherche"
    assert violations(page) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [("ÉOLIENNE", "1 résultat"), ("coeur", "1 résultat"), ("hedon", "1 résultat"), ("xyz", "Aucun résultat")],
)
def test_words_are_found_however_they_are_typed(page: Page, typed: str, told: str) -> None:
    page.keyboard.press("Tab")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(told)


def test_who_asks_for_what_is_said_gets_to_the_second(page: Page, visits: Visits) -> None:
    page.get_by_role("searchbox").fill("logistique")
    expect(page.get_by_role("status")).to_have_text("Aucun résultat")
    assert not [address for address in visits.asked if address.endswith("/search/1.json")]
    page.get_by_role("checkbox", name="Aussi dans ce qui est dit").check()
    expect(page.get_by_role("status")).to_have_text("1 résultat")
    moment = page.get_by_role("link", name="L’océan, dit à 0:04")
    assert moment.get_attribute("href") == "episodes/deux.html#t=4"
    assert moment.inner_text() == "dit à 0:04"
    assert violations(page) == []


def test_an_empty_field_shows_nothing(page: Page) -> None:
    field = page.get_by_role("searchbox")
    field.fill("ocean")
    expect(page.get_by_role("listitem")).to_have_count(3)
    field.fill("")
    expect(page.get_by_role("listitem")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("")


def test_a_link_can_ask(visits: Visits, page: Page) -> None:
    asked = visits.open(f"{page.url}?q=%C3%A9oliennes")
    expect(asked.get_by_role("listitem")).to_have_count(1)


def test_a_page_in_a_folder_says_that_it_cannot_search(unjudged: Visits, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = unjudged.open((tmp_path / "index.html").as_uri())
    page.get_by_role("searchbox").fill("ocean")
    expect(page.get_by_role("status")).to_have_text("La recherche demande un site")
    expect(page.get_by_role("listitem")).to_have_count(0)


def test_without_a_script_there_is_no_form_that_would_do_nothing(
    visits: Visits, server: SiteServer, page: Page
) -> None:
    still = visits.open(page.url, java_script_enabled=False)
    expect(still.locator("form")).to_be_hidden()
