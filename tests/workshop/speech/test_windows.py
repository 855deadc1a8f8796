"""A recording as sound for an engine: in windows that are cut where it is quiet, the same ones on every run."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from programs import need_program
from speech import write_sound

from balado.errors import MediaError
from balado.workshop.speech.engine import BYTES_PER_SECOND, RATE_HZ
from balado.workshop.speech.windows import WINDOW_S, windows


@pytest.fixture(scope="module")
def program() -> str:
    return need_program("ffmpeg")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """150 seconds of tones of 4.5 seconds, each followed by half a second of silence."""
    return write_sound(tmp_path_factory.mktemp("sound") / "talk.wav", [(4.5, 0.5), (0.5, 0.0)] * 30)


def test_windows_follow_one_another_and_are_cut_in_silence(program: str, recording: Path) -> None:
    found = list(windows(program, recording, "talk.wav"))
    assert [(one.after - one.first) * 2 == len(one.sound) for one in found] == [True] * len(found)
    assert [one.after for one in found[:-1]] == [other.first for other in found[1:]]
    assert (found[0].first, found[-1].after) == (0, 150 * RATE_HZ)
    assert max(len(one.sound) for one in found) <= WINDOW_S * BYTES_PER_SECOND
    for one, _ in pairwise(found):
        assert one.after / RATE_HZ % 5 > 4.5, "in one of the silences"


def test_a_run_that_goes_on_has_the_same_windows(program: str, recording: Path) -> None:
    found = list(windows(program, recording, "talk.wav"))
    assert list(windows(program, recording, "talk.wav", found[1].first)) == found[1:]


def test_nothing_is_left_behind_where_the_end_is_reached(program: str, recording: Path) -> None:
    assert list(windows(program, recording, "talk.wav", 150 * RATE_HZ)) == []


@pytest.mark.parametrize("content", [b"", b"no recording at all"])
def test_what_cannot_be_played_is_refused(program: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "talk.mp3").write_bytes(content)
    with pytest.raises(MediaError) as refusal:
        list(windows(program, tmp_path / "talk.mp3", "episodes/a/talk.mp3"))
    assert refusal.value.faults[0].place.path == "episodes/a/talk.mp3"


def test_a_decoder_that_is_killed_gives_no_last_window(program: str, recording: Path, tmp_path: Path) -> None:
    fails = tmp_path / "ffmpeg"
    fails.write_text(f'#!/bin/sh\n"{program}" "$@" | head -c 3000000\nexit 1\n')
    fails.chmod(0o755)
    found = windows(str(fails), recording, "talk.wav")
    assert next(found).first == 0
    with pytest.raises(MediaError):
        next(found)


def test_who_stops_reading_ends_the_decoder(program: str, recording: Path) -> None:
    reading = windows(program, recording, "talk.wav")
    next(reading)
    reading.close()  # type: ignore[attr-defined] # a generator
