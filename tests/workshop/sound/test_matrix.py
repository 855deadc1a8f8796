"""Of whatever the recorder gives, the same comes out: so loud, no louder at its peaks, as long, on as many channels.

All is measured on what was encoded, by ffmpeg in a process of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from audio_samples import decoded_seconds
from masters import SECONDS, given, mastered, measured
from workers import first_of

MONO, STEREO = -19.0, -16.0

CASES: dict[str, tuple[str, str, float, int, tuple[str, ...], str]] = {
    # suffix, channels, gain in dB over about -27 LUFS, rate, options, what comes out
    "a telephone": ("wav", "mono", -3, 8_000, ("-c:a", "pcm_mulaw"), "mono"),
    "a dictation machine's AIFF": ("aiff", "mono", -9, 11_025, (), "mono"),
    "16 kHz of 8 bits": ("wav", "mono", 3, 16_000, ("-c:a", "pcm_u8"), "mono"),
    "twins at 22 kHz in Ogg FLAC": ("oga", "twin", -3, 22_050, ("-c:a", "flac"), "mono"),
    "MP3 at 32 kHz": ("mp3", "wide", 0, 32_000, ("-b:a", "192k"), "stereo"),
    "very quiet at 88.2 kHz": ("wav", "mono", -18, 88_200, ("-c:a", "pcm_s24le"), "mono"),
    "96 kHz in a WAV that may have more than 4 GB": (
        "wav", "wide", 0, 96_000, ("-c:a", "pcm_s24le", "-rf64", "always"), "stereo"
    ),
    "very quiet, 16 bits": ("wav", "wide", -18, 48_000, (), "stereo"),
    "quiet in ALAC": ("m4a", "wide", -10, 48_000, ("-c:a", "alac"), "stereo"),
    "as it should be in Matroska": ("mkv", "wide", 11, 48_000, ("-c:a", "flac"), "stereo"),
    "loud in CAF": ("caf", "wide", 17, 48_000, (), "stereo"),
    "clipped": ("wav", "mono", 24, 44_100, (), "mono"),
    "clipped hard": ("wav", "wide", 38, 44_100, (), "stereo"),
    "over the top in floating point": ("wav", "wide", 27, 48_000, ("-c:a", "pcm_f32le"), "stereo"),
    "0 LUFS in 64 bits": ("wav", "mono", 27, 48_000, ("-c:a", "pcm_f64le"), "mono"),
    "twins with noise": ("wav", "twin with noise", 3, 48_000, (), "mono"),
    "twins, one a little louder": ("wav", "unequal twin", 3, 48_000, (), "mono"),
    "left only": ("wav", "left only", 0, 48_000, (), "mono"),
    "right only in FLAC": ("flac", "right only", 0, 44_100, (), "mono"),
    "a dead channel that hums": ("wav", "right, and hum on the left", 0, 48_000, (), "mono"),
    "one voice nearer the left": ("wav", "narrow", 3, 48_000, (), "stereo"),
    "surround": ("wav", "surround", 0, 48_000, (), "stereo"),
    "surround film": ("mp4", "surround", 0, 48_000, ("-c:a", "aac"), "stereo"),
    "Ogg Vorbis": ("ogg", "wide", -3, 44_100, ("-c:a", "libvorbis"), "stereo"),
    "Opus": ("opus", "mono", -3, 48_000, ("-c:a", "libopus"), "mono"),
    "a telephone's M4A": ("m4a", "twin", -6, 44_100, ("-c:a", "aac", "-b:a", "96k"), "mono"),
    "raw AAC": ("aac", "mono", -6, 44_100, (), "mono"),
    "MP2": ("mp2", "mono", 0, 48_000, (), "mono"),
    "WMA": ("wma", "mono", 0, 44_100, (), "mono"),
}  # fmt: skip
"""Every format, rate, loudness and kind of channels that recorders give, each at least once: most of them in pairs."""


@pytest.mark.parametrize("case", first_of(CASES, 15))
def test_every_recording_comes_out_alike(case: str, tmp_path: Path) -> None:
    suffix, channels, gain, rate, options, expected = CASES[case]
    path = given(tmp_path / f"given.{suffix}", channels, gain, *options, rate=rate)
    made = mastered(path)
    heard = measured(made.path)
    assert heard.channels == expected
    assert heard.lufs == pytest.approx(MONO if expected == "mono" else STEREO, abs=0.5)
    assert heard.dbtp <= -1.0
    is_exact = suffix in ("wav", "flac", "aiff", "caf")
    assert heard.seconds == pytest.approx(SECONDS if is_exact else decoded_seconds(path), abs=0.05)
    assert heard.rate == min((44_100, 48_000), key=lambda one: abs(one - rate))
    told = made.recipe.made
    assert told.loudness == heard.lufs
    # The other one counts in double precision: near the border between two tenths they may part.
    assert told.true_peak == pytest.approx(heard.dbtp, abs=0.11)
    assert told.duration == pytest.approx(heard.seconds, abs=0.001)
