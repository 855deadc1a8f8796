"""A recording heard window by window: whatever ends a run, the next one goes on and comes to the same."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from programs import need_program
from speech import EngineDouble, write_sound

from balado.workshop.speech import windows, work
from balado.workshop.speech.engine import Hearing
from balado.workshop.speech.listen import HeardSound, Recorded, listen
from balado.workshop.speech.work import KeptWork, kept_work

FRENCH = Hearing("fr", "Claire Hédon.")
WINDOWS = 11


@pytest.fixture(autouse=True)
def short_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "WINDOW_S", 3)
    monkeypatch.setattr(windows, "_LATEST_S", 1)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    path = write_sound(tmp_path_factory.mktemp("sound") / "talk.wav", [(2.2, 0.5), (0.4, 0.0)] * WINDOWS)
    return Recorded(path, "talk.wav", need_program("ffmpeg"))


def heard(recorded: Recorded, engine: EngineDouble, kept: KeptWork) -> HeardSound:
    return listen(recorded, engine, FRENCH, kept, lambda _heard, _before: None)


def in_child(act: Callable[[], object]) -> int:
    """The signal that ended a forked process which did this; 0 where none did."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def killed_while_writing(monkeypatch: pytest.MonkeyPatch, line: int) -> None:
    """Half of this line reaches the disk, and then the process is gone."""
    count = iter(range(1, 1000))

    def fsync(descriptor: int) -> None:
        if next(count) == line:
            os.ftruncate(descriptor, os.fstat(descriptor).st_size - 9)
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(work.os, "fsync", fsync)


@pytest.mark.parametrize("point", range(1, 11))
def test_killed_at_any_window_it_goes_on_and_comes_to_the_same(
    point: int, recorded: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = kept_work(tmp_path, "ab" * 32, "double 1", FRENCH)
    engine = EngineDouble(die_at=None if point % 3 == 0 else point)
    with monkeypatch.context() as patch:
        if point % 3 == 0:
            killed_while_writing(patch, point)
        assert in_child(lambda: heard(recorded, engine, kept)) == signal.SIGKILL
    again = EngineDouble()
    sound = heard(recorded, again, kept)
    whole = EngineDouble()
    assert sound == heard(recorded, whole, KeptWork(None))
    assert len(whole.heard) == WINDOWS
    assert len(again.heard) == WINDOWS - point + 1, "what was kept is not heard again"


def test_times_are_those_of_the_recording(recorded: Recorded) -> None:
    engine = EngineDouble()
    steps: list[tuple[float, float]] = []
    sound = listen(recorded, engine, FRENCH, KeptWork(None), lambda *step: steps.append(step))
    starts = [word.start for word in sound.words]
    assert starts == sorted(starts)
    assert sound.seconds == pytest.approx(2.6 * WINDOWS, abs=0.1)
    assert all(0 <= word.start <= word.end <= sound.seconds for word in sound.words)
    assert steps[0] == (0.0, 0.0)
    assert steps[-1] == (sound.seconds, 0.0)
    assert {hearing for _, hearing in engine.heard} == {FRENCH}
