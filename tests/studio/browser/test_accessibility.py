"""What assistive technology finds in every view of the studio: axe-core's rules, light and dark, names, widths, keys.

Each view is visited once in each language, in French by `.ci/run` alone. What only another ground can change, contrast,
is judged in English alone, and again in the dark: words have no colours.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from chromium import Visits
from counted_shows import count_downloads, listeners
from page_judges import GROUND, violations, violations_in_both
from playwright.sync_api import Browser, Page, expect
from show_builder import Show
from starlette.routing import Route
from studio_pages import visited_studio
from studio_runs import ServedStudio, edit, options_for, served_studio, show_of_every_state
from workers import first_of

from balado.studio.app import FIRST_VIEWS, further_views
from balado.studio.change import ChangeRoute

DRAFT = "episodes/waiting/transcript.draft.vtt"
PAGES: Mapping[str, tuple[str, ...]] = {
    "/": ("/", "/?state=held"),
    "/findings": ("/findings",),
    "/difference": ("/difference",),
    "/feed": ("/feed",),
    "/history": ("/history",),
    "/history/{number}": ("/history/1",),
    "/back/{number:int}": ("/back/1",),
    "/saves": ("/saves",),
    "/statistics": ("/statistics", "/statistics?episode=live"),
    "/publish": ("/publish",),
    "/publish/run": ("/publish/run",),
    "/takedown": ("/takedown",),
    "/work": ("/work",),
    "/cover": ("/cover",),
    "/transcribe/{slug}": ("/transcribe/live",),
    "/new": ("/new",),
    "/edit/show": ("/edit/show",),
    "/edit/episodes/{slug}": ("/edit/episodes/changed", "/edit/episodes/filed"),
    "/edit/chapters/{slug}": ("/edit/chapters/filed",),
    "/episodes/{slug}": ("/episodes/changed", "/episodes/unrecorded"),
    "/episodes/{slug}/recording": ("/episodes/live/recording",),
    "/episodes/{slug}/withdraw": ("/episodes/live/withdraw",),
    "/text/{path:path}": ("/text/episodes/live/episode.md?line=3", "/text/feed.yaml"),
    "/transcripts/{path:path}": (f"/transcripts/{DRAFT}", "/transcripts/episodes/broken/transcript.vtt"),
    "/transcript-import/{slug}": ("/transcript-import/changed",),
}
"""Every view by its route, and where it is visited."""

ELSEWHERE = {
    "/begin": "where there is no show: below",
    "/handover": "in a work tree of git: below",
    "/files/{batch}": "after files were dropped: test_dropping.py",
    "/files/{batch}/{number}": "a picture",
    "/events": "a stream",
    "/assets/{name}": "files of ours",
    "/p/{secret}/{key:path}": "the pages of the show: tests/site",
    "/transcript-changes": "data for a script",
    "/transcript-found": "a piece of a page: test_reading.py",
}
CUT = """width => [...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= width + 1 || one.closest('.unseen, .skip')) return false;
    for (let up = one.parentElement; up; up = up.parentElement)
        if (getComputedStyle(up).overflowX !== 'visible') return false;
    return true;
}).map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
UNNAMED = re.compile(
    r"^\s*- (?:button|link|textbox|combobox|checkbox|radio|slider|spinbutton|searchbox)(?: \[.*\])?:?$"
)


def judged(page: Page) -> list[str]:
    """What is wrong with a page as it stands, everything that can be opened open."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = []
    for width in (360, 1024):
        page.set_viewport_size({"width": width, "height": 740})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: scrolls sideways")
        found += [f"{width}: {one}" for one in page.evaluate(CUT, width)]
    if page.evaluate("document.documentElement.lang") == "en":
        found += violations_in_both(page)
    else:
        found += [f"light: {one}" for one in violations(page, without=GROUND)]
    found += [f"no name: {line}" for line in page.locator("body").aria_snapshot().splitlines() if UNNAMED.match(line)]
    return found


def judged_at(page: Page, served: ServedStudio, paths: tuple[str, ...]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        page.goto(f"{served.doors.origin}{path}")
        if told := judged(page):
            found[path] = told
    return found


def judged_in(visits: Visits, served: ServedStudio, *paths: str) -> dict[str, list[str]]:
    """What is wrong with pages of a studio that this test alone has."""
    found = judged_at(visits.open(served.doors.first_address), served, paths)
    visits.complaints.clear()  # of axe, which speaks to frames that have no origin
    visits.close()
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Show:
    """A show in every state, with chapters in a file and a transcript that cannot be read besides."""
    show = show_of_every_state(tmp_path_factory.mktemp("access") / "show")
    show.add("filed", draft="true", people="[{name: Ada Lovelace, role: guest, x-note: mine}, {name: Bob}]")
    (show.root / "episodes/filed/chapters.txt").write_text("00:00:00 A\n0:01 B\n", encoding="utf-8")
    show.add("broken", draft="true")
    (show.root / "episodes/broken/transcript.vtt").write_text("no captions\n", encoding="utf-8")
    heard = [*listeners(show, "live", "2025-11-02", 9), *listeners(show, "changed", "2025-11-03", 2)]
    count_downloads(show, tmp_path_factory.mktemp("access") / "logs", heard)
    return show


@pytest.fixture(scope="module", params=first_of(["en", "fr"], 1))
def served(
    shown: Show, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[ServedStudio]:
    """Its studio in each language."""
    cache = tmp_path_factory.mktemp("access") / "inspections.json"
    with served_studio(options_for(shown, cache, language=request.param), shown) as found:
        found.settled()
        yield found


@pytest.fixture(scope="module")
def page(served: ServedStudio, chromium: Browser) -> Iterator[Page]:
    """One page that goes through all views in this language: a browser that was never used takes as long as a view."""
    visits = Visits(chromium)
    yield visits.open(served.doors.first_address)
    visits.close()
    assert visits.foreign(served.doors.origin) == []


def test_every_view_is_judged() -> None:
    routes = [one for view in (*FIRST_VIEWS, *further_views()) for one in (*view.ROUTES, *getattr(view, "CHANGES", ()))]
    views = {one.path for one in routes if isinstance(one, Route) and "GET" in (one.methods or ())}
    assert not any(isinstance(one, ChangeRoute) and one.path in PAGES for one in routes if one.methods == {"GET"})
    assert views - set(ELSEWHERE) == set(PAGES)


@pytest.mark.parametrize("route", PAGES)
def test_no_view_has_a_barrier_is_cut_off_or_has_a_control_without_a_name(
    page: Page, served: ServedStudio, route: str
) -> None:
    assert judged_at(page, served, PAGES[route]) == {}


def test_nor_has_the_page_that_is_none(page: Page, served: ServedStudio) -> None:
    assert judged_at(page, served, ("/nothing",)) == {}


@pytest.mark.in_depth
def test_nor_where_the_show_is_broken_or_where_there_is_none(visits: Visits, tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed(explicit="non")
    show.add("a", guid=None)
    edit(show, "a", "title: About a", "titel: About a")
    with visited_studio(visits, options_for(show), show) as served:
        served.settled()
        assert judged_in(visits, served, "/", "/findings", "/difference", "/episodes/a", "/edit/episodes/a") == {}
        (show.root / "episodes/a/episode.md").write_text("---\ntitle: [a\n---\n", encoding="utf-8")
        assert judged_in(visits, served, "/edit/episodes/a") == {}
    empty = Show(tmp_path / "empty")
    empty.root.mkdir()
    with visited_studio(visits, options_for(empty), empty) as served:
        assert judged_in(visits, served, "/", "/begin") == {}


def test_nor_has_the_page_that_hands_over(visits: Visits, tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    subprocess.run(["git", "init", "-q", str(show.root)], check=True)
    with visited_studio(visits, options_for(show), show) as served:
        assert judged_in(visits, served, "/handover") == {}


def test_nor_has_a_form_that_was_refused(visits: Visits, tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    with visited_studio(visits, options_for(show, tmp_path / "i.json"), show) as served:
        page = visits.open(served.doors.first_address)
        page.goto(f"{served.doors.origin}/edit/episodes/a")
        page.locator("#f-season").fill("none")
        edit(show, "a", "title: About a", "title: Theirs")
        page.locator("#f-title").fill("Mine")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("#clashes, #summary:not(.quiet)").first).to_be_visible()
        assert judged(page) == []
    visits.complaints.clear()  # of axe, and that a form was answered with 422


def test_a_page_has_its_landmarks_once_and_its_heading_is_its_title(visits: Visits, french: ServedStudio) -> None:
    page = visits.open(french.doors.first_address)
    for path in ("/findings", "/difference", "/feed", "/history", "/history/1", "/episodes/changed"):
        page.goto(f"{french.doors.origin}{path}")
        for landmark in ("banner", "main", "contentinfo"):
            assert page.get_by_role(landmark).count() == 1, (path, landmark)  # type: ignore[arg-type] # roles of ARIA
        [heading] = page.get_by_role("heading", level=1).all_inner_texts()
        assert page.title().startswith(heading), path
