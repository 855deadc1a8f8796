"""What is known of a show while it changes; each step is waited for by what is known, never by a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from show_builder import NOW, Show
from studio_runs import edit, options_for

from balado.edition.open import Request
from balado.errors import BaladoError, SourceError
from balado.message import Message, say
from balado.studio.guard import Doors
from balado.studio.look import ShowReader
from balado.studio.run import started
from balado.studio.state import Interrupted, ShowState, Snapshot


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    return made


@contextmanager
def looking(show: Show) -> Iterator[ShowState]:
    with started(options_for(show), Doors(1)) as studio:
        studio.state.wait(lambda known: not known.is_pending)
        yield studio.state


def reader_of(show: Show) -> ShowReader:
    return ShowReader(show.root, lambda: options_for(show).request, "http://127.0.0.1:1/p/x")


def test_everything_is_known_in_the_end(show: Show) -> None:
    with looking(show) as state:
        known = state.snapshot
    assert known.fault is None
    assert known.drawn is not None
    assert [(one.slug, one.state) for one in known.drawn.standings] == [("a", "due")]
    assert known.preview is not None
    assert list(known.preview.episodes) == ["a"]
    assert known.checked is not None


def test_a_show_without_a_cover_is_followed_too(show: Show) -> None:
    (show.root / "episodes/cover.jpg").unlink()
    with looking(show) as state:
        edit(show, "a", "About a", "About b")
        known = state.wait(lambda one: one.preview is not None and one.preview.episodes["a"].written.title == "About b")
        assert known.preview is not None
        assert known.preview.is_sound is False
        assert known.preview.episodes["a"].written.title == "About b"


def test_a_change_of_a_file_is_followed(show: Show) -> None:
    with looking(show) as state:
        edit(show, "a", "About a", "About b")
        known = state.wait(lambda one: one.preview is not None and one.preview.episodes["a"].written.title == "About b")
        assert known.preview is not None
        assert known.preview.episodes["a"].written.title == "About b"


def test_whoever_asked_for_a_look_knows_that_what_is_known_is_older(show: Show) -> None:
    """So a page that waits for it shows nothing of before."""
    with looking(show) as state:
        edit(show, "a", "About a", "About b")
        state.refresh()
        assert state.snapshot.is_pending
        known = state.wait(lambda one: not one.is_pending)
        assert known.preview is not None
        assert known.preview.episodes["a"].written.title == "About b"


def test_what_was_good_last_stays_beside_the_fault(show: Show) -> None:
    with looking(show) as state:
        (show.root / "feed.yaml").write_text("title: [\n", encoding="utf-8")
        known = state.wait(lambda one: one.fault is not None and not one.is_pending)
        assert isinstance(known.fault, SourceError)
        assert known.is_outdated
        assert known.drawn is not None
        assert known.preview is not None
        assert known.preview.show.title == "Le dernier kilomètre"
        assert known.checked is not None
        assert ("feed.yaml", 1) in [(one.place.path, one.place.line) for one in known.checked.faults]
        show.write_feed()
        assert state.wait(lambda one: one.fault is None and not one.is_pending).drawn is not known.drawn


def test_an_empty_folder_is_none_until_a_show_begins(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.root.mkdir()
    with looking(show) as state:
        assert (state.snapshot.glance.is_empty, state.snapshot.fault) == (True, None)
        show.write_feed()
        show.add("a")
        assert state.wait(lambda one: one.drawn is not None).glance.title == "Le dernier kilomètre"


def test_a_store_that_cannot_be_seen_hides_no_preview(show: Show) -> None:
    (show.root / "public").mkdir()
    (show.root / "public" / "feed.xml").write_text("<rss/>", encoding="utf-8")
    with looking(show) as state:
        assert "Balado did not publish" in str(state.snapshot.fault)
        assert state.snapshot.preview is not None
        assert state.snapshot.drawn is None


def test_a_defect_of_ours_is_told_and_ends_nothing(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = reader_of(show)

    def fail(*_: Any) -> Any:
        raise ZeroDivisionError("oh")

    told: list[int] = []
    state = ShowState(reader, told.append, lambda error: BaladoError(_said(error)), lambda: datetime.fromisoformat(NOW))
    with monkeypatch.context() as patch:
        patch.setattr(ShowReader, "judge", fail)
        state.start()
        known = state.wait(lambda one: not one.is_pending)
        assert str(known.fault) == "ZeroDivisionError"
    state.refresh()
    assert state.wait(lambda one: one.fault is None and not one.is_pending).drawn is not None
    assert state.close(20)
    assert told == sorted(set(told))


def _said(error: Exception) -> Message:
    return say("{text}", text=type(error).__name__)


def test_what_is_due_is_looked_at_when_its_time_has_come(show: Show) -> None:
    show.add("b", date="2025-11-23 13:00")
    clock = [datetime.fromisoformat(NOW)]

    def request() -> Request:
        return replace(options_for(show).request, now=clock[0])

    reader = ShowReader(show.root, request, "http://127.0.0.1:1/p/x")
    state = ShowState(reader, lambda _: None, lambda error: BaladoError(_said(error)), lambda: clock[0])
    state.start()

    def states(known: Snapshot) -> dict[str, str]:
        return {one.slug: one.state for one in (known.drawn.standings if known.drawn else ())}

    assert states(state.wait(lambda one: not one.is_pending))["b"] == "scheduled"
    clock[0] += timedelta(minutes=59, seconds=59)
    state.refresh()
    state.wait(lambda one: one.drawn is not None and one.drawn.at == clock[0] and not one.is_pending)
    clock[0] += timedelta(seconds=2)
    assert states(state.wait(lambda one: states(one).get("b") == "due"))["b"] == "due"
    assert state.close(20)


def test_a_look_ends_where_the_server_does(show: Show) -> None:
    with looking(show) as state:
        show.add("b")
    assert state.close(0)  # its thread has ended already
    with pytest.raises(Interrupted):
        state.interrupt()
