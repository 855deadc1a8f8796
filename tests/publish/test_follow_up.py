"""What follows a publication fails no run: neither the network nor a defect of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from show_builder import Show

from balado.edition.open import Request
from balado.edition.outcome import Outcome
from balado.errors import Fault, RemoteError
from balado.events import Event, Watch
from balado.message import say
from balado.publish import follow_up as afterwards
from balado.publish.follow_up import FollowUpOptions, after_publication
from balado.publish.publish import publish

NOW = datetime(2025, 11, 23, 12, 0, tzinfo=UTC)


class Told:
    """Who is told of events and of defects."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.defects: list[Exception] = []
        self.means = FollowUpOptions(Watch(self.events.append, pause=lambda _s: None), trace=self.defects.append)


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    show = Show(tmp_path / "show")
    show.write_feed(publish="{to: public, url: 'http://127.0.0.1:9/show', verify: true}")
    show.add("a")
    return publish(Request(show.root, NOW, "test"), Watch(lambda _event: None))


@contextmanager
def failing(patch: pytest.MonkeyPatch, error: BaseException) -> Iterator[None]:
    def fail(*_arguments: object) -> tuple[Fault, ...]:
        raise error

    with patch.context() as patched:
        patched.setattr(afterwards, "_prove", fail)
        yield


@pytest.mark.parametrize("error", [ValueError("5,000 digits"), KeyError("location"), RecursionError(), OSError("x")])
def test_a_defect_is_a_warning_and_is_traced(
    error: Exception, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told()
    with failing(monkeypatch, error):
        [fault] = after_publication(outcome, told.means)
    assert fault.severity == "warning"
    assert f"by a defect of Balado: {type(error).__name__}" in str(fault.what)
    assert told.defects == [error]


def test_a_store_that_fails_is_a_warning_and_no_defect(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told()
    with failing(monkeypatch, RemoteError(say("s3://pod is overloaded."))):
        [fault] = after_publication(outcome, told.means)
    assert (fault.severity, told.defects) == ("warning", [])
    assert "s3://pod is overloaded." in str(fault.what)


def test_ctrl_c_ends_what_follows(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing(monkeypatch, KeyboardInterrupt()), pytest.raises(KeyboardInterrupt):
        after_publication(outcome, Told().means)
