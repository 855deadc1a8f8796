"""`balado master`, as it is called in a show and outside of one."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from audio_samples import ffmpeg
from forked_runs import Run, shared_runs
from masters import given, measured, voice
from show_builder import Show

EPISODE = "01-l-ete"


@pytest.fixture
def outside(tmp_path: Path) -> Show:
    """A folder without a show."""
    (tmp_path / "home").mkdir()
    return Show(tmp_path / "home", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write_feed()
    made.add(EPISODE, seconds=None, title="L'été des idées", episode="1")
    return made


def mastered(show: Show, *arguments: str, code: int = 0) -> dict[str, Any]:
    """The last event of a run."""
    run = show.run("master", "--format", "json", *arguments)
    assert run.returncode == code, run.stderr
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["event"] for one in events].count("mastered") == 1
    return events[-1]


def test_outside_a_show_the_mp3_lies_beside_the_recording(outside: Show) -> None:
    given(outside.root / "talk.wav", "twin")
    event = mastered(outside, "talk.wav")
    heard = measured(outside.root / "talk.mp3")
    assert event["path"] == "talk.mp3"
    assert (event["loudness"], event["true_peak"], event["duration"]) == (heard.lufs, heard.dbtp, heard.seconds)
    assert (event["channels"], event["mode"], event["made"]) == (1, "linear", True)
    again = mastered(outside, "talk.wav")
    assert again == {**event, "made": False, "message": "talk.mp3 is already made of talk.wav in this way."}


def test_the_output_may_be_a_file_or_a_folder_elsewhere_and_is_an_mp3_or_an_m4a(outside: Show) -> None:
    given(outside.root / "talk.wav")
    (outside.root / "made").mkdir()
    assert mastered(outside, "talk.wav", "--output", "made")["path"] == "made/talk.mp3"
    assert mastered(outside, "talk.wav", "--output", "x.m4a")["path"] == "x.m4a"
    refused = outside.run("master", "talk.wav", "--output", "x.ogg")
    assert (refused.returncode, "an .mp3 or an .m4a" in refused.stderr) == (2, True)
    assert outside.run("master", "talk.wav", "--output", "nowhere/x.mp3").returncode == 2


def test_a_recording_that_is_named_as_what_is_made_stays_and_gets_a_neighbour(outside: Show) -> None:
    before = given(outside.root / "talk.mp3").read_bytes()
    assert mastered(outside, "talk.mp3")["path"] == "talk-mastered.mp3"
    assert (outside.root / "talk.mp3").read_bytes() == before


def test_several_are_joined_in_their_order_and_a_pair_is_laid_together(outside: Show) -> None:
    given(outside.root / "one.wav", "mono", -6, rate=48_000)
    given(outside.root / "two.flac", "twin", -6, rate=22_050)
    joined = mastered(outside, "one.wav", "two.flac")
    assert joined["duration"] == pytest.approx(5, abs=0.05)
    pair = mastered(outside, "two.flac", "one.wav", "--pair")
    assert (pair["duration"], pair["channels"]) == (pytest.approx(2.5, abs=0.05), 1)
    given(outside.root / "both.wav", "wide")
    said = outside.run("master", "both.wav").stderr
    assert "two microphones of one talk, say --pair" in said
    assert mastered(outside, "both.wav", "--pair")["channels"] == 1


def test_what_is_no_recording_is_said_in_a_sentence(outside: Show) -> None:
    (outside.root / "notes.docx").write_bytes(b"PK\x03\x04 no sound")
    for word, said in (("notes.docx", "no recording that ffmpeg can read"), ("gone.wav", "no recording “gone.wav”")):
        run = outside.run("master", word)
        assert run.returncode in (1, 2)
        assert said in run.stderr
        assert "Traceback" not in run.stderr
    assert [path.name for path in outside.root.iterdir()] == ["notes.docx"]


@pytest.mark.parametrize("word", [EPISODE, f"episodes/{EPISODE}/", "1", "idées", f"episodes/{EPISODE}/talk.wav"])
def test_the_recording_of_an_episode_is_found_by_its_folder_number_or_title(show: Show, word: str) -> None:
    given(show.root / "episodes" / EPISODE / "talk.wav")
    assert mastered(show, word)["path"] == f"episodes/{EPISODE}/talk.mp3"


def test_a_folder_with_a_master_and_what_was_made_of_it_is_a_sound_episode(show: Show) -> None:
    folder = show.root / "episodes" / EPISODE
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=2:s=64x64:r=5", "-f", "lavfi", "-i", voice(), "-c:v", "libx264",
           "-c:a", "aac", str(folder / "film.mp4"))  # fmt: skip
    mastered(show, EPISODE)
    given(folder / "film.wav")
    names = {event["rule"] for event in show.checked() if event["event"] == "fault"}
    assert not names & {"recording-not-played", "recording-misnamed"}
    show.publish()
    assert {key.rpartition(".")[2] for key in show.published() if key.startswith("audio/")} == {"mp3"}
    assert not [key for key in show.published() if "recipe" in key]


def test_what_was_heard_once_is_not_heard_again_by_check(show: Show) -> None:
    given(show.root / "episodes" / EPISODE / "talk.wav")
    mastered(show, EPISODE)
    programs = show.root / "programs"
    programs.mkdir()
    (programs / "ffmpeg").write_text("#!/bin/sh\nexit 1\n")
    (programs / "ffmpeg").chmod(0o755)
    run = show.run("check", "--audio", PATH=str(programs))
    assert "could not play" not in run.stderr
    assert "loudness" not in run.stdout


def test_a_recording_from_elsewhere_needs_its_episode_and_stays_where_it_is(show: Show, tmp_path: Path) -> None:
    path = given(tmp_path / "DCIM 0042.wav")
    refused = show.run("master", str(path))
    assert refused.returncode == 2
    assert "`balado new " in refused.stderr
    assert mastered(show, str(path), EPISODE)["path"] == f"episodes/{EPISODE}/DCIM 0042.mp3"
    assert path.is_file()
    gone = show.run("master", EPISODE)
    assert (gone.returncode, "say where it is" in gone.stderr) == (2, True)


def test_a_newer_recording_takes_the_place_of_the_one_before(show: Show) -> None:
    folder = show.root / "episodes" / EPISODE
    given(folder / "talk.wav")
    mastered(show, EPISODE)
    given(folder / "talk second take.wav", "mono", 3)
    several = show.run("master", EPISODE)
    assert (several.returncode, "Several recordings lie there" in several.stderr) == (2, True)
    assert "`balado master" in show.run("check").stdout + show.run("check").stderr
    event = mastered(show, f"episodes/{EPISODE}/talk second take.wav")
    assert event["path"] == f"episodes/{EPISODE}/talk.mp3"
    show.checked()


def test_settings_of_the_show_count_and_are_refused_with_their_line(show: Show) -> None:
    given(show.root / "episodes" / EPISODE / "talk.wav", "twin")
    show.write_feed(sound="{loudness: -18, format: m4a, channels: stereo, bitrate: 96}")
    event = mastered(show, EPISODE)
    assert event["path"].endswith("talk.m4a")
    assert (event["channels"], event["loudness"]) == (2, pytest.approx(-18, abs=0.5))
    for wrong, said in (
        ("{loudness: loud}", "“loud” is no level from -31 to -9"),
        ("{bitrate: 90k}", "“90k” is no bitrate"),
        ("{format: wav}", "“wav” is not possible here"),
        ("{intro: nowhere.wav}", "There is no nowhere.wav, which `sound.intro` of feed.yaml names"),
    ):
        show.write_feed(sound=wrong)
        run = show.run("master", EPISODE)
        assert run.returncode == 2
        assert said in run.stderr


def test_a_new_episode_begins_with_what_is_made_of_its_recording(show: Show, tmp_path: Path) -> None:
    path = given(tmp_path / "Un hiver.wav")
    run = show.run("new", "--format", "json", str(path))
    events = {event["event"]: event for event in map(json.loads, run.stdout.splitlines())}
    folder = show.root / events["created"]["path"]
    assert {one.name for one in folder.iterdir()} == {"episode.md", "Un hiver.mp3", "Un hiver.mp3.recipe.json"}
    assert events["mastered"]["path"] == f"{events['created']['path']}/Un hiver.mp3"
    assert path.is_file()
    moved = show.run("new", "--move", "--title", "Moved", str(path))
    assert moved.returncode == 0
    assert not path.exists()
    assert (show.root / "episodes" / "03-moved" / "Un hiver.wav").is_file()


def test_of_what_cannot_be_mastered_no_episode_is_begun(show: Show, tmp_path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "anullsrc=d=2", str(tmp_path / "silent.wav"))
    run = show.run("new", str(tmp_path / "silent.wav"))
    assert run.returncode == 1
    assert "There is nothing to be heard in it" in run.stderr
    assert [path.name for path in (show.root / "episodes").iterdir() if path.is_dir()] == [EPISODE]


def test_ctrl_c_leaves_nothing_half_and_no_process(outside: Show) -> None:
    ffmpeg("-f", "lavfi", "-i", voice(seconds=240), str(outside.root / "long.wav"))
    started = shared_runs().start(Run(outside.root, ("master", "long.wav")))
    deadline = time.monotonic() + 60
    while not list(outside.root.glob(".long.mp3.*.part")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(started.pid, signal.SIGINT)
    ended = started.wait()
    assert (ended.code, "Stopped." in ended.said) == (130, True)
    assert [path.name for path in outside.root.iterdir()] == ["long.wav"]
    running = (path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists())
    assert not [line for line in running if bytes(outside.root / "long.wav") in line]
