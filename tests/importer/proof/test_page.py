"""The proof as a page: no script, no barrier, valid HTML, in the language of who asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from chromium import Visits
from feed_specimens import feed, full_item, item
from lxml import html
from page_judges import objections_of_nu, violations_in_both
from playwright.sync_api import Browser

from balado.cli.session import catalogue
from balado.feed.document import Feed
from balado.importer.proof.page import proof_page
from balado.importer.proof.prove import prove

OLD = feed(
    item("a"),
    full_item("b", html='<p>Long <b>notes</b> & "more"</p>', link="https://old.example/b"),
    *(replace(item(f"n{number}"), duration_s=0) for number in range(30)),
)
NEW = feed(
    full_item("b", title="<script>alert(1)</script>", season=None, link="https://pod.example/b"),
    *(item(f"n{number}") for number in range(30)),
)


def page_of(old: Feed, new: Feed, language: str = "en") -> str:
    return proof_page(
        prove(old, new), old.title, old.language, lambda message: message.translate(catalogue([language]))
    )


def test_what_is_lost_and_different_stands_in_tables_with_both_values() -> None:
    tree = html.fromstring(page_of(OLD, NEW))
    assert [heading.text for heading in tree.iter("h2")] == ["Lost", "Different", "Improved", "What was compared"]
    rows = [[cell.text_content() for cell in row] for row in tree.iter("tr")]
    assert ["About b", "1", "(nothing)"] in rows
    assert ["About b", "About b", "<script>alert(1)</script>"] in rows
    assert len(list(tree.iter("script"))) == 0


def test_of_a_show_that_is_whole_it_says_so() -> None:
    assert "Nothing is lost." in page_of(OLD, OLD)
    assert "Nothing is lost." not in page_of(OLD, NEW)


def test_it_speaks_the_language_of_who_asked_and_marks_that_of_the_show() -> None:
    tree = html.fromstring(page_of(OLD, NEW, "fr"))
    assert tree.get("lang") == "fr"
    assert {cell.get("lang") for cell in tree.iter("td") if cell.get("dir")} == {"fr"}
    assert "Perdu" in [heading.text for heading in tree.iter("h2")]


@pytest.mark.in_depth
def test_it_is_valid_and_without_barriers(tmp_path: Path, chromium: Browser) -> None:
    file = tmp_path / "proof.html"
    file.write_text(page_of(OLD, NEW), encoding="utf-8")
    assert objections_of_nu(file) == []
    visits = Visits(chromium)
    assert violations_in_both(visits.open(file.as_uri())) == []
    visits.close()
