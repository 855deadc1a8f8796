"""Three hours take no more memory than three seconds: nothing of a recording is held in this process."""

from __future__ import annotations

import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from audio_samples import ffmpeg
from masters import mastered, voice

from balado.media.loudness import SoundReport

LARGEST_BYTES = 4_000_000
"""More than two blocks of a digest, and far less than the recording."""


def test_a_large_recording_is_never_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    # 32 bits and 8 channels: large, and soon heard.
    ffmpeg("-f", "lavfi", "-i", voice(seconds=20), "-ac", "8", "-c:a", "pcm_f32le", str(path))
    assert path.stat().st_size > 7 * LARGEST_BYTES
    mastered(path)  # what is imported once is not counted
    (tmp_path / "made.mp3").unlink()
    tracemalloc.start()
    try:
        mastered(path)
        assert tracemalloc.get_traced_memory()[1] < LARGEST_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.in_depth
def test_of_what_ffmpeg_tells_no_more_is_kept_of_three_hours_than_of_a_minute() -> None:
    report = SoundReport()
    tracemalloc.start()
    try:
        for at in range(1, 100_000):
            report.hear(f"[silencedetect @ 0x1] [info] silence_start: {at}")
            report.hear(f"[mp3float @ 0x1] [error] Header missing at {at}")
            report.hear(f"[silencedetect @ 0x1] [info] silence_end: {at}.5 | silence_duration: 0.5")
        assert tracemalloc.get_traced_memory()[1] < LARGEST_BYTES / 40
    finally:
        tracemalloc.stop()
    assert report.damaged_frames == 99_999
    assert report.silences(timedelta(seconds=99_999.6)) == (timedelta(), timedelta(seconds=0.6))
