"""Who has no terminal sees whether the show is heard, or what to ask for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from counted_shows import count_downloads, listeners
from delivery_logs import Get
from lxml import html
from page_judges import objections_of_nu
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

SUNDAY, MONDAY = "2025-11-02", "2025-11-03"


@pytest.fixture(scope="module")
def counted(new_folder: Callable[[str], Path]) -> Show:
    """A show of two episodes, heard on a Sunday and, after a day without a log, on a Tuesday."""
    folder = new_folder("heard")
    show = Show(folder / "show")
    show.write_feed()
    show.add("a", seconds=90)
    show.add("b", seconds=90)
    show.publish()
    show.add("draft", draft=True)
    gone = Get("show/audio/of-one.mp3", "192.0.2.1", SUNDAY, status=404)
    old = [Get("show/audio/old.mp3", f"192.0.2.{number}", SUNDAY, status=404) for number in range(5)]
    a, b = listeners(show, "a", SUNDAY, 7), listeners(show, "b", SUNDAY, 2)
    count_downloads(show, folder / "logs", [*a, *b, *listeners(show, "a", "2025-11-04", 6), gone, *old])
    return show


@pytest.fixture(scope="module")
def served(counted: Show) -> Iterator[ServedStudio]:
    with served_studio(options_for(counted), counted) as found:
        found.settled()
        yield found


def rows(page: str, part: str) -> list[list[str]]:
    tree = html.fromstring(page)
    found = tree.xpath(f"//section[@aria-labelledby='{part}']//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_the_last_days_are_shown_by_day_and_by_episode_and_small_figures_are_not(served: ServedStudio) -> None:
    page = served.get("/statistics").text
    assert rows(page, "time") == [
        ["2 November 2025", "9", "7"],
        ["3 November 2025", "0", "0"],
        ["4 November 2025", "6", "6"],
    ]
    assert rows(page, "episodes") == [["About a", "13", "13"], ["About b", "< 5", "< 5"]]
    assert rows(page, "failures") == [
        ["audio/old.mp3", "404", "no", "5"],
        ["other addresses, none of them the show’s", "404", "no", "< 5"],
    ]
    assert "1 day in between was not counted" in page
    assert '<svg class="chart"' in page


def test_a_period_and_an_episode_are_chosen(served: ServedStudio) -> None:
    assert rows(served.get(f"/statistics?until={MONDAY}").text, "episodes")[0] == ["About a", "7", "7"]
    page = served.get("/statistics?since=2025-11-04&until=2025-11-01&episode=a").text
    assert rows(page, "time") == [["2 November 2025", "7", "7"], ["3 November 2025", "0", "0"],
                                  ["4 November 2025", "6", "6"]]  # fmt: skip
    assert rows(page, "applications") == rows(page, "failures") == rows(page, "episodes") == []
    assert '<option value="a" selected>' in page
    assert rows(served.get("/statistics?episode=b").text, "time")[0] == ["2 November 2025", "< 5", "< 5"]


def test_what_is_no_day_and_no_episode_is_as_if_it_were_not_asked(served: ServedStudio) -> None:
    usual = rows(served.get("/statistics").text, "episodes")
    for asked in ("since=x", "until=0000-00-00", "since=%F0%9F%92%A3&until=1", "since=0001-01-01&until=9999-12-31"):
        assert rows(served.get(f"/statistics?{asked}").text, "episodes") == usual, asked


@pytest.mark.parametrize(("slug", "name"), [("draft", "About draft"), ("%3Cscript%3E", "&lt;script&gt;")])
def test_an_episode_that_was_never_published_has_no_figures(slug: str, name: str, served: ServedStudio) -> None:
    page = served.get(f"/statistics?episode={slug}").text
    assert "has been published yet, so there are no figures of it." in page
    assert f"<h1>Statistics of “{name}”</h1>" in page
    assert rows(page, "time") == []
    assert "<script>" not in page


def test_the_heading_names_the_episode_that_is_shown(served: ServedStudio) -> None:
    assert "<h1>Statistics of “About a”</h1>" in served.get("/statistics?episode=a").text
    assert "<h1>Statistics</h1>" in served.get("/statistics").text


@pytest.mark.parametrize(
    "asked", ["since=0001-01-01&until=2020-01-01", "until=0001-01-01", "until=2025-11-01", "since=2025-11-05",
              "since=9999-12-31"],
)  # fmt: skip
def test_a_period_in_which_nothing_was_counted_says_which_days_there_are(asked: str, served: ServedStudio) -> None:
    found = served.get(f"/statistics?{asked}")
    assert found.status == 200
    assert "there are days from 2 November 2025 to 4 November 2025" in found.text


def test_figures_that_are_old_are_told_to_be(served: ServedStudio) -> None:
    assert "The last day that was counted is 4 November 2025." in served.get("/statistics").text


def test_an_episode_leads_to_its_own_figures(served: ServedStudio) -> None:
    assert 'href="/statistics?episode=a"' in served.get("/episodes/a").text


@pytest.mark.in_depth
def test_it_is_a_page_that_the_checker_of_html_has_nothing_to_say_of(served: ServedStudio, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(served.get("/statistics").text, "utf-8")
    assert objections_of_nu(tmp_path / "page.html") == []


def test_neither_a_log_is_opened_nor_anything_written(counted: Show, served: ServedStudio, tmp_path: Path) -> None:
    kept = {path: path.read_bytes() for path in counted.root.rglob("*") if path.is_file()}
    (counted.root.parent / "logs").rename(tmp_path / "logs")
    try:
        assert rows(served.get("/statistics").text, "episodes")[0] == ["About a", "13", "13"]
    finally:
        (tmp_path / "logs").rename(counted.root.parent / "logs")
    assert {path: path.read_bytes() for path in counted.root.rglob("*") if path.is_file()} == kept


def test_where_nothing_was_counted_it_says_what_to_ask_for(french: ServedStudio) -> None:
    page = french.get("/statistics").text
    assert "balado stats --logs s3://my-logs/podcast" in page
    assert "balado help data-protection" in page
    assert "<svg" not in page


def test_without_what_counts_it_says_what_installs_it(served: ServedStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    page = served.get("/statistics").text
    assert "needs DuckDB, which is not installed" in page
    assert "balado stats --html DIR" in page


def test_a_state_that_cannot_be_read_is_told(counted: Show, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(counted.root, tmp_path / "show", symlinks=True)
    show = Show(tmp_path / "show")
    [ledger] = (show.root / ".public.balado/statistics/ledgers").iterdir()
    day = next((show.root / ".public.balado/statistics/days").iterdir())
    with served_studio(options_for(show), show) as found:
        day.write_bytes(day.read_bytes()[:-9])
        page = found.get("/statistics").text
        assert f"The aggregates statistics/days/{day.name} in the state are damaged" in page.replace("<wbr>", "")
        assert "Send this sentence to the person who runs the nightly job" in page
        ledger.write_bytes(b"no ledger")
        page = found.get("/statistics").text
        assert "is damaged" in page
        assert "sees the same figures" not in page
