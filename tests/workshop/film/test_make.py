"""Whatever film a camera gave, what is made of it is played everywhere; what need not be encoded is not."""

from __future__ import annotations

import hashlib
import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from audio_samples import need_program
from films import H264, OF_TELEPHONE, film

from balado.errors import MediaError
from balado.events import Meter
from balado.media.inspect import film_facts
from balado.show.playing import refusal
from balado.workshop.film.make import FilmStreams, make_film, streams_of

FORMS: dict[str, tuple[str, tuple[str, ...], tuple[bool, bool]]] = {
    "a telephone": (".mov", (*H264, *OF_TELEPHONE), (True, True)),
    "a camera": (".mov", ("-c:v", "libx264", "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s16le"), (False, False)),
    "a camera with its own sound": (".mkv", (*H264[:-1], "pcm_s16le"), (True, False)),
    "an old computer": (".avi", ("-c:v", "mpeg4", "-c:a", "libmp3lame"), (False, False)),
}


def program() -> str:
    return need_program("ffmpeg")


def shown_by_ffprobe(path: Path) -> dict[str, Any]:
    """What another tool says of the file."""
    command = [need_program("ffprobe"), "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def decoded(path: Path, stream: str) -> bytes:
    """The digest of every picture or sample of a stream."""
    command = [program(), "-v", "error", "-i", str(path), "-map", f"0:{stream}:0", "-f", "md5", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize("name", FORMS)
def test_a_film_is_made_one_that_is_played_everywhere(name: str, tmp_path: Path) -> None:
    suffix, options, played = FORMS[name]
    given = film(tmp_path / f"given{suffix}", *options)
    before = hashlib.sha256(given.read_bytes()).digest()
    streams = streams_of(program(), given)
    assert (streams.is_shown, streams.is_heard) == played
    target = tmp_path / "made.part"
    made = make_film(program(), given, target, streams, Meter())

    video, audio = shown_by_ffprobe(target)["streams"]
    assert (video["codec_name"], video["pix_fmt"], audio["codec_name"]) == ("h264", "yuv420p", "aac")
    facts = film_facts(target, "film.mp4")
    assert refusal(facts, "film.mp4") is None
    assert (facts.index_behind, facts.tells_place, facts.byte_size) == (False, False, made.byte_size)
    assert abs(facts.duration - timedelta(seconds=1)) < timedelta(seconds=0.15)
    assert (
        not {"location", "com.apple.quicktime.make", "encoder"}
        & shown_by_ffprobe(target)["format"].get("tags", {}).keys()
    )
    for stream, is_kept in zip("va", played, strict=True):
        assert (decoded(given, stream) == decoded(target, stream)) == is_kept
    assert hashlib.sha256(given.read_bytes()).digest() == before


def test_a_film_that_is_too_large_is_made_smaller_in_its_shape(tmp_path: Path) -> None:
    given = film(tmp_path / "given.avi", "-c:v", "mjpeg", "-c:a", "pcm_s16le", "-frames:v", "2", size="1918x1438")
    make_film(program(), given, tmp_path / "made", streams_of(program(), given), Meter())
    video = shown_by_ffprobe(tmp_path / "made")["streams"][0]
    assert (video["width"], video["height"]) == (1440, 1080)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((*H264[:-2], "-an"), "The film has no sound."),
        (("-c:a", "aac", "-vn"), "There is no picture in this file"),
        (None, "This is no film that can be read"),
    ],
)
def test_what_is_no_film_is_answered_with_one_sentence(
    options: tuple[str, ...] | None, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "given.mp4"
    film(path, *options) if options else path.write_bytes(b"Bonjour")
    with pytest.raises(MediaError) as refused:
        streams_of(program(), path)
    [fault] = refused.value.faults
    assert said in str(fault.what)


def test_a_film_that_breaks_off_is_told_with_the_words_of_ffmpeg(tmp_path: Path) -> None:
    given = film(tmp_path / "given.mp4")
    streams = FilmStreams(0, 7, is_shown=True, is_heard=True, height_px=48, duration=timedelta(seconds=1))
    with pytest.raises(MediaError) as refused:
        make_film(program(), given, tmp_path / "made", streams, Meter())
    assert "ffmpeg could not do it: " in str(refused.value.faults[0].what)
