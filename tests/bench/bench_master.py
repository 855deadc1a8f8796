"""Mastering three hours beside the passes of ffmpeg that it consists of; its memory, and that of ffmpeg.

The recording is sparse: a sentence every half minute, in two equal channels. The passes are a plain measurement of
what was given, and the encoding with the filters that its recipe tells; hearing what was encoded comes beside it.
Memory is that of each process; Balado's own children hold what the passes hold.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from audio_samples import ffmpeg
from measuring import Sample, median_cpu_seconds, median_seconds, peak_mb, run, table

from balado.workshop.sound.recipe import recipe_path

HOURS = 3
ROUNDS = 1
SPARSE = (
    "anoisesrc=c=pink:a=0.3:r=48000:d={seconds}:seed=3,tremolo=f=4:d=0.7,volume=eval=frame:volume='lt(mod(t,30),4)',"
    "pan=stereo|c0=c0|c1=c0"
)
FFMPEG = ("ffmpeg", "-nostdin", "-nostats", "-hide_banner", "-y")
METER = "ebur128=peak=true:framelog=verbose"


def main(hours: float = HOURS) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ffmpeg("-f", "lavfi", "-i", SPARSE.format(seconds=hours * 3600), str(folder / "talk.wav"))
        mastered = [_master(folder) for _ in range(ROUNDS)]
        measured = [_pass(folder, "-i", "talk.wav", "-af", METER, "-f", "null", "-") for _ in range(ROUNDS)]
        recipe = json.loads(recipe_path(folder / "talk.mp3").read_text("utf-8"))
        codec, bitrate = recipe["encoder"].split()
        filters = ("-filter_complex", recipe["filter"], "-map", "[made]")
        encoding = ("-i", "talk.wav", *filters, "-c:a", codec, "-b:a", bitrate, "plain.mp3")
        encoded = [_pass(folder, *encoding) for _ in range(ROUNDS)]
        heard = [_pass(folder, "-i", "plain.mp3", "-af", METER, "-f", "null", "-") for _ in range(ROUNDS)]
        passes = median_seconds(measured) + median_seconds(encoded)
        rows = [
            _row("balado master", mastered, passes),
            _row("measuring by ffmpeg alone", measured, passes),
            _row("encoding by ffmpeg alone", encoded, passes),
            _row("hearing the result by ffmpeg alone", heard, passes),
        ]
        title = f"{hours:g} hours of sparse speech (floor: 1.3x of measuring and encoding, memory under 150 MB)"
        table(title, ["run", "s", "ratio", "CPU s", "peak MB"], rows)


def _row(name: str, samples: list[Sample], passes: float) -> list[object]:
    seconds = median_seconds(samples)
    return [name, seconds, seconds / passes, median_cpu_seconds(samples), peak_mb(samples)]


def _master(folder: Path) -> Sample:
    for made in folder.glob("talk.mp3*"):
        made.unlink()
    return run([sys.executable, "-m", "balado", "master", "talk.wav"], folder)


def _pass(folder: Path, *arguments: str) -> Sample:
    return run([*FFMPEG, *arguments], folder)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
