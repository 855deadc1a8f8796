"""One publication at a time, and how it ends when the studio is ended."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from balado.cli.session import defect_of
from balado.errors import UsageError
from balado.events import Event, Watch
from balado.message import say
from balado.studio.publication import PublicationProgress, Publisher, Result, Work

DONE = Result(say("Done"))
PLAN = Event("plan", say("2 files to send"), {"bytes": 100})


@dataclass
class Heard:
    """All that pages were told, and how often a publication had ended."""

    told: list[PublicationProgress] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)


@contextmanager
def publisher() -> Iterator[tuple[Publisher, Heard]]:
    heard = Heard()
    made = Publisher(heard.told.append, lambda: heard.ended.append(1), defect_of)
    yield made, heard
    assert made.close(20)


def result_of(work: Work) -> Result:
    with publisher() as (made, heard):
        assert made.start("it", work)
        ended = made.wait()
        assert heard.ended == [1]
    assert ended is not None
    assert ended.result is not None
    return ended.result


def test_what_is_told_and_sent_is_shown_as_it_comes() -> None:
    def work(watch: Watch) -> Result:
        watch.announce(PLAN)
        watch.progress(60)
        watch.announce(Event("uploaded", say("a file"), {}))
        watch.progress(-20)
        watch.announce(Event("verified", say("Looked at"), {}))
        return DONE

    with publisher() as (made, heard):
        made.start("it", work)
        ended = made.wait()
    assert ended is not None
    assert [str(one) for one in ended.told] == ["2 files to send", "Looked at"]
    assert (ended.sent_bytes, ended.total_bytes, ended.is_proven, ended.result) == (40, 100, True, DONE)
    assert ended.seconds_left is not None
    steps = [one.step for one in heard.told]
    assert steps == sorted(steps)


def test_a_second_press_begins_nothing() -> None:
    may_end, ran = threading.Event(), []

    def work(_watch: Watch) -> Result:
        ran.append(1)
        may_end.wait(20)
        return DONE

    with publisher() as (made, _):
        assert made.start("it", work)
        assert made.is_running
        assert [made.start("it", work) for _ in range(3)] == [False] * 3
        may_end.set()
        made.wait()
        assert ran == [1]
        assert made.start("it", work)
        last = made.wait()
    assert last is not None
    assert last.step > 1


def test_what_is_refused_is_told_and_another_one_may_begin() -> None:
    def refused(_watch: Watch) -> Result:
        raise UsageError(say("Not like this."))

    result = result_of(refused)
    assert (result.is_done, str(result.what)) == (False, "Not like this.")
    assert isinstance(result.error, UsageError)


def test_a_defect_of_ours_is_told_too() -> None:
    def broken(_watch: Watch) -> Result:
        raise ZeroDivisionError

    result = result_of(broken)
    assert not result.is_done
    assert result.error is not None


@pytest.mark.parametrize("step", ["progress", "pause", "file"])
def test_the_end_of_the_studio_stops_it_before_the_next_byte(step: str) -> None:
    begun, may_go_on, after = threading.Event(), threading.Event(), []

    def work(watch: Watch) -> Result:
        begun.set()
        may_go_on.wait(20)
        if step == "progress":
            watch.progress(1)
        elif step == "pause":
            watch.pause(600)
        else:
            watch.announce(Event("already-there", say("a file"), {}))
        after.append(1)
        return DONE

    heard = Heard()
    made = Publisher(heard.told.append, lambda: heard.ended.append(1), defect_of)
    made.start("it", work)
    assert begun.wait(20)
    assert not made.close(0)
    may_go_on.set()
    assert made.close(20)
    assert after == []
    assert made.current is not None
    assert made.current.result is not None
    assert "No half file is left" in str(made.current.result.what)
    assert not made.start("it", work)
