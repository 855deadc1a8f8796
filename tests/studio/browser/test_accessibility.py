"""What assistive technology finds in every view of the studio: axe-core's rules, light and dark, names, landmarks."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import Visits
from page_judges import violations
from playwright.sync_api import Page
from show_builder import Show
from studio_runs import ServedStudio, edit, options_for, served_studio

PAGES = ("/", "/findings", "/difference", "/feed", "/history", "/history/1", "/episodes/changed",
         "/episodes/unrecorded", "/text/episodes/live/episode.md?line=3", "/nothing", "/?state=held")  # fmt: skip


def judged(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of its literals
        found += [f"{scheme}: {one}" for one in violations(page)]
    return found


def judged_at(visits: Visits, served: ServedStudio, paths: tuple[str, ...]) -> dict[str, list[str]]:
    page, found = visits.open(served.doors.first_address), {}
    for path in paths:
        page.goto(f"{served.doors.origin}{path}")
        if told := judged(page):
            found[path] = told
    visits.complaints.clear()  # of axe, which speaks to frames that have no origin, and of the page that is none
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_no_barrier_in_light_and_dark(
    visits: Visits, english: ServedStudio, french: ServedStudio, language: str
) -> None:
    served = english if language == "en" else french
    assert judged_at(visits, served, PAGES) == {}


def test_nor_where_the_show_is_broken_or_where_there_is_none(visits: Visits, tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed(explicit="non")
    show.add("a", guid=None)
    edit(show, "a", "title: About a", "titel: About a")
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert judged_at(visits, served, ("/", "/findings", "/difference", "/episodes/a")) == {}
    empty = Show(tmp_path / "empty")
    empty.root.mkdir()
    with served_studio(options_for(empty), empty) as served:
        assert judged_at(visits, served, ("/",)) == {}


def test_a_page_has_its_landmarks_once_and_its_heading_is_its_title(visits: Visits, french: ServedStudio) -> None:
    page = visits.open(french.doors.first_address)
    for path in PAGES[1:7]:
        page.goto(f"{french.doors.origin}{path}")
        for landmark in ("banner", "main", "contentinfo"):
            assert page.get_by_role(landmark).count() == 1, (path, landmark)  # type: ignore[arg-type] # roles of ARIA
        [heading] = page.get_by_role("heading", level=1).all_inner_texts()
        assert page.title().startswith(heading), path
