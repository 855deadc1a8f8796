"""How one subscribes: the address to copy, the apps that open it, and the code for a phone."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from chromium import Visits
from PIL import Image
from playwright.sync_api import expect
from site_shows import PublishedSite


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_code_on_the_screen_leads_to_the_feed(
    visits: Visits, french: PublishedSite, scheme: str, width: int
) -> None:
    page = visits.open(french.address("show"), color_scheme=scheme, viewport={"width": width, "height": 700})
    code = page.get_by_role("img", name="Code QR de l’adresse du flux")
    shown = Image.open(io.BytesIO(code.screenshot()))
    [read] = zxingcpp.read_barcodes(shown)
    assert read.text == f"{french.url}/feed.xml"


@pytest.mark.parametrize("kind", ["show", "episode"])
def test_the_address_of_the_feed_is_copied(visits: Visits, french: PublishedSite, kind: str) -> None:
    page = visits.context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(french.address(kind))
    address = page.get_by_label("Adresse du flux, à coller dans votre application de podcasts")
    expect(address).to_have_value(f"{french.url}/feed.xml")
    address.locator("..").get_by_role("button", name="Copier").click()
    expect(page.get_by_role("status").filter(has_text="Copié")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == f"{french.url}/feed.xml"


def test_apps_and_directories_are_one_link_each(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("show"))
    bare = french.url.partition("://")[2]
    links = page.locator("section", has=page.locator("#subscribe")).get_by_role("link")
    found = links.evaluate_all("all => all.map(one => one.href)")
    assert {f"podcast://{bare}/feed.xml", f"pcast://{bare}/feed.xml"} < set(found)
    assert {"https://apple.example/1", "https://deezer.example/1", f"{french.url}/saison-1.xml"} < set(found)


def test_the_calendar_is_offered_to_subscribe_to(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("show"))
    links = page.get_by_role("link").evaluate_all("all => all.map(one => one.href)")
    bare = french.url.partition("://")[2]
    assert f"webcal://{bare}/calendar.ics" in links
    assert [link for link in links if link.startswith(f"{french.url}/events/") and link.endswith(".ics")]
