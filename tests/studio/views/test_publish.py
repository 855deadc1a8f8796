"""Publishing from the studio: what was shown is published, once, and nothing that subscribers would miss unasked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from show_builder import NOW, Show
from studio_runs import Answered, ServedStudio, edit, options_for, served_studio


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    return made


@contextmanager
def serving(show: Show) -> Iterator[ServedStudio]:
    with served_studio(options_for(show), show) as served:
        served.settled()
        yield served


def shown_in(page: str) -> str:
    [name] = re.findall(r'name="shown" value="([0-9a-f]{64})"', page)
    return str(name)


def press(served: ServedStudio, **fields: str) -> Answered:
    """The button, on what is shown now."""
    return served.post("/publish", {"shown": shown_in(served.get("/publish").text), **fields})


def ended(served: ServedStudio) -> str:
    served.studio.publishing.publisher.wait()
    return served.get("/publish/run").text


def looked_again(served: ServedStudio, number: int) -> None:
    served.studio.state.wait(lambda one: not one.is_pending and one.newest is not None and one.newest.number == number)


def records(show: Show) -> int:
    return len(list(show.root.rglob("generations/*")))


def test_who_saved_a_moment_ago_is_shown_what_that_changes(show: Show) -> None:
    with serving(show) as served:
        edit(show, "a", "title: About a", "title: Something else")
        served.studio.state.refresh()
        assert "a “Something else” goes live" in served.get("/publish").text


def test_what_is_not_known_yet_is_not_offered(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balado.studio.views.publish._PATIENCE_SECONDS", 0.0)
    with serving(show) as served:
        monkeypatch.setattr(served.studio.state, "_snapshot", replace(served.settled(), is_pending=True))
        page = served.get("/publish").text
        assert "This is being worked out." in page
        assert 'name="shown"' not in page


def test_what_is_shown_is_published_and_a_reload_publishes_nothing_twice(show: Show) -> None:
    with serving(show) as served:
        page = served.get("/publish").text
        assert "a “About a” goes live" in page
        assert " to send, " in page
        answer = press(served)
        assert (answer.status, answer.headers["location"]) == (303, "/publish/run")
        told = ended(served)
        assert "Published (publication 1)" in told
        assert "/feed.xml" in told
        before = show.published()
        assert "Published (publication 1)" in served.get("/publish/run").text
        late = served.post("/publish", {"shown": shown_in(page)})
        looked_again(served, 1)
        again = served.post("/publish", {"shown": shown_in(page)})
        told = served.get("/publish/run").text
    assert [one.headers["location"] for one in (late, again)] == ["/publish/run"] * 2
    assert "Published (publication 1)" in told
    assert show.published() == before
    assert records(show) == 1


def test_before_anything_was_begun_there_is_no_run(show: Show) -> None:
    with serving(show) as served:
        answer = served.get("/publish/run")
    assert (answer.status, answer.headers["location"]) == (303, "/publish")


def test_a_source_that_changed_meanwhile_is_shown_anew(show: Show) -> None:
    with serving(show) as served:
        old = shown_in(served.get("/publish").text)
        version = served.studio.state.snapshot.version
        edit(show, "a", "title: About a", "title: Something else")
        served.studio.state.wait(lambda one: one.version > version and not one.is_pending)
        answer = served.post("/publish", {"shown": old})
        assert answer.status == 409
        assert "The show changed since you looked" in answer.text
        assert "Something else" in answer.text
    assert not (show.root / "public" / "feed.xml").exists()


def test_so_is_one_that_the_page_does_not_know_of_yet(show: Show) -> None:
    with serving(show) as served:
        served.studio.state.close(20)
        old = shown_in(served.get("/publish").text)
        edit(show, "a", "title: About a", "title: Something else")
        assert served.post("/publish", {"shown": old}).status == 303
        told = ended(served)
    assert "The show changed since you looked" in told
    assert not (show.root / "public" / "feed.xml").exists()


def test_who_goes_to_publish_sees_what_was_published_elsewhere_meanwhile(show: Show) -> None:
    clock = [datetime.fromisoformat(NOW)]
    with served_studio(replace(options_for(show), now=lambda: clock[0]), show) as served:
        served.settled()
        old = shown_in(served.get("/publish").text)
        show.publish()
        clock[0] += timedelta(minutes=2)
        served.get("/publish")
        looked_again(served, 1)
        assert served.post("/publish", {"shown": old}).status == 409
    assert records(show) == 1


def test_a_lost_episode_is_a_question_whose_answer_is_typed(show: Show) -> None:
    show.add("b")
    show.publish()
    shutil.rmtree(show.root / "episodes" / "b")
    with serving(show) as served:
        page = served.get("/publish").text
        assert "The live episode b would leave the feed." in page
        assert "in its episode.md, or: answer below" in page
        assert "--consent" not in page
        [field] = re.findall(r'name="(consent-[0-9a-f]{16})"', page)
        for typed in ("", "a", "yes"):
            refused = press(served, **{field: typed})
            assert refused.status == 422
            assert "Nothing was published" in refused.text
        assert b"About b" in show.published()["feed.xml"]
        assert press(served, **{field: "b"}).status == 303
        assert "Published (publication 2)" in ended(served)
    assert b"About b" not in show.published()["feed.xml"]


def test_what_is_held_back_is_shown_with_its_findings_and_the_rest_is_published(show: Show) -> None:
    show.add("b", explicit="maybe")
    with serving(show) as served:
        page = served.get("/publish").text
        assert "held back" in page
        assert '<a href="/episodes/b">' in page
        press(served)
        assert "Published (publication 1)" in ended(served)
    assert b"About b" not in show.published()["feed.xml"]


def test_a_broken_show_has_no_button(show: Show) -> None:
    with serving(show) as served:
        old = shown_in(served.get("/publish").text)
        show.write_feed(language="french")
        served.studio.state.wait(lambda one: one.fault is not None)
        assert 'name="shown"' not in served.get("/publish").text
        assert served.post("/publish", {"shown": old}).status == 409


@pytest.mark.parametrize("path", ["/publish", "/back"])
def test_without_its_token_a_form_does_nothing(show: Show, path: str) -> None:
    with serving(show) as served:
        shown = shown_in(served.get("/publish").text)
        assert served.post(path, {"csrf": "", "shown": shown}).status == 403
        assert served.studio.publishing.publisher.current is None
    assert not (show.root / "public").exists()


def test_a_preview_has_none_of_it(french: ServedStudio) -> None:
    for path in ("/publish", "/publish/run", "/back/1"):
        assert french.get(path).status == 404
    for path in ("/publish", "/back"):
        assert french.post(path, {}).status in (404, 405)
    assert "/publish" not in french.get("/").text
