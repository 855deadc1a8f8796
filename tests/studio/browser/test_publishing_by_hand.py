"""Publishing as a person does it: from the words on the page to what listeners have, by keyboard, and back again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Visits
from page_judges import violations_in_both
from playwright.sync_api import expect
from show_builder import Show
from studio_pages import press
from studio_runs import ServedStudio, edit, options_for, served_studio

from balado.events import Event, Watch
from balado.message import say
from balado.studio.publication import Result


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    return made


@pytest.fixture
def mine(show: Show) -> Iterator[ServedStudio]:
    """The studio of a show that the test changes. Asked for before `visits`: pages are closed before their server."""
    with served_studio(options_for(show), show) as served:
        served.settled()
        yield served


def test_the_whole_way_from_a_file_to_listeners_and_back(mine: ServedStudio, visits: Visits) -> None:
    page, show = visits.open(mine.doors.first_address), mine.show
    press(page, "Publish")
    expect(page.get_by_text("About a” goes live")).to_be_visible()
    edit(show, "a", "title: About a", "title: Something else")
    expect(page.get_by_text("Something else” goes live")).to_be_visible()
    assert violations_in_both(page) == []
    press(page, "Publish now")
    expect(page.get_by_text("Published (publication 1)")).to_be_visible()
    assert violations_in_both(page) == []
    assert b"Something else" in show.published()["feed.xml"]
    page.reload()
    expect(page.get_by_text("Published (publication 1)")).to_be_visible()

    edit(show, "a", "title: Something else", "title: A correction")
    press(page, "Look at what would be published now")
    expect(page.get_by_text("A correction” is updated")).to_be_visible()
    press(page, "Publish now")
    expect(page.get_by_text("Published (publication 2)")).to_be_visible()
    assert b"A correction" in show.published()["feed.xml"]

    press(page, "All publications")
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    press(page, "Publication 1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Publication 1")
    press(page, "Go back to this publication …")
    expect(page.get_by_text("Your files stay as they are")).to_be_visible()
    assert violations_in_both(page) == []
    page.get_by_label("type the title of the show").focus()
    page.keyboard.type(mine.settled().glance.title)
    press(page, "Go back to publication 1")
    expect(page.get_by_text("Publication 1 is published again (as publication 3).")).to_be_visible()
    assert b"Something else" in show.published()["feed.xml"]


def test_what_would_be_lost_is_asked_and_nothing_is_asked_that_a_label_does_not_name(
    mine: ServedStudio, visits: Visits
) -> None:
    show = mine.show
    show.add("b")
    show.publish()
    shutil.rmtree(show.root / "episodes" / "b")
    page = visits.open(mine.doors.first_address)
    page.get_by_role("link", name="Publish", exact=True).click()
    answer = page.get_by_role("group", name="What subscribers would lose").get_by_label("If this is meant, type: b")
    answer.fill("yes")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was published")
    visits.complaints.clear()  # that the answer was an error
    assert violations_in_both(page) == []
    assert b"About b" in show.published()["feed.xml"]
    answer.fill("b")
    page.get_by_role("button", name="Publish now").dblclick()
    expect(page.get_by_text("Published (publication 2)")).to_be_visible()
    assert b"About b" not in show.published()["feed.xml"]
    assert len(list(show.root.rglob("generations/*"))) == 2


def test_a_bar_follows_what_is_sent_without_anybody_asking(mine: ServedStudio, visits: Visits) -> None:
    may_end = threading.Event()

    def work(watch: Watch) -> Result:
        watch.announce(Event("plan", say("1 file to send"), {"bytes": 4_000_000}))
        watch.pause(0.3)
        watch.progress(1_000_000)
        may_end.wait(30)
        return Result(say("It is done."))

    page = visits.open(mine.doors.first_address)
    assert mine.studio.publishing.publisher.start("it", work)
    page.goto(f"{mine.doors.origin}/publish/run")
    expect(page.get_by_role("progressbar", name="Files sent")).to_have_js_property("value", 1_000_000)
    expect(page.get_by_text("1.0 MB of 4.0 MB sent, ")).to_be_visible()
    assert violations_in_both(page) == []
    may_end.set()
    expect(page.get_by_text("It is done.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
