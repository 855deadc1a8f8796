"""The page of the report: whole, without a script, in both languages, without a barrier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from chromium import Visits
from lxml import html
from page_judges import objections_of_nu, violations_in_both
from playwright.sync_api import Browser, Page

from balado.cli.session import catalogue
from balado.statistics.figures import EpisodeDay, FailedRequests, Figures, GroupCount, KindCount, ShowDay
from balado.statistics.report.page import ReportPage
from balado.statistics.report.parts import ReportedShow

FIRST = date(2026, 9, 1)
HOSTILE = "<script>alert(1)</script> & “Le \x1b[31mdernier” kilomètre"
DAYS = [FIRST + timedelta(number) for number in range(60)]
FIGURES = Figures(
    tuple(ShowDay(day, 30, 25, 31, 2, {"failed": 1, "method": 2}) for day in DAYS),
    tuple(EpisodeDay(day, guid, count, count) for day in DAYS for guid, count in (("a", 20), ("b", 10))),
    (GroupCount("Apple Podcasts", 900, 12), GroupCount(HOSTILE, 600, 9), GroupCount("", 300, 4)),
    (GroupCount("phone", 1800, 25),),
    (GroupCount("FR", 1700, 20), GroupCount("", 100, 3)),
    (
        KindCount("feed", "", 9000),
        KindCount("audio", "a", 1200),
        KindCount("transcript", "a", 40),
        KindCount("document", "b", 3),
    ),
    (FailedRequests("audio/old.mp3", "404", 12, is_published=False), FailedRequests("", "404", 3, is_published=False)),
    {"late": 4},
)
SHOW = ReportedShow(HOSTILE, {"a": "01-a “Quelles attentes ?”", "b": HOSTILE}, {"a": FIRST, "b": FIRST + timedelta(40)})


def page(language: str, figures: Figures = FIGURES) -> str:
    return ReportPage(figures, SHOW, catalogue([language]), language).html()


@pytest.fixture(scope="module")
def files(new_folder: Callable[[str], Path]) -> dict[str, Path]:
    """The report in both languages, and one of a single day on which nobody came."""
    folder = new_folder("report")
    empty = Figures((ShowDay(FIRST, 0, 0, 0, 0),))
    written = {"fr": page("fr"), "en": page("en"), "empty": page("en", empty)}
    found = {name: folder / f"{name}.html" for name in written}
    for name, path in found.items():
        path.write_text(written[name], encoding="utf-8")
    return found


def test_no_barrier_is_found_in_light_and_dark_and_nothing_is_asked_for(
    files: dict[str, Path], chromium: Browser
) -> None:
    def judged(page: Page) -> list[str]:
        for table in page.locator("summary").all():
            table.click()
        return violations_in_both(page)

    visits = Visits(chromium)
    assert visits.faults(judged, {name: path.as_uri() for name, path in files.items()}) == {}
    visits.close()
    assert visits.complaints == []
    assert set(visits.asked) == {path.as_uri() for path in files.values()}


@pytest.mark.in_depth
def test_the_checker_of_html_has_nothing_to_say(files: dict[str, Path]) -> None:
    assert objections_of_nu(*files.values()) == []


def test_behind_each_chart_stands_a_table_that_says_the_same() -> None:
    tree = html.fromstring(page("en"))
    charts = tree.xpath("//section[svg]")
    assert [chart.get("aria-labelledby") for chart in charts] == [
        "time", "episodes", "beginnings", "applications", "devices", "countries",
    ]  # fmt: skip
    for chart in charts:
        bars = {
            bar.get("y") if chart.get("aria-labelledby") != "time" else bar.get("x") for bar in chart.xpath(".//rect")
        }
        assert len(chart.xpath(".//tbody/tr")) >= len(bars) / 2 > 0
    assert tree.xpath("//script") == []


def rows(part: str, language: str = "en") -> list[list[str]]:
    tree = html.fromstring(page(language))
    return [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in tree.xpath(f"//section[@aria-labelledby='{part}']//tbody/tr")
    ]


def test_each_part_tells_its_figures_and_hides_small_ones() -> None:
    assert rows("time")[0] == ["31 August 2026", "180", "150"]
    assert rows("episodes")[0] == ["01-a “Quelles attentes ?”", "1200", "1200"]
    assert rows("beginnings")[1] == ["01-a “Quelles attentes ?”", "1 September 2026", "140", "600"]
    assert rows("beginnings")[0][1:] == ["11 October 2026", "70", "–"]
    assert rows("applications")[0] == ["Apple Podcasts", "900", "50 %"]
    assert rows("beside")[0] == ["the whole show", "the feed", "9000"]
    assert [row[1:] for row in rows("beside")] == [["the feed", "9000"], ["transcripts", "40"], ["documents", "< 5"]]
    assert rows("failures") == [
        ["audio/old.mp3", "404", "no", "12"],
        ["other addresses, none of them the show’s", "404", "no", "< 5"],
    ]
    assert ["came too late", "< 5"] in rows("requests")


def test_the_page_is_french_in_french() -> None:
    text = html.fromstring(page("fr")).text_content()
    assert "Du 1er septembre 2026 au 30 octobre 2026" in text.replace("\xa0", " ")
    assert rows("beside", "fr")[0] == ["tout le podcast", "le flux", "9000"]
    assert rows("devices", "fr")[0][0] == "téléphone"
    assert rows("countries", "fr")[0][0] == "France"


def test_what_others_wrote_is_text_and_nothing_else() -> None:
    written = page("en")
    assert "<script" not in written
    assert "\x1b" not in written
