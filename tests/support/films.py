"""Short films, made by ffmpeg: a second of a test picture with a tone."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from audio_samples import ffmpeg

H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
OF_TELEPHONE = ("-metadata", "location=+48.8566+002.3522/", "-metadata", "com.apple.quicktime.make=Telephone")


def film(path: Path, *options: str, seconds: float = 1, size: str = "64x48") -> Path:
    """A film; the suffix and the options choose its form. Its index stands behind it unless they say otherwise."""
    picture = ("-f", "lavfi", "-i", f"testsrc=size={size}:rate=10:duration={seconds}")
    tone = ("-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=44100:duration={seconds}")
    ffmpeg(*picture, *tone, *(options or H264), str(path))
    return path


@cache
def _ready(seconds: float) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return film(
            Path(folder) / "a.mp4", *H264, "-movflags", "+faststart", seconds=seconds, size="16x16"
        ).read_bytes()


def film_of(name: str, seconds: float) -> bytes:
    """A film that needs nothing to be done, with a name in it that nothing shows: other bytes for each."""
    said = name.encode()
    return _ready(seconds) + (8 + len(said)).to_bytes(4, "big") + b"free" + said
