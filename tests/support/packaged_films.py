"""A film packaged once for each worker, and its playlists as a player reads them: by another eye than Balado's."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audio_samples import ffmpeg, need_program

from balado.events import Meter
from balado.workshop.film.hls.package import package_film

SECONDS = 13.6
"""Two segments and a part of a third."""

RATE = 5


def filmed(path: Path, seconds: float = SECONDS, size: str = "960x540", sound_seconds: float | None = None) -> Path:
    """A film of a test picture with a tone."""
    picture = ("-f", "lavfi", "-i", f"testsrc=size={size}:rate={RATE}:duration={seconds}")
    tone = ("-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=44100:duration={sound_seconds or seconds}")
    ffmpeg(*picture, *tone, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac",
           "-movflags", "+faststart", str(path))  # fmt: skip
    return path


@cache
def packaged_film() -> Path:
    """The folder of a film in three qualities, whose sound ends half a second before the picture."""
    folder = Path(tempfile.mkdtemp(prefix="packaged-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    film = filmed(folder / "film.mp4", sound_seconds=SECONDS - 0.5)
    return package_film(need_program("ffmpeg"), film, folder / "film.hls", "fr", Meter()).folder


@dataclass(frozen=True, slots=True)
class Row:
    """A tag with attributes in a playlist, and the address below it or in it."""

    tag: str
    attributes: dict[str, str]
    address: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment: its seconds, its bytes and where they begin."""

    seconds: float
    byte_size: int
    start: int


def rows(path: Path) -> Iterator[Row]:
    """The tags with attributes."""
    lines = path.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        found = re.match(r"#(EXT-X-[A-Z-]+):(.*)", line)
        if found is None:
            continue
        attributes = {name: value.strip('"') for name, value in re.findall(r'([A-Z-]+)=("[^"]*"|[^,]*)', found[2])}
        below = lines[number + 1] if number + 1 < len(lines) else ""
        yield Row(found[1], attributes, attributes.get("URI", below))


def pieces(path: Path) -> list[Piece]:
    """The segments of a playlist whose pieces are stretches of one file."""
    told = re.findall(r"#EXTINF:([\d.]+),\n#EXT-X-BYTERANGE:(\d+)@(\d+)\n", path.read_text("utf-8"))
    return [Piece(float(seconds), int(size), int(start)) for seconds, size, start in told]


def probed(path: Path, *what: str) -> list[str]:
    """What ffprobe says of a file or of a playlist, a line for each."""
    command = [need_program("ffprobe"), "-v", "error", "-of", "csv=p=0", *what, str(path)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
