"""Every command is run by a shell, on a file with a space and an accent in its name, and makes what podcasts take."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from audio_samples import encode, ffmpeg, tone
from programs import need_program

from balado.errors import MediaError
from balado.facts import MediaFacts
from balado.media.inspect import inspect_recording
from balado.rules.run import judge_file
from balado.rules.subject import RecordingFile

FOLDER = "episodes/01 l’été"
PICTURE = ("-f", "lavfi", "-i", "testsrc=d=2:s=64x64:r=5")
STILL = ("-f", "lavfi", "-i", "testsrc=d=1:s=64x64:r=1")
SOUND = ("-shortest", "-b:a", "128k", "-c:a", "aac")


def place(root: Path, name: str) -> str:
    path = root / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return str(path)


def obeyed(root: Path, remedy: str) -> MediaFacts:
    """What the command at the end of a remedy made, run where the show is."""
    command = remedy[remedy.index("ffmpeg ") :]
    run = subprocess.run(  # noqa: S602 - a shell is what people type it into
        f"ffmpeg() {{ {need_program('ffmpeg')} -nostdin -v error -y \"$@\"; }}; {command}",
        shell=True, cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    _old, new = sorted((root / FOLDER).iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return inspect_recording(new, f"{FOLDER}/{new.name}")


def remedy_for(root: Path, name: str) -> str:
    """What to do about the one error, or warning, of a recording."""
    path = f"{FOLDER}/{name}"
    try:
        facts = inspect_recording(root / path, path)
    except MediaError as error:
        return str(error.faults[0].remedy)
    found = [fault for fault in judge_file(RecordingFile(facts, path, "one")) if "ffmpeg" in str(fault.remedy)]
    return str(found[0].remedy)


def errors_of(facts: MediaFacts) -> list[str]:
    found = judge_file(RecordingFile(facts, f"talk{facts.suffix}", "one"))
    return [str(fault.what) for fault in found if fault.severity == "error"]


@pytest.mark.parametrize("movflags", ["frag_keyframe+empty_moov", "dash"])
def test_a_recording_in_fragments_becomes_whole(movflags: str, tmp_path: Path) -> None:
    encode(Path(place(tmp_path, "l’été à Rouen.m4a")), 3, "-c:a", "aac", "-movflags", movflags)
    remedy = remedy_for(tmp_path, "l’été à Rouen.m4a")
    assert remedy.startswith("Write it again in one piece")
    made = obeyed(tmp_path, remedy)
    assert (made.codec, made.index_behind, errors_of(made)) == ("aac", False, [])


def test_a_film_in_fragments_becomes_whole_with_its_pictures(tmp_path: Path) -> None:
    path = place(tmp_path, "le film de l’été.mp4")
    ffmpeg(*PICTURE, *tone(2), "-c:v", "libx264", "-pix_fmt", "yuv420p", *SOUND, "-movflags", "empty_moov", path)
    made = obeyed(tmp_path, remedy_for(tmp_path, "le film de l’été.mp4"))
    assert (made.codec, errors_of(made)) == ("h264+aac", [])


@pytest.mark.parametrize("cover", ["mjpeg", "png"])
def test_the_index_comes_first_of_a_recording_whose_cover_is_a_track(cover: str, tmp_path: Path) -> None:
    path = place(tmp_path, "l’été à Rouen.m4a")
    ffmpeg(*STILL, *tone(2), "-c:v", cover, *SOUND[1:], "-f", "mp4", path)
    remedy = remedy_for(tmp_path, "l’été à Rouen.m4a")
    assert remedy.startswith("Move it")
    made = obeyed(tmp_path, remedy)
    assert (made.codec, made.index_behind, errors_of(made)) == ("aac", False, [])


def test_a_film_in_an_old_codec_becomes_one_that_every_app_plays(tmp_path: Path) -> None:
    path = place(tmp_path, "le film de l’été.mp4")
    ffmpeg(*PICTURE, *tone(2), "-c:v", "mpeg4", *SOUND, path)
    made = obeyed(tmp_path, remedy_for(tmp_path, "le film de l’été.mp4"))
    assert (made.codec, errors_of(made)) == ("h264+aac", [])


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
def test_a_film_that_is_named_as_sound_keeps_its_sound_alone(codec: str, tmp_path: Path) -> None:
    path = place(tmp_path, "l’été à Rouen.m4a")
    ffmpeg(*PICTURE, *tone(2), "-c:v", codec, "-pix_fmt", "yuv420p", *SOUND, "-f", "mp4", path)
    made = obeyed(tmp_path, remedy_for(tmp_path, "l’été à Rouen.m4a"))
    assert (made.codec, errors_of(made)) == ("aac", [])


@pytest.mark.parametrize("name", ["le film de l’été.mp4", "l’été à Rouen.m4a"])
def test_a_recording_that_tells_its_place_does_so_no_more(name: str, tmp_path: Path) -> None:
    path = place(tmp_path, name)
    pictures = (*PICTURE, "-c:v", "libx264", "-pix_fmt", "yuv420p") if name.endswith(".mp4") else ()
    noted = ("-metadata", "location=+48.8577+002.2950/", "-movflags", "+faststart")
    ffmpeg(*pictures[:4], *tone(2), *pictures[4:], *SOUND[bool(not pictures) :], *noted, "-f", "mp4", path)
    assert inspect_recording(Path(path), name).tells_place
    made = obeyed(tmp_path, remedy_for(tmp_path, name))
    assert (made.tells_place, errors_of(made)) == (False, [])
