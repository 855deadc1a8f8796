"""How the recordings of the first show were made.

    python tests/sample/record.py

reads `tests/sample/<episode>.txt` aloud into `episodes/<episode>/conference.mp3` (`.m4a` for the episodes in
AS_M4A), with the programs of Debian's packages espeak-ng and ffmpeg. Run it after changing a text. No test runs it:
the recordings are kept in git, and other versions of these programs give other bytes, so a new publication.

Each paragraph is spoken by itself and followed by a pause; the voice is then cleaned a little, levelled to -16 LUFS
with a true peak below -1 dBTP, and encoded: MP3, constant 64 kbit/s, mono, 44.1 kHz, with ID3v2.3 tags; or AAC-LC at
80 kbit/s in an MP4 whose index comes first.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
from typing import NamedTuple

import yaml

TEXTS = Path(__file__).parent
ROOT = TEXTS.parents[1]
AS_M4A = {"03-adapter-aux-destinataires"}

VOICE = ["espeak-ng", "-v", "fr-fr", "-s", "148", "-p", "38", "-a", "90"]
"""The French voice, 148 words a minute, a little lower than its default."""

SPOKEN_RATE_HZ = 22_050
PAUSE_S = 0.75
SAID_AS = {"Boisdeffre": "Boideffre", "’": "'", "\u00a0": " ", "« ": "", " »": ""}
"""What the voice would stumble over, in this order, and what it is given instead."""

LOUDNESS_LUFS = -16.0
CLOSE_ENOUGH_LU = 0.2

CLEAN = (
    "highpass=f=75,equalizer=f=220:t=q:w=1:g=2,equalizer=f=3400:t=q:w=1.2:g=-3,"
    "acompressor=threshold=-24dB:ratio=2.5:attack=6:release=140"
)
LIMIT = "aresample=176400,alimiter=limit=-3dB:level=false:attack=4:release=60,aresample=44100"
"""Limited at four times the rate, where the peaks between samples show; encoding then adds up to about 1 dB."""


class Level(NamedTuple):
    """Integrated loudness in LUFS and true peak in dBTP (ITU-R BS.1770)."""

    loudness: float
    true_peak: float


def run(*command: str | Path) -> str:
    """Gives what a program said on stderr, where ffmpeg reports. Raises CalledProcessError when it fails."""
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    return done.stderr


def paragraphs(text: str) -> list[str]:
    """The text as the voice wants it, one part for each breath."""
    for written, said in SAID_AS.items():
        text = text.replace(written, said)
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def speak(text: str, into: Path, folder: Path) -> None:
    """Writes the spoken text as WAV, with a pause around each paragraph."""
    silence = b"\0\0" * round(SPOKEN_RATE_HZ * PAUSE_S)
    with wave.open(str(into), "wb") as whole:
        whole.setnchannels(1)
        whole.setsampwidth(2)
        whole.setframerate(SPOKEN_RATE_HZ)
        whole.writeframes(silence)
        for paragraph in paragraphs(text):
            part = folder / "paragraph.wav"
            run(*VOICE, "-w", part, paragraph)
            with wave.open(str(part), "rb") as spoken:
                whole.writeframes(spoken.readframes(spoken.getnframes()) + silence)


def level(recording: Path) -> Level:
    """Measures a recording with ffmpeg's ebur128."""
    said = run("ffmpeg", "-nostdin", "-hide_banner", "-i", recording, "-af", "ebur128=peak=true", "-f", "null", "-")
    summary = said[said.rindex("Summary:") :]
    loudness = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)
    if loudness is None or peak is None:
        raise ValueError(summary)
    return Level(float(loudness[1]), float(peak[1]))


def tags(folder: Path) -> list[str]:
    """What the recording says of itself, from feed.yaml and episode.md."""
    show = yaml.safe_load((ROOT / "feed.yaml").read_text(encoding="utf-8"))
    episode = yaml.safe_load((folder / "episode.md").read_text(encoding="utf-8").split("---\n")[1])
    said = {
        "title": episode["title"],
        "artist": show["author"],
        "album": show["title"],
        "track": episode["episode"],
        "date": str(episode["date"])[:4],
        "genre": "Podcast",
    }
    return [part for key, value in said.items() for part in ("-metadata", f"{key}={value}")]


def encode(spoken: Path, into: Path, gain_db: float) -> None:
    """Cleans, levels and encodes; bitexact keeps the date and the version of ffmpeg out of the file."""
    form = {
        ".mp3": ["-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "3", "-write_id3v1", "0"],
        ".m4a": ["-c:a", "aac", "-profile:a", "aac_low", "-b:a", "80k", "-movflags", "+faststart"],
    }[into.suffix]
    chain = f"{CLEAN},aresample=44100,volume={gain_db:.2f}dB,{LIMIT}"
    source: list[str | Path] = ["ffmpeg", "-nostdin", "-y", "-i", spoken, "-af", chain, "-ac", "1", "-ar", "44100"]
    exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    run(*source, *exact, *tags(into.parent), *form, into)


def record(text: Path, folder: Path) -> Level:
    """Makes one recording; the gain is corrected until the encoded file itself has the right loudness."""
    recording = folder / ("conference.m4a" if folder.name in AS_M4A else "conference.mp3")
    with tempfile.TemporaryDirectory() as name:
        spoken = Path(name) / "spoken.wav"
        speak(text.read_text(encoding="utf-8"), spoken, Path(name))
        gain_db = 0.0
        for _ in range(8):
            encode(spoken, recording, gain_db)
            found = level(recording)
            if abs(found.loudness - LOUDNESS_LUFS) <= CLOSE_ENOUGH_LU:
                break
            gain_db += LOUDNESS_LUFS - found.loudness
    return found


def main() -> None:
    """Makes all five and says how loud they are."""
    for text in sorted(TEXTS.glob("[0-9]*.txt")):
        found = record(text, ROOT / "episodes" / text.stem)
        sys.stdout.write(f"{text.stem}: {found.loudness} LUFS, {found.true_peak} dBTP\n")


if __name__ == "__main__":
    main()
