"""An episode withdrawn, taken down for good, handed over: by keyboard and in French, each told before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Visits
from git_trees import committed_show, hook
from page_judges import violations_in_both
from playwright.sync_api import Browser, expect
from show_builder import Show
from studio_pages import press
from studio_runs import ServedStudio, edit, options_for, served_studio


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[ServedStudio]:
    """The studio of a published show. Asked for before `visits`: pages are closed before their server."""
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    show.add("b")
    show.publish()
    with served_studio(options_for(show, language="fr"), show) as served:
        served.settled()
        yield served


def test_it_is_withdrawn_and_then_taken_down_when_its_name_is_typed(mine: ServedStudio, visits: Visits) -> None:
    page, show = visits.open(mine.doors.first_address), mine.show
    page.goto(f"{mine.doors.origin}/episodes/a")
    press(page, "Le retirer, ou le remettre", is_beginning=True)
    expect(page.get_by_text("Qui l’a téléchargé le garde")).to_be_visible()
    assert violations_in_both(page) == []
    press(page, "Le retirer", is_beginning=True)
    expect(page.get_by_role("status").filter(has_text="est écrit dans episodes/a/episode.md")).to_be_visible()
    assert violations_in_both(page) == []
    assert "withdrawn: true" in (show.root / "episodes" / "a" / "episode.md").read_text(encoding="utf-8")

    page.goto(f"{mine.doors.origin}/saves")
    expect(page.get_by_role("button", name="Défaire cet enregistrement")).to_have_count(1)
    assert violations_in_both(page) == []
    page.goto(f"{mine.doors.origin}/episodes/a/withdraw")

    press(page, "Pour le droit et la vie privée", is_beginning=True)
    expect(page.get_by_text("On ne peut pas revenir là-dessus.")).to_be_visible()
    assert violations_in_both(page) == []
    page.get_by_label("Si c’est voulu, saisissez : a").focus()
    page.keyboard.type("b")
    press(page, "Le supprimer définitivement", is_beginning=True)
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été supprimé")
    visits.complaints.clear()  # that the answer was an error
    assert violations_in_both(page) == []
    assert b"About a" in show.published()["feed.xml"]
    page.get_by_label("Si c’est voulu, saisissez : a").fill("a")
    press(page, "Le supprimer définitivement", is_beginning=True)
    expect(page.get_by_role("status").filter(has_text="(publication 2)")).to_be_visible()
    assert violations_in_both(page) == []
    assert b"About a" not in show.published()["feed.xml"]


def test_what_was_changed_becomes_a_commit_by_keyboard(tmp_path: Path, chromium: Browser) -> None:
    made = committed_show(tmp_path)
    (made.root / ".gitlab-ci.yml").write_text("script: balado publish\n", encoding="utf-8")
    edit(made.show, "a", "title: About a", "title: Autre")
    hook(made, "pre-commit", 0)
    with served_studio(options_for(made.show, language="fr"), made.show) as served:
        served.settled()
        visits = Visits(chromium)
        page = visits.open(served.doors.first_address)
        page.goto(f"{served.doors.origin}/publish")
        assert violations_in_both(page) == []
        press(page, "Remettre…", is_beginning=True)
        expect(page.get_by_label("Ce qui a changé, en une ligne")).to_have_value("a : Titre\n")
        expect(page.get_by_role("checkbox", name="episodes/a/episode.md")).to_be_checked()
        page.set_viewport_size({"width": 375, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations_in_both(page) == []
        press(page, "Remettre", is_beginning=True)
        expect(page.get_by_role("status").filter(has_text=".gitlab-ci.yml")).to_be_visible()
        assert violations_in_both(page) == []
        visits.close()
    assert made.pushed() == "a : Titre\nBegun\n"
