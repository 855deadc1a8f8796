"""What is made, when it is made anew, and what is refused with its reason."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from audio_samples import ffmpeg
from masters import given, mastered, measured, tools, voice

from balado.errors import MediaError, RefusedError, UsageError
from balado.media import loudness
from balado.media.heard import HeardSounds
from balado.show.sound import SoundSettings
from balado.workshop.sound import passes
from balado.workshop.sound.master import Order, master
from balado.workshop.sound.recipe import read_recipe, recipe_path

QUIET = "anullsrc=r=48000:d=2"
CLAPPING = f"{voice()},volume=eval=frame:volume='if(lt(mod(t,1),0.02),9,1)'"


def made_by_ffmpeg(path: Path, source: str, *options: str) -> Path:
    ffmpeg("-f", "lavfi", "-i", source, *options, str(path))
    return path


def cut(path: Path) -> Path:
    whole = made_by_ffmpeg(path.with_name("whole.m4a"), voice())
    path.write_bytes(whole.read_bytes()[:5000])
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


UNFIT = {
    "silent": (lambda folder: made_by_ffmpeg(folder / "a.wav", QUIET), "nothing to be heard"),
    "of noise under 60 LUFS": (
        lambda folder: made_by_ffmpeg(folder / "a.wav", "anoisesrc=c=pink:a=0.001:d=2", "-c:a", "pcm_s24le"),
        "nothing to be heard",
    ),
    "of 0.3 seconds": (lambda folder: made_by_ffmpeg(folder / "a.wav", voice(seconds=0.3)), "It plays 0.3 seconds"),
    "a film without sound": (lambda folder: made_by_ffmpeg(folder / "a.mov", "testsrc=d=1:s=64x64"), "no sound"),
    "a picture": (lambda folder: made_by_ffmpeg(folder / "a.wav", "testsrc=d=0.04:s=64x64", "-f", "mjpeg"), "no sound"),
    "a text": (lambda folder: written(folder / "a.wav", b"Bonjour.\n" * 200), "no recording that ffmpeg can read"),
    "empty": (lambda folder: written(folder / "a.wav", b""), "The file is empty"),
    "a copy that was cut": (lambda folder: written(folder / "a.wav", bytes(1 << 20)), "not copied to its end"),
    "a list of other files": (
        lambda folder: written(folder / "a.wav", b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n/etc/passwd\n"),
        "no recording that ffmpeg can read",
    ),
    "without its index": (lambda folder: cut(folder / "a.m4a"), "its index, which is written last, is missing"),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_cannot_be_mastered_is_refused_with_the_reason_and_leaves_nothing(what: str, tmp_path: Path) -> None:
    make, reason = UNFIT[what]
    path = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(MediaError, match=reason):
        mastered(path)
    assert sorted(tmp_path.iterdir()) == before


def test_the_same_recording_gives_the_same_bytes_and_notes_nothing_of_the_machine(tmp_path: Path) -> None:
    noted = ("-metadata", "artist=Nobody", "-metadata", "location=+48.8577+002.2950/")
    for suffix in ("mp3", "m4a"):
        wanted = SoundSettings.model_validate({"format": suffix})
        bodies = set()
        for folder in (tmp_path / f"one {suffix}", tmp_path / f"two {suffix}"):
            folder.mkdir()
            made = mastered(given(folder / "talk.m4a", "wide", 3, "-c:a", "aac", *noted), settings=wanted)
            bodies.add(made.path.read_bytes())
        assert len(bodies) == 1
        for word in (b"Nobody", b"Lavf5", b"48.8577", str(tmp_path).encode()):
            assert not any(word in body for body in bodies)


def test_a_second_run_does_nothing_and_a_new_master_or_setting_says_so(tmp_path: Path) -> None:
    path = given(tmp_path / "talk.wav")
    first = mastered(path)
    before = first.path.stat().st_mtime_ns
    again = mastered(path)
    assert (again.treatment, again.changes, again.recipe) == (None, (), first.recipe)
    assert first.path.stat().st_mtime_ns == before

    other = mastered(path, settings=SoundSettings.model_validate({"bitrate": "64k", "highpass": "true"}))
    assert [str(one) for one in other.changes] == ["the settings are others (bitrate, highpass)"]
    given(path, "mono", 3)
    newer = mastered(path, settings=SoundSettings.model_validate({"bitrate": "64k", "highpass": "true"}))
    assert [str(one) for one in newer.changes] == ["what it was made of is no longer the same"]


def test_the_recipe_says_of_what_and_how_and_nothing_of_where(tmp_path: Path) -> None:
    made = mastered(made_by_ffmpeg(tmp_path / "talk.wav", CLAPPING))
    told = json.loads(recipe_path(made.path).read_text("utf-8"))
    assert told["from"][0]["file"] == "talk.wav"
    assert (told["made"]["file"], told["made"]["mode"], told["encoder"]) == ("made.mp3", "limited", "libmp3lame 96k")
    assert "alimiter" in told["filter"]
    assert re.search(r"\d", told["ffmpeg"])
    assert str(tmp_path) not in recipe_path(made.path).read_text("utf-8")
    assert read_recipe(made.path) == made.recipe


def test_what_was_heard_of_it_is_remembered_by_its_digest(tmp_path: Path) -> None:
    memory = tmp_path / "cache" / "sounds.json"
    order = Order((given(tmp_path / "talk.wav"),), tmp_path / "talk.mp3", SoundSettings(), "01234567")
    made = master(order, replace(tools(), heard=HeardSounds(memory)))
    known = HeardSounds(memory).recall(made.recipe.made.sha256)
    assert known is not None
    assert (known.loudness_lufs, known.channels) == (made.recipe.made.loudness, 1)


def test_an_mp3_is_heard_while_it_is_encoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other they would take the time of both."""
    is_heard, run = Event(), loudness.run_ffmpeg

    def hearing(*arguments: Any) -> Any:
        is_heard.set()
        return run(*arguments)

    def encoding(*arguments: Any) -> Any:
        ended = run(*arguments)
        assert "libmp3lame" not in arguments[0].arguments or is_heard.wait(60)
        return ended

    monkeypatch.setattr(loudness, "run_ffmpeg", hearing)
    monkeypatch.setattr(passes, "run_ffmpeg", encoding)
    assert mastered(given(tmp_path / "talk.wav")).treatment is not None


def test_a_recording_that_was_not_made_here_is_written_over_only_when_that_is_asked(tmp_path: Path) -> None:
    order = Order((given(tmp_path / "talk.wav"),), tmp_path / "talk.mp3", SoundSettings(), "01234567")
    order.target.write_bytes(b"by somebody else")
    with pytest.raises(RefusedError, match="--replace"):
        master(order, tools())
    assert order.target.read_bytes() == b"by somebody else"
    assert master(replace(order, may_replace=True), tools()).treatment is not None
    with order.target.open("ab") as file:
        file.write(b"edited")
    with pytest.raises(RefusedError, match="not as Balado made it"):
        master(order, tools())


def test_a_recording_is_never_written_over_itself(tmp_path: Path) -> None:
    path = given(tmp_path / "talk.mp3")
    os.link(path, tmp_path / "same.mp3")
    for target in (path, tmp_path / "same.mp3"):
        with pytest.raises(UsageError, match="written over itself"):
            master(Order((path,), target, SoundSettings(), "01234567", may_replace=True), tools())


def test_an_interruption_leaves_neither_a_part_nor_a_process(tmp_path: Path) -> None:
    order = Order((given(tmp_path / "talk.wav"),), tmp_path / "talk.mp3", SoundSettings(), "01234567")
    begun = tools()

    class Interrupting(HeardSounds):
        def remember(self, sha256: str, facts: object) -> None:
            assert list(tmp_path.glob(".talk.mp3.*.part")), "it is whole, and has no name yet"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        master(order, replace(begun, heard=Interrupting()))
    assert [path.name for path in tmp_path.iterdir()] == ["talk.wav"]


@pytest.mark.parametrize("name", ["-i.wav", "a:b c%03d.wav", "pipe:0.wav", "l'été.wav"])
def test_a_recording_may_have_any_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given(tmp_path / "talk.wav").rename(tmp_path / name)
    target = Path(name).with_suffix(".mp3")
    master(Order((Path(name),), target, SoundSettings(), "01234567"), tools())
    assert {path.name for path in tmp_path.iterdir()} == {name, target.name, f"{target.name}.recipe.json"}


def test_peaks_that_have_no_room_are_held_back_and_no_others(tmp_path: Path) -> None:
    made = mastered(made_by_ffmpeg(tmp_path / "clapping.wav", CLAPPING))
    heard = measured(made.path)
    assert made.recipe.made.mode == "limited"
    assert heard.lufs == pytest.approx(-19.0, abs=0.5)
    assert -4 < heard.dbtp <= -1.0


def test_what_does_not_come_out_as_it_is_wanted_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balado.workshop.sound.master._MOST_ATTEMPTS", 2)
    path = given(tmp_path / "talk.wav")
    deaf = tmp_path / "ffmpeg"  # it hears 9 LU less than there are whenever it listens to an MP3
    deaf.write_text(
        f'#!/bin/sh\n{tools().program} "$@" 2>{tmp_path}/said.$$; code=$?\n'
        f'case "$*" in *pipe:0*-f\\ null*) sed -E "s/I: +-?[0-9.]+ LUFS/I: -30.0 LUFS/" {tmp_path}/said.$$ >&2;; '
        f"*) cat {tmp_path}/said.$$ >&2;; esac\nexit $code\n"
    )
    deaf.chmod(0o755)
    order = Order((path,), tmp_path / "talk.mp3", SoundSettings(), "01234567")
    with pytest.raises(MediaError, match="It could not be brought to -19 LUFS: it came out at -30"):
        master(order, replace(tools(), program=str(deaf)))
    assert not order.target.exists()


def test_all_of_it_was_raised_alike_where_there_is_headroom(tmp_path: Path) -> None:
    even = made_by_ffmpeg(tmp_path / "even.wav", "sine=f=300:d=2:r=48000", "-af", "volume=-20dB")
    made = mastered(even)
    assert made.recipe.made.mode == "linear"
    assert "limiter" not in made.recipe.filter
    assert measured(made.path).lufs == pytest.approx(-19.0, abs=0.5)
