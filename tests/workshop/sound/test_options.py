"""What may be asked for besides: both ends cut, rumble and noise lowered, an intro and an outro."""

from __future__ import annotations

from pathlib import Path

import pytest
from audio_samples import ffmpeg
from masters import given, mastered, measured, tools, voice

from balado.show.sound import SoundSettings
from balado.workshop.sound.master import Mastered, Order, master

NOISE = "anoisesrc=a=0.0003:r=48000"


def with_silence(path: Path, before: float, after: float) -> Path:
    """A voice of 2.5 s with the faint noise of a room before and after it."""
    graph = f"{voice()}[v];{NOISE}:d={before}[a];{NOISE}:d={after}[b];[a][v][b]concat=n=3:v=0:a=1[out]"
    ffmpeg("-filter_complex", graph, "-map", "[out]", str(path))
    return path


def settings(**wanted: object) -> SoundSettings:
    return SoundSettings.model_validate(wanted)


def test_long_silence_is_cut_at_both_ends_but_for_half_a_second(tmp_path: Path) -> None:
    made = mastered(with_silence(tmp_path / "talk.wav", 4, 6), settings=settings(trim="true"))
    assert measured(made.path).seconds == pytest.approx(2.5 + 2 * 0.5, abs=0.3)
    assert made.recipe.begins == pytest.approx(-3.5, abs=0.2)


@pytest.mark.parametrize("wanted", [{}, {"trim": "true"}])
def test_short_silence_stays_and_long_silence_where_nobody_asks(wanted: dict[str, str], tmp_path: Path) -> None:
    ends = (1.5, 1.2) if wanted else (4, 6)
    made = mastered(with_silence(tmp_path / "talk.wav", *ends), settings=settings(**wanted))
    assert measured(made.path).seconds == pytest.approx(2.5 + sum(ends), abs=0.05)
    assert made.recipe.begins == 0


def level_db(path: Path, band: str) -> float:
    """The level of what a filter leaves of a recording."""
    said = ffmpeg_said("-i", str(path), "-af", f"{band},volumedetect", "-f", "null", "-")
    return float(said.partition("mean_volume: ")[2].split()[0])


def ffmpeg_said(*arguments: str) -> str:
    import subprocess

    from programs import need_program

    run = subprocess.run([need_program("ffmpeg"), "-nostdin", *arguments], capture_output=True, text=True, check=True)
    return run.stderr


def test_rumble_and_noise_are_lowered_and_the_voice_is_not(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    rumbling = f"{voice()},highpass=f=200[v];sine=f=30:d=2.5:r=48000,volume=-6dB[r];[v][r]amix=normalize=0[out]"
    ffmpeg("-filter_complex", rumbling, "-map", "[out]", str(path))
    as_it_is = level_db(mastered(path).path, "lowpass=f=40")
    made = mastered(path, settings=settings(highpass="true", denoise="true"))
    assert level_db(made.path, "lowpass=f=40") < as_it_is - 10
    heard = measured(made.path)
    assert (heard.lufs, heard.seconds) == (pytest.approx(-19, abs=0.5), pytest.approx(2.5, abs=0.05))


def around(folder: Path, **gains: float) -> Mastered:
    """What is made of a talk between others of these gains over it."""
    talk = given(folder / "talk.wav")
    others = {name: given(folder / f"{name}.flac", "wide", gain, rate=44_100) for name, gain in gains.items()}
    return master(Order((talk,), folder / "made.mp3", SoundSettings(), "01234567", around=others), tools())


def test_what_comes_before_and_after_is_as_loud_and_fades_into_the_talk(tmp_path: Path) -> None:
    made = around(tmp_path, intro=10.0, outro=-12.0)
    heard = measured(made.path)
    assert heard.seconds == pytest.approx(3 * 2.5 - 2 * 1.0, abs=0.05)
    assert made.recipe.begins == pytest.approx(1.5)
    assert (heard.lufs, heard.channels) == (pytest.approx(-19, abs=0.5), "mono")
    assert heard.dbtp <= -1
    ends = [measured_part(made.path, start) for start in (0.0, 4.5)]
    assert ends == [pytest.approx(-19, abs=1.5)] * 2
    assert {name: one.file for name, one in made.recipe.around.items()} == {
        "intro": "intro.flac",
        "outro": "outro.flac",
    }


def measured_part(path: Path, start: float) -> float:
    """How loud a second of a recording is."""
    said = ffmpeg_said("-ss", str(start), "-t", "1", "-i", str(path), "-af", "ebur128", "-f", "null", "-")
    return float(said.rpartition("I:")[2].split()[0])


def test_an_outro_alone_leaves_the_beginning_where_it_was(tmp_path: Path) -> None:
    assert around(tmp_path, outro=0.0).recipe.begins == 0
