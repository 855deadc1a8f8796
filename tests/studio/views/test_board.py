from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html
from show_builder import NOW, Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.studio.views.board import FILTERS, SORTS, BoardEntry


def entries_of(page: str) -> dict[str, str]:
    """What the board says beside each title."""
    found = html.fromstring(page).findall(".//ul[@class='board']/li")
    return {one.findtext(".//h2/a") or "": " ".join(one.find(".//p").text_content().split()) for one in found}


def test_every_episode_stands_there_with_its_state(english: ServedStudio) -> None:
    said = entries_of(english.get("/").text)
    others = {f"About {state}" for state in ("live", "changed", "scheduled", "waiting", "unrecorded", "announced")}
    assert set(said) == {"Un brouillon pour l’oreille", *others}
    assert said["About live"].startswith("live 1 November 2025, 08:00 0:02")
    assert said["About changed"].startswith("live, changed here")
    assert said["About scheduled"].startswith("scheduled 24 December 2025, 08:00 0:02")
    assert said["About waiting"].startswith("draft waiting for a reader")
    assert said["Un brouillon pour l’oreille"].startswith("draft")
    assert said["About announced"].startswith("announced, no recording yet")


def test_no_picture_is_asked_for_that_is_not_there(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    for cover in (True, False):
        if not cover:
            (show.root / "episodes/cover.jpg").unlink()
        with served_studio(options_for(show), show) as served:
            served.settled()
            for path in ("/", "/episodes/a", "/feed"):
                pictures = html.fromstring(served.get(path).text).xpath("//img/@src")
                assert bool(pictures) is cover, path
                assert {served.get(one).status for one in pictures} <= {200}


def test_in_french_too(french: ServedStudio) -> None:
    page = french.get("/").text
    said = entries_of(page)
    assert 'lang="fr"' in page
    assert said["About scheduled"].replace("\u00a0", " ").startswith("programmé 24 décembre 2025, 8 h")
    assert "à relire" in said["About waiting"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=draft", {"Un brouillon pour l’oreille", "About waiting", "About unrecorded"}),
        ("state=waiting", {"About waiting"}),
        ("state=coming", {"About scheduled", "About announced"}),
        ("state=live", {"About live", "About changed"}),
        ("q=OREILLE", {"Un brouillon pour l’oreille"}),
        ("q=about+sched", {"About scheduled"}),
        ("q=%3Cscript%3E", set()),
        ("state=nonsense&sort=nonsense&page=-1&q=About+live", {"About live"}),
        ("page=99999999999999999999&q=live", {"About live"}),
    ],
)
def test_a_choice_shows_its_episodes(english: ServedStudio, query: str, titles: set[str]) -> None:
    assert set(entries_of(english.get(f"/?{query}").text)) == titles


def test_they_are_sorted_as_asked(english: ServedStudio) -> None:
    titles = list(entries_of(english.get("/?sort=oldest").text))
    assert titles.index("About live") < titles.index("About changed") < titles.index("About scheduled")
    titles = list(entries_of(english.get("/?sort=title").text))
    assert titles == sorted(titles, key=str.casefold)


def test_what_is_asked_for_is_text_and_nothing_else(english: ServedStudio) -> None:
    page = english.get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page


def entry(slug: str, **known: object) -> BoardEntry:
    return BoardEntry(slug, slug, **{"state": "live", **known})  # type: ignore[arg-type] # any of its fields


def test_orders() -> None:
    early, late = (
        entry(name, date=datetime.fromisoformat(day)) for name, day in (("early", NOW), ("late", NOW[:-6] + "+00:00"))
    )
    never = entry("never", found=Counter(error=1))
    orders = {name: [one.slug for one in sorted([never, late, early], key=key)] for name, (_, key) in SORTS.items()}
    assert orders["oldest"] == ["early", "late", "never"]
    assert orders[""] == ["never", "late", "early"]  # what has no date yet is what is being worked on
    assert orders["findings"][0] == "never"


def test_every_state_is_in_a_choice() -> None:
    named = {"live", "changed", "leaves", "scheduled", "announced", "due", "draft", "held-back", "missing-audio"}
    for state in named:
        assert [one.name for one in FILTERS[1:5] if one.holds(entry("a", state=state))], state


def test_the_first_page_waits_for_no_rehearsal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand episodes it takes a look at the first lines of each text, and no more of any."""
    show = Show(tmp_path / "show")
    show.write_feed()
    for number in range(150):
        show.add(f"e{number:03}", seconds=None, draft="true" if number % 2 else None)
    monkeypatch.setattr("balado.studio.state.ShowState.start", lambda _: None)
    with served_studio(options_for(show), show) as served:
        page = served.get("/").text
    said = entries_of(page)
    assert len(said) == 100
    assert said["About e001"] == "draft"
    assert said["About e000"] == "being looked at"
    assert "150 episodes" in page
    assert re.search(r"Page 1 of\s*2", page)


def test_an_empty_folder_is_told_where_to_begin(tmp_path: Path) -> None:
    show = Show(tmp_path / "empty")
    show.root.mkdir()
    with served_studio(options_for(show), show) as served:
        page = served.get("/").text
    assert "<h1>Begin a show</h1>" in page
    assert "<code>balado init</code>" in page
