"""Going back to an earlier publication from its history."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, edit, options_for, served_studio


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """Twice published: the second time with another title, and an episode more."""
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    made.publish()
    edit(made, "a", "title: About a", "title: Another title")
    made.add("b")
    made.publish()
    return made


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(number|newest)" value="(\d+)"', page))


def title_of(served: ServedStudio) -> str:
    return served.settled().glance.title


def test_it_says_what_listeners_lose_and_does_it_when_both_names_are_typed(show: Show) -> None:
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert '<a href="/back/1">' in served.get("/history/1").text
        assert "/back/" not in served.get("/history/2").text
        page = served.get("/back/1").text
        assert "The live episode b would leave the feed." in page
        assert "leaves the feed" in page
        [field] = re.findall(r'name="(consent-[0-9a-f]{16})"', page)
        form, title = fields_of(page), title_of(served)
        for given in ({}, {"title": title}, {field: "b"}, {"title": "x", field: "b"}):
            assert served.post("/back", {**form, **given}).status == 422
        assert b"Another title" in show.published()["feed.xml"]
        answer = served.post("/back", {**form, "title": title, field: "b"})
        assert answer.headers["location"] == "/publish/run"
        served.studio.publishing.publisher.wait()
        assert "Publication 1 is published again (as publication 3)" in served.get("/publish/run").text
        again = served.post("/back", {**form, "title": title, field: "b"})
    feed = show.published()["feed.xml"]
    assert b"About a" in feed
    assert b"Another title" not in feed
    assert again.headers["location"] == "/publish/run"


@pytest.mark.parametrize(("number", "why"), [("2", "is the newest"), ("9", "There is no publication 9")])
def test_where_there_is_no_way_it_says_why(show: Show, number: str, why: str) -> None:
    with served_studio(options_for(show), show) as served:
        page = served.get(f"/back/{number}")
        answer = served.post("/back", {"number": number, "newest": "2", "title": title_of(served)})
    assert (page.status, answer.status) == (409, 409)
    assert why in page.text


def test_a_number_that_is_none_is_no_page(show: Show) -> None:
    with served_studio(options_for(show), show) as served:
        assert served.post("/back", {"number": "../1", "newest": "2"}).status == 404
