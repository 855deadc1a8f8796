"""`balado master`, as it is called in a show and outside of one."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from audio_samples import ffmpeg
from films import H264, OF_TELEPHONE, film
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
    assert (event["loudness"], event["true_peak"]) == (heard.lufs, pytest.approx(heard.dbtp, abs=0.11))
    assert event["duration"] == pytest.approx(heard.seconds, abs=0.001)
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


def test_a_changed_master_is_told_with_the_command_and_refuses_nothing(show: Show) -> None:
    talk = given(show.root / "episodes" / EPISODE / "talk.wav")
    mastered(show, EPISODE)
    show.publish()
    told = f"1 recording is older than what it was made of: `balado master {EPISODE}`"
    talk.touch()  # written, and the same
    assert told not in show.run("check").stderr
    given(talk, "mono", 3)
    for verb in ("check", "check", "status"):
        run = show.run(verb)
        assert (run.returncode, told in run.stdout + run.stderr) == (0, True)
    assert show.run("publish").returncode == 0
    mastered(show, EPISODE)
    assert told not in show.run("check").stderr
    given(talk, "mono", 6)
    talk.rename(show.root / "talk.wav")
    assert told not in show.run("check").stderr


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


def test_what_counts_from_the_beginning_is_published_as_it_is_heard(show: Show) -> None:
    folder = show.root / "episodes" / EPISODE
    text = (folder / "episode.md").read_text("utf-8")
    soundbites = "soundbites: [{start: 0.5, duration: 1, title: A word}]  # the best\n"
    timed = text.replace("title:", f"{soundbites}title:") + "00:01 First\n00:02 Second\n"
    (folder / "episode.md").write_text(timed, "utf-8")
    (folder / "chapters.txt").write_text("# by hand\n00:00 Opening\n00:01 Questions\n")
    (folder / "transcript.vtt").write_text("WEBVTT\n\n00:00.500 --> 00:02.000\nBonjour.\n")
    (folder / "transcript.en.srt").write_text("nothing of it is a caption\n")
    given(folder / "talk.wav")
    (show.root / "sound").mkdir()
    given(show.root / "sound" / "intro.wav")
    show.write_feed(sound="{intro: sound/intro.wav}")
    run = show.run("master", EPISODE)
    told = run.stderr.splitlines()
    assert told[-6:-3] == [
        f"episodes/{EPISODE}/episode.md: 1 time is 1.5 seconds later, 0.5 became 2.0.",
        f"episodes/{EPISODE}/chapters.txt: 1 time is 1.5 seconds later, 00:01 became 00:02.5.",
        f"episodes/{EPISODE}/transcript.vtt: 2 times are 1.5 seconds later, 00:02.000 became 00:03.500.",
    ]
    assert told[-2] == "2 lines of the notes begin with a time. They are not moved: they may be times of day."
    assert f"episodes/{EPISODE}/transcript.en.srt is not moved." in run.stderr
    assert (folder / "episode.md").read_text("utf-8") == timed.replace("0.5, duration", "2.0, duration")
    assert (folder / "chapters.txt").read_text() == "# by hand\n00:00 Opening\n00:02.5 Questions\n"
    (folder / "transcript.en.srt").unlink()
    show.publish()
    bodies = {key: (show.root / "public" / key).read_bytes() for key in show.published()}
    published = [body for key, body in bodies.items() if key.startswith("chapters/")]
    assert [one["startTime"] for one in json.loads(published[0])["chapters"]] == [0, 2.5]
    assert [body for key, body in bodies.items() if key.endswith(".vtt") and b"00:00:02.000 --> 00:00:03.500" in body]
    assert b'startTime="2"' in bodies["feed.xml"]
    assert mastered(show, EPISODE)["made"] is False

    show.write_feed(sound="{}")
    assert "is not moved" not in show.run("master", EPISODE, "--keep-times").stderr
    assert (folder / "chapters.txt").read_text() == "# by hand\n00:00 Opening\n00:02.5 Questions\n"


def test_chapters_inside_a_recording_are_not_lost_in_silence(outside: Show) -> None:
    form = "[CHAPTER]\nTIMEBASE=1/1\nSTART={}\nEND={}\ntitle=A\n"
    chapters = ";FFMETADATA1\n" + form.format(0, 1) + form.format(1, 2)
    (outside.root / "chapters.ini").write_text(chapters)
    given(outside.root / "plain.m4a")
    parts = ("-i", str(outside.root / "plain.m4a"), "-i", str(outside.root / "chapters.ini"))
    ffmpeg(*parts, "-map_metadata", "1", "-c", "copy", str(outside.root / "talk.m4a"))
    said = outside.run("master", "talk.m4a").stderr
    assert "2 chapters inside what was given are left out: write them into chapters.txt." in said
    assert "left out" not in outside.run("master", "plain.m4a").stderr


def test_chapters_of_the_notes_begin_where_they_are_heard(show: Show, tmp_path: Path) -> None:
    (show.root / "sound").mkdir()
    given(show.root / "sound" / "intro.wav")
    show.write_feed(sound="{intro: sound/intro.wav}")
    (tmp_path / "notes.txt").write_text("00:00 Opening\n00:01 Questions\n")
    recording = given(tmp_path / "talk.wav")
    run = show.run("new", str(recording), "--notes", str(tmp_path / "notes.txt"), "--chapters-from-notes")
    assert "chapters.txt: 00:01 became 00:02.5, as what is said begins there." in run.stderr
    [path] = show.root.glob("episodes/*/chapters.txt")
    assert path.read_text() == "00:00 Opening\n00:02.5 Questions\n"


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


@pytest.fixture(scope="module")
def telephone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of three seconds, with a place in it and its index behind."""
    return film(tmp_path_factory.mktemp("films") / "IMG 1.mov", *H264, *OF_TELEPHONE, seconds=3)


def test_a_film_gives_the_sound_and_is_the_film_of_the_episode(show: Show, telephone: Path) -> None:
    folder = show.root / "episodes" / EPISODE
    run = show.run("master", "--format", "json", str(telephone), EPISODE)
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["event"] for one in events if one["event"] != "advanced"] == ["film", "mastered"]
    assert {one.name for one in folder.iterdir()} == {"episode.md", "film.mp4", "IMG 1.mp3", "IMG 1.mp3.recipe.json"}
    assert "video: {file: film.mp4}" in (folder / "episode.md").read_text("utf-8")
    made = (folder / "film.mp4").read_bytes()
    assert made.index(b"moov") < made.index(b"mdat")
    assert b"48.8566" not in made
    assert not [one for one in show.checked() if one["event"] == "fault" and "film" in one["rule"]]
    show.publish()
    assert b'<podcast:alternateEnclosure type="video/mp4"' in show.published()["feed.xml"]
    again = show.run("master", str(telephone), EPISODE)
    assert "is already made of IMG 1.mov" in again.stderr
    assert f"{EPISODE} --replace`" in again.stderr
    assert (folder / "film.mp4").read_bytes() == made


def test_the_film_is_left_out_where_that_is_asked_and_stays_out(show: Show, telephone: Path) -> None:
    folder = show.root / "episodes" / EPISODE
    mastered(show, str(telephone), EPISODE, "--sound-only")
    show.write_feed(sound="{bitrate: 64k}")
    said = show.run("master", str(telephone), EPISODE).stderr
    assert "The film is not published. For that: `balado film" in said
    assert not (folder / "film.mp4").exists()
    assert "video" not in (folder / "episode.md").read_text("utf-8")


def test_a_film_in_its_place_is_named_as_it_is(show: Show, telephone: Path) -> None:
    folder = show.root / "episodes" / EPISODE
    ffmpeg("-i", str(telephone), "-c", "copy", "-movflags", "+faststart", str(folder / "film.mp4"))
    before = (folder / "film.mp4").read_bytes()
    assert mastered(show, EPISODE)["path"] == f"episodes/{EPISODE}/film.mp3"
    assert (folder / "film.mp4").read_bytes() == before
    assert "video: {file: film.mp4}" in (folder / "episode.md").read_text("utf-8")
    assert mastered(show, EPISODE)["made"] is False


def test_a_recording_with_a_cover_inside_is_no_film(show: Show, tmp_path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=0.04:s=64x64", "-frames:v", "1", str(tmp_path / "cover.jpg"))
    parts = ("-i", str(given(tmp_path / "plain.m4a")), "-i", str(tmp_path / "cover.jpg"))
    ffmpeg(*parts, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic", str(tmp_path / "talk.m4a"))
    mastered(show, str(tmp_path / "talk.m4a"), EPISODE)
    assert not (show.root / "episodes" / EPISODE / "film.mp4").exists()


def test_outside_a_show_a_film_gives_its_sound_alone(outside: Show, telephone: Path) -> None:
    mastered(outside, str(telephone), "--output", ".")
    assert {path.name for path in outside.root.iterdir()} == {"IMG 1.mp3", "IMG 1.mp3.recipe.json"}


def test_a_new_episode_of_a_film_has_sound_and_film(show: Show, telephone: Path, tmp_path: Path) -> None:
    given_film = tmp_path / "Les idées.mp4"
    ffmpeg("-i", str(telephone), "-c", "copy", str(given_film))
    assert show.run("new", str(given_film)).returncode == 0
    [folder] = (show.root / "episodes").glob("02-*")
    assert {one.name for one in folder.iterdir()} == {
        "episode.md", "film.mp4", "Les idées.mp3", "Les idées.mp3.recipe.json"
    }  # fmt: skip
    assert "video: {file: film.mp4}" in (folder / "episode.md").read_text("utf-8")
    assert show.run("new", str(given_film), "--title", "Itself", "--as-it-is").returncode == 0
    assert {one.name for one in (show.root / "episodes/03-itself").iterdir()} == {"episode.md", "Les idées.mp4"}
    moved = show.run("new", str(given_film), "--title", "Moved", "--sound-only", "--move")
    assert (moved.returncode, given_film.exists()) == (0, False)
    assert "video" not in (show.root / "episodes/04-moved/episode.md").read_text("utf-8")


def test_ctrl_c_leaves_nothing_half_and_no_process(outside: Show) -> None:
    ffmpeg("-f", "lavfi", "-i", voice(seconds=240), str(outside.root / "long.wav"))
    started = shared_runs().start(Run(outside.root, ("master", "long.wav")))
    assert started.comes_to(lambda: list(outside.root.glob(".long.mp3.*.part")))
    os.kill(started.pid, signal.SIGINT)
    ended = started.wait()
    assert (ended.code, "Stopped." in ended.said) == (130, True)
    assert [path.name for path in outside.root.iterdir()] == ["long.wav"]
    running = (path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists())
    assert not [line for line in running if bytes(outside.root / "long.wav") in line]


def test_everything_that_is_not_made_yet_is_made_and_nothing_else(show: Show) -> None:
    given(show.root / "episodes" / EPISODE / "talk.wav")
    given(show.add("02-b", seconds=None) / "talk.flac")
    show.add("03-made-elsewhere", seconds=2)
    show.add("04-silent", seconds=None)
    run = show.run("master", "--missing", "--format", "json")
    assert run.returncode == 0, run.stderr
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["path"] for one in events if one["event"] == "mastered"] == [
        f"episodes/{EPISODE}/talk.mp3", "episodes/02-b/talk.mp3",
    ]  # fmt: skip
    again = show.run("master", "--missing")
    assert (again.returncode, "Every recording is made." in again.stderr) == (0, True)

    given(show.root / "episodes" / "02-b" / "talk.flac", "twin")
    (show.root / "episodes" / EPISODE / "other.wav").write_bytes(b"no sound")
    (show.root / "episodes" / EPISODE / "talk.mp3").unlink()
    run = show.run("master", "--missing", "--format", "json")
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["path"] for one in events if one["event"] == "mastered"] == ["episodes/02-b/talk.mp3"]
    assert (run.returncode, [one["event"] for one in events].count("error")) == (2, 1)


@pytest.mark.parametrize(
    "arguments", [(), ("--missing", EPISODE), ("--missing", "--pair"), ("--missing", "--output", "a.mp3")]
)
def test_what_is_missing_goes_with_nothing_else(show: Show, arguments: tuple[str, ...]) -> None:
    assert "--missing" in show.run("master", *arguments).stderr
    assert show.run("master", *arguments).returncode == 2


def test_outside_a_show_nothing_is_missing(outside: Show) -> None:
    run = outside.run("master", "--missing")
    assert (run.returncode, "There is no show here" in run.stderr) == (2, True)
