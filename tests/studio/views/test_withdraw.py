"""An episode withdrawn from its page, and brought back: a line of its text, told before, published as everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, edit, options_for, served_studio

from balado.studio.look import Drawn


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """`a` and `b` are live, `c` is to come."""
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    made.add("b")
    made.add("c", date="2025-12-24 08:00")
    made.publish()
    return made


def text_of(show: Show, slug: str) -> str:
    return (show.root / "episodes" / slug / "episode.md").read_text(encoding="utf-8")


def publish(served: ServedStudio, number: int) -> None:
    """What the page shows once the studio has looked at what was saved."""
    served.studio.state.wait(lambda one: not one.is_pending and one.drawn is not None and planned(one.drawn) == number)
    [shown] = re.findall(r'name="shown" value="([0-9a-f]{64})"', served.get("/publish").text)
    assert served.post("/publish", {"shown": shown}).status == 303
    served.studio.publishing.publisher.wait()
    assert f"Published (publication {number})" in served.get("/publish/run").text


def planned(drawn: Drawn) -> int:
    """The number of the publication that is drawn up; that of the last one where nothing is to be done."""
    return drawn.comparison.draft.plan.generation.number


def test_it_says_what_listeners_keep_and_lose_then_writes_one_line_and_publishing_asks_nothing(show: Show) -> None:
    before = text_of(show, "a")
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert 'href="/episodes/a/withdraw"' in served.get("/episodes/a").text
        page = served.get("/episodes/a/withdraw").text
        assert "Who has downloaded it keeps it" in page
        assert "It can be taken back" in page
        answer = served.post("/withdraw", {"slug": "a", "withdrawn": "yes"})
        told = served.get(answer.headers["location"]).text
        assert "is written in episodes/a/episode.md" in told
        assert text_of(show, "a").replace("withdrawn: true\n", "") == before
        assert b"About a" in show.published()["feed.xml"]
        publish(served, 2)
        assert b"About a" not in show.published()["feed.xml"]

        answer = served.post("/withdraw", {"slug": "a"})
        assert "Listeners get the episode with the next publication" in served.get(answer.headers["location"]).text
        assert text_of(show, "a") == before
        publish(served, 3)
    assert b"About a" in show.published()["feed.xml"]


def test_it_is_taken_back_like_every_save(show: Show) -> None:
    before = text_of(show, "a")
    with served_studio(options_for(show), show) as served:
        answer = served.post("/withdraw", {"slug": "a", "withdrawn": "yes"})
        page = served.get(answer.headers["location"]).text
        [path, after] = re.findall(r'name="(?:path|after)" value="([^"]+)"', page)
        assert served.post("/edit/undo", {"path": path, "after": after}).status == 303
    assert text_of(show, "a") == before


def test_of_one_that_is_to_come_it_says_that_nobody_has_it(show: Show) -> None:
    show.add("d", draft="true")
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert "Nobody has it yet" in served.get("/episodes/c/withdraw").text
        assert "listeners never had it" in served.get("/episodes/d/withdraw").text


def test_a_text_that_cannot_be_read_is_not_written(show: Show) -> None:
    edit(show, "a", "title: About a", "title: [About")
    before = text_of(show, "a")
    with served_studio(options_for(show), show) as served:
        answer = served.post("/withdraw", {"slug": "a", "withdrawn": "yes"})
    assert answer.status == 422
    assert "episodes/a/episode.md" in answer.text
    assert text_of(show, "a") == before


@pytest.mark.parametrize("slug", ["", "x", "../a", "a/../b"])
def test_another_file_is_none(show: Show, slug: str) -> None:
    with served_studio(options_for(show), show) as served:
        assert served.post("/withdraw", {"slug": slug, "withdrawn": "yes"}).status == 404
