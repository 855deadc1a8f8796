"""Those who judge the pages do see what is wrong: tried on small pages with one fault each."""

from __future__ import annotations

import pytest
from chromium import Visits
from page_judges import violations
from site_server import SiteServer

SOUND = """<!DOCTYPE html><html lang=en><title>A page</title><link rel=icon href='data:,'>
<main><h1>A page</h1>{}</main></html>"""


@pytest.fixture
def address(server: SiteServer, request: pytest.FixtureRequest) -> str:
    return server.put("/judges/page.html", SOUND.format(request.param))


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("<img src='data:,'>", "image-alt"),
        ("<p style='color: #aaa'>pale</p>", "color-contrast"),
        ("<audio controls src=/x.mp3></audio><button></button>", "button-name"),
    ],
    indirect=["address"],
)
def test_axe_finds_a_barrier(unjudged: Visits, address: str, rule: str) -> None:
    assert [told.partition(":")[0] for told in violations(unjudged.open(address))] == [rule]


@pytest.mark.parametrize("address", ["<p>Words.</p>"], indirect=True)
def test_axe_finds_nothing_on_a_sound_page(visits: Visits, address: str) -> None:
    assert violations(visits.open(address)) == []


def test_a_request_to_another_origin_is_noticed(unjudged: Visits, server: SiteServer) -> None:
    unjudged.open(server.put("/judges/foreign.html", SOUND.format("<img alt='' src='https://other.example/x.png'>")))
    assert unjudged.foreign(*server.origins) == ["https://other.example/x.png"]


def test_an_error_of_a_script_is_noticed(unjudged: Visits, server: SiteServer) -> None:
    page = unjudged.open(server.put("/judges/error.html", SOUND.format("<script>nobody.knows()</script>")))
    page.wait_for_timeout(100)
    assert "nobody is not defined" in " ".join(unjudged.complaints)


def test_files_are_served_in_parts_and_by_type(server: SiteServer, unjudged: Visits) -> None:
    server.put("/judges/long.txt", b"0123456789", "text/plain")
    page = unjudged.open(server.put("/judges/parts.html", SOUND.format("")))
    fetched = "async part => { const r = await fetch('/judges/long.txt', {headers: {Range: part}});"
    given = [
        page.evaluate(fetched + " return [r.status, await r.text()] }", part) for part in ("bytes=7-", "bytes=2-3")
    ]
    assert given == [[206, "789"], [206, "23"]]
