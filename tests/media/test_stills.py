"""Pictures that an MP4 keeps as a track: a cover or the pictures of chapters are no film."""

from __future__ import annotations

from pathlib import Path

import pytest
from audio_samples import ffmpeg, tone

from balado.media.inspect import inspect_recording


def made(path: Path, rate: float, codec: str, *options: str, chapters: bool = False) -> Path:
    pictures = ("-f", "lavfi", "-i", f"testsrc=d=4:s=64x64:r={rate}")
    lines = "".join(f"[CHAPTER]\nTIMEBASE=1/1\nSTART={at}\nEND={at + 2}\ntitle=Partie\n" for at in (0, 2))
    listed = path.with_suffix(".txt")
    listed.write_text(f";FFMETADATA1\n{lines}", encoding="utf-8")
    metadata = ("-f", "ffmetadata", "-i", str(listed), "-map", "0", "-map", "1", "-map_metadata", "2")
    given = metadata if chapters else ()
    ffmpeg(*pictures, *tone(4), *given, "-c:v", codec, *options, "-c:a", "aac", "-f", "mp4", str(path))
    return path


@pytest.mark.parametrize("codec", ["mjpeg", "png"])
@pytest.mark.parametrize("rate", [0.25, 1])
def test_a_cover_that_ffmpeg_wrote_as_a_track_is_no_film(codec: str, rate: float, tmp_path: Path) -> None:
    facts = inspect_recording(made(tmp_path / "talk.m4a", rate, codec), "talk.m4a")
    assert (facts.media_type, facts.codec, round(facts.duration.total_seconds())) == ("audio/x-m4a", "aac", 4)


@pytest.mark.parametrize(("codec", "name"), [("mjpeg", "jpeg+aac"), ("mpeg4", "mpeg4+aac")])
def test_pictures_that_follow_each_other_fast_are_a_film(codec: str, name: str, tmp_path: Path) -> None:
    facts = inspect_recording(made(tmp_path / "film.mp4", 5, codec), "film.mp4")
    assert (facts.media_type, facts.codec) == ("video/mp4", name)


@pytest.mark.parametrize(("rate", "codec"), [(0.5, "aac"), (5, "h264+aac")])
def test_pictures_of_chapters_are_no_film_whatever_their_codec(rate: float, codec: str, tmp_path: Path) -> None:
    path = made(tmp_path / "talk.m4a", rate, "libx264", "-pix_fmt", "yuv420p", chapters=True)
    data = path.read_bytes()
    references = [at for at in range(len(data)) if data.startswith(b"tref\0\0\0\x0cchap\0\0\0\x03", at)]
    # the sound is the second track: let it name the pictures, which are the first
    at = references[-1] + 12
    path.write_bytes(data[:at] + b"\0\0\0\x01" + data[at + 4 :])
    assert inspect_recording(path, "talk.m4a").codec == codec
