"""What assistive technology finds on each page: axe-core's rules, light and dark, and the tree of roles and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from chromium import Visits
from depth import depth
from lxml import html
from page_judges import GROUND, violations, violations_in_both
from playwright.sync_api import Browser, Page
from site_shows import KINDS, PublishedSite, Sites

NAMED = {"link", "button", "textbox", "searchbox", "combobox", "checkbox", "image", "Audio", "Video", "navigation"}
"""Roles that say nothing without a name."""
JUDGED = [("fr", tuple(KINDS)), ("en-GB", ("show", "episode")), ("ar", ("show", "episode"))][: depth(usual=1, ci=3)]
"""In which languages axe-core judges which pages: what it finds in one, it finds in the others, but for a word."""


@dataclass(frozen=True, slots=True)
class Met:
    """A page as who does not see it meets it."""

    tree: list[tuple[str, str]]
    headings: list[str]
    title: str


@pytest.fixture(scope="module")
def met(chromium: Browser, sites: Sites) -> Mapping[str, Met]:
    """A page of each kind, each opened once."""
    visits, found = Visits(chromium), {}
    page = visits.tab()
    for kind, address in sites["fr"].addresses().items():
        page.goto(address)
        headings = page.get_by_role("heading", level=1).all_inner_texts()
        found[kind] = Met(tree(page), headings, page.title())
    visits.close()
    assert visits.complaints == []
    return found


@pytest.mark.parametrize(("language", "kinds"), JUDGED)
def test_axe_finds_no_barrier_in_light_and_dark(
    visits: Visits, sites: Sites, language: str, kinds: tuple[str, ...]
) -> None:
    def judged(page: Page) -> list[str]:
        if language == "fr":
            return violations_in_both(page)
        return violations(page, without=GROUND)  # colours are the same in every language

    assert visits.faults(judged, sites[language].addresses(*kinds)) == {}


def test_whatever_can_be_used_has_a_name(met: Mapping[str, Met]) -> None:
    nameless = {
        kind: [role for role, name in one.tree if role in NAMED and not name.strip()] for kind, one in met.items()
    }
    assert {kind: roles for kind, roles in nameless.items() if roles} == {}


def test_a_page_has_its_landmarks_once_and_its_heading_is_its_title(met: Mapping[str, Met]) -> None:
    for kind in met.keys() - {"player"}:
        roles = [role for role, _ in met[kind].tree]
        assert [role for role in ("banner", "main", "contentinfo") if roles.count(role) != 1] == [], kind
        [heading] = met[kind].headings
        assert met[kind].title.startswith(heading), kind


def test_titles_of_pages_differ(french: PublishedSite) -> None:
    titles = {kind: html.fromstring(french.page(kind)).findtext(".//title") for kind in KINDS}
    assert titles.pop("player") == titles["episode"]
    assert len(set(titles.values())) == len(titles)


def test_a_recording_and_its_sections_are_told_by_name(visits: Visits, french: PublishedSite) -> None:
    nodes = tree(visits.open(french.address("episode")))
    title = french.show.episodes[0].title
    assert ("Audio", title) in nodes
    assert ("Video", title) in nodes
    regions = {name for role, name in nodes if role == "region"}
    assert {"Écouter", "Présentation", "La vidéo", "Documents à consulter", "Chapitres"} <= regions


def test_lists_are_lists(visits: Visits, french: PublishedSite) -> None:
    page = visits.open(french.address("episode"))
    parts = {"Documents à consulter": 1, "Chapitres": 3, "Télécharger": 6, "Prochaines conférences": 2}
    for name, entries in parts.items():
        listed = page.get_by_role("region", name=name).get_by_role("list").first
        assert listed.locator("> li").count() == entries, name
    people = page.get_by_role("region", name="Avec la participation de")
    assert (people.get_by_role("term").count(), people.get_by_role("definition").count()) == (3, 3)


@pytest.mark.parametrize("language", ["fr", "en-GB", "ar"])
def test_what_is_in_another_language_says_so(visits: Visits, sites: Sites, language: str) -> None:
    page = visits.open(sites[language].address("episode"))
    spoken = {"fr": "fr", "en-GB": "en-GB", "ar": "en"}[language]
    assert page.locator("html").get_attribute("lang") == spoken
    said = "element => [element.closest('[lang]').lang, getComputedStyle(element).direction]"
    direction = "rtl" if language == "ar" else "ltr"
    assert page.locator("h1").evaluate(said) == [language, direction]
    words = page.locator(".words")
    assert words.first.evaluate(said) == [language, direction]
    assert words.last.evaluate(said)[1] == "ltr"
    assert words.last.evaluate(said)[0].startswith("en")


def tree(page: Page) -> list[tuple[str, str]]:
    """Role and name of each node that assistive technology is given, in order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [(_value(node, "role"), _value(node, "name")) for node in nodes if not node["ignored"]]


def _value(node: dict[str, Any], field: str) -> str:
    return str(node.get(field, {}).get("value", ""))
