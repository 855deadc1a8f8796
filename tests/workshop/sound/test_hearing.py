"""A recording is heard while it is written, and what is heard is what the finished file holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import BinaryIO

import pytest
from audio_samples import encode, ffmpeg
from masters import SECONDS, given
from programs import need_program

from balado.facts import SoundFacts
from balado.media.loudness import measure_sound
from balado.workshop.sound.hearing import hear_while_made

FOUND = SoundFacts(loudness_lufs=-19.0, heard=timedelta(seconds=1.2))


@pytest.mark.parametrize("channels", ["mono", "wide"])
def test_it_is_heard_as_the_finished_file_is_to_the_sample(channels: str, tmp_path: Path) -> None:
    path, heard = tmp_path / "talk.mp3", []
    sound = given(tmp_path / "sound.wav", channels)

    def make() -> None:
        ffmpeg("-i", str(sound), "-af", "adelay=1300:all=1,apad=pad_dur=1.7", "-b:a", "96k", str(path))

    def listen(recording: Path | BinaryIO) -> SoundFacts | None:
        heard.append(recording)
        return measure_sound(need_program("ffmpeg"), recording, timedelta(seconds=SECONDS + 3))

    found = hear_while_made(path, make, listen)
    assert (len(heard), found) == (1, listen(path))
    assert found is not None
    assert found.heard == timedelta(seconds=SECONDS + 3)


def test_what_is_written_is_heard_before_the_rest_is(tmp_path: Path) -> None:
    path, is_heard = tmp_path / "talk.mp3", Event()
    whole = encode(tmp_path / "whole.mp3", 1).read_bytes()
    read = []

    def make() -> None:
        with path.open("wb") as file:
            file.write(whole[:2000])
            file.flush()
            assert is_heard.wait(60)
            file.write(whole[2000:])

    def listen(recording: Path | BinaryIO) -> SoundFacts:
        assert not isinstance(recording, Path)
        read.append(recording.read(2000))
        is_heard.set()
        read.append(recording.read())
        return FOUND

    assert hear_while_made(path, make, listen) == FOUND.model_copy(update={"heard": timedelta(seconds=1)})
    assert b"".join(read) == whole


def test_what_was_heard_otherwise_than_the_file_says_is_heard_anew(tmp_path: Path) -> None:
    path, heard = tmp_path / "talk.mp3", []

    def listen(recording: Path | BinaryIO) -> SoundFacts:
        heard.append(recording)
        if isinstance(recording, Path):
            return FOUND
        recording.read()
        return FOUND.model_copy(update={"heard": timedelta(seconds=0.9)})

    assert hear_while_made(path, lambda: encode(path, 1), listen) == FOUND
    assert heard[1:] == [path]


def test_who_hears_may_give_up_and_what_is_made_is_made(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    whole = encode(tmp_path / "whole.mp3", 1).read_bytes()

    def make() -> None:
        path.write_bytes(whole + bytes(1_000_000))

    def listen(_recording: Path | BinaryIO) -> None:
        return None  # as where the program cannot be started, or dies

    assert hear_while_made(path, make, listen) is None
    assert path.stat().st_size == len(whole) + 1_000_000


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError])
def test_who_hears_ends_with_what_is_made(interruption: type[BaseException], tmp_path: Path) -> None:
    path, ends = tmp_path / "talk.mp3", []

    def make() -> None:
        path.write_bytes(b"the beginning")
        raise interruption

    def listen(recording: Path | BinaryIO) -> None:
        assert not isinstance(recording, Path)
        ends.append(recording.read())

    with pytest.raises(interruption):
        hear_while_made(path, make, listen)
    assert len(ends) == 1


def test_of_an_earlier_attempt_nothing_is_heard(tmp_path: Path) -> None:
    path, is_there = tmp_path / "talk.mp3", []
    path.write_bytes(b"earlier" * 9000)

    def make() -> None:
        is_there.append(path.exists())
        encode(path, 1)

    def listen(recording: Path | BinaryIO) -> SoundFacts:
        assert not isinstance(recording, Path)
        assert b"earlier" not in recording.read()
        return FOUND

    hear_while_made(path, make, listen)
    assert is_there == [False]
