"""What ffmpeg hears, on sounds made for it."""

import subprocess
from datetime import timedelta
from random import Random

import pytest
from audio_samples import encode
from programs import need_program

from balado.media.loudness import measure_sound


def sound(tmp_path, *effects: str, channels: int = 2):
    """Pink noise of ten seconds, changed by sox; its measures."""
    file = tmp_path / "sound.wav"
    noise = ["-n", "-r", "44100", "-c", str(channels), "-b", "16", str(file), "synth", "10", "pinknoise"]
    run = subprocess.run([need_program("sox"), "-R", *noise, *effects], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    found = measure_sound(need_program("ffmpeg"), file, timedelta(seconds=10))
    assert found is not None
    return found


def test_a_quieter_sound_has_so_many_units_less(tmp_path):
    loud, quiet = sound(tmp_path, "norm", "-10"), sound(tmp_path, "norm", "-22")
    assert loud.loudness_lufs - quiet.loudness_lufs == pytest.approx(12, abs=0.5)
    assert quiet.true_peak_dbtp == pytest.approx(-22, abs=1.5)
    assert not loud.is_clipped
    assert (loud.channels, loud.silent_channels) == (2, ())
    assert loud.leading_silence == loud.trailing_silence == timedelta()


def test_peaks_that_are_cut_off_are_heard(tmp_path):
    assert sound(tmp_path, "gain", "30").is_clipped


@pytest.mark.parametrize("at", ["0", "9.9995"])
def test_a_true_peak_is_never_less_than_another_meter_hears_at_the_first_and_the_last_sample_too(tmp_path, at):
    file = tmp_path / "click.wav"
    click = f"aevalsrc='0.05*sin(2000*t)+0.6*gte(t,{at})*lt(t,{at}+0.0002)':s=44100:d=10"
    command = [need_program("ffmpeg"), "-nostdin", "-hide_banner", "-f", "lavfi", "-i", click, str(file)]
    subprocess.run(command, capture_output=True, check=True)
    other = [need_program("ffmpeg"), "-nostdin", "-hide_banner", "-i", str(file), "-af", "ebur128=peak=true"]
    said = subprocess.run([*other, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    heard = measure_sound(need_program("ffmpeg"), file, timedelta(seconds=10))
    # What rings on behind the last sample, the other one does not hear.
    assert -0.11 <= heard.true_peak_dbtp - float(said.rpartition("Peak:")[2].split()[0]) <= 0.3


def test_a_dead_channel_is_heard(tmp_path):
    assert sound(tmp_path, "norm", "-10", "remix", "1", "0").silent_channels == (2,)


def test_silence_at_both_ends_is_measured(tmp_path):
    found = sound(tmp_path, "trim", "0", "4", "norm", "-10", "pad", "2", "4")
    assert found.leading_silence.total_seconds() == pytest.approx(2, abs=0.2)
    assert found.trailing_silence.total_seconds() == pytest.approx(4, abs=0.2)


def damaged(tmp_path, *options: str, flips: int, suffix: str = ".mp3"):
    """What is heard of a recording with so many bits turned over, here and there in its middle."""
    whole = encode(tmp_path / f"whole{suffix}", 10, "-b:a", "128k", *options)
    data, chance = bytearray(whole.read_bytes()), Random(7)  # noqa: S311 - the same bits in each run
    for _ in range(flips):
        data[chance.randrange(len(data) // 4, len(data) // 4 * 3)] ^= 1 << chance.randrange(8)
    (tmp_path / f"damaged{suffix}").write_bytes(data)
    return measure_sound(need_program("ffmpeg"), tmp_path / f"damaged{suffix}", timedelta(seconds=10))


@pytest.mark.parametrize("suffix", [".mp3", ".m4a"])
def test_damaged_frames_are_counted_and_sound_ones_are_not(suffix, tmp_path):
    assert damaged(tmp_path, flips=0, suffix=suffix).damaged_frames == 0
    assert damaged(tmp_path, flips=60, suffix=suffix).damaged_frames > 0


def test_a_piece_that_is_no_sound_any_more_is_missed(tmp_path):
    whole = encode(tmp_path / "whole.mp3", 10, "-b:a", "128k")
    data = whole.read_bytes()
    whole.write_bytes(data[:60_000] + bytes(40_000) + data[100_000:])
    found = measure_sound(need_program("ffmpeg"), whole, timedelta(seconds=10))
    assert found.heard < timedelta(seconds=8.5)


def test_a_whole_recording_is_heard_to_its_end(tmp_path):
    assert sound(tmp_path, "norm", "-10").heard.total_seconds() == pytest.approx(10, abs=0.1)


def test_what_is_no_sound_has_no_measures(tmp_path):
    file = tmp_path / "no.mp3"
    file.write_bytes(b"nothing")
    assert measure_sound(need_program("ffmpeg"), file, timedelta(seconds=1)) is None
