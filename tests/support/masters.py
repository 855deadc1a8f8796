"""Recordings as they are given, of noise that a meter takes for speech, and what another run of ffmpeg measures."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from audio_samples import ffmpeg
from programs import need_program

from balado.media.heard import HeardSounds
from balado.show.sound import SoundSettings
from balado.workshop.sound.master import Mastered, Order, Tools, master

SECONDS = 2.5


def voice(seed: int = 1, seconds: float = SECONDS) -> str:
    """A source of ffmpeg: syllables of pink noise, at about -27 LUFS."""
    return f"anoisesrc=c=pink:a=0.5:r=48000:d={seconds}:seed={seed},tremolo=f=4:d=0.7"


CHANNELS = {
    "mono": "anull",
    "twin": "pan=stereo|c0=c0|c1=c0",
    "twin with noise": "pan=stereo|c0=c0|c1=c0,aformat=channel_layouts=stereo[twin];"
    "anoisesrc=a=0.002:r=48000:d=3:seed=8[l];anoisesrc=a=0.002:r=48000:d=3:seed=9[r];"
    "[l][r]join=inputs=2:channel_layout=stereo[noise];[twin][noise]amix=duration=first:normalize=0",
    "unequal twin": "pan=stereo|c0=c0|c1=.92*c0",
    "left only": "pan=stereo|c0=c0|c1=0*c0",
    "right only": "pan=stereo|c0=0*c0|c1=c0",
    "right, and hum on the left": "pan=stereo|c0=.01*c0|c1=c0",
    "wide": f"anull[l];{voice(2)}[r];[l][r]join=inputs=2:channel_layout=stereo",
    "narrow": "asplit[m][n];[n]adelay=7:all=1,lowpass=f=900,volume=-9dB[o];"
    "[m][o]join=inputs=2:channel_layout=stereo:map=0.0-FL|0.0-FR,pan=stereo|c0=c0|c1=.5*c1",
    "surround": "pan=5.1|FL=.5*c0|FR=.4*c0|FC=c0|LFE=.1*c0|BL=.2*c0|BR=.1*c0",
}
"""What is done with the voice, for the channels of a recording."""


def given(path: Path, channels: str = "mono", gain_db: float = 0.0, *options: str, rate: int = 44_100) -> Path:
    """A recording in the format of the path's suffix and the options."""
    chain = f"{voice()},volume={gain_db}dB,{CHANNELS[channels]}[out]"
    ffmpeg("-filter_complex", chain, "-map", "[out]", "-ar", str(rate), *options, str(path))
    return path


def mastered(path: Path, *more: Path, settings: SoundSettings | None = None, pair: bool = False) -> Mastered:
    """What is made of recordings, beside the first of them."""
    wanted = settings or SoundSettings()
    target = path.with_name(f"made.{wanted.format}")
    order = Order((path, *more), target, wanted, "0123456789", is_pair=pair)
    return master(order, tools())


def tools() -> Tools:
    return Tools(need_program("ffmpeg"), HeardSounds())


@dataclass(frozen=True)
class Measured:
    """What a process of its own hears in a decoded recording."""

    lufs: float
    dbtp: float
    seconds: float
    channels: str
    rate: int


def measured(path: Path) -> Measured:
    command = [need_program("ffmpeg"), "-nostdin", "-hide_banner", "-nostats", "-progress", "pipe:1", "-i", str(path)]
    filters = ["-map", "0:a:0", "-af", "ebur128=peak=true", "-f", "null", "-"]
    run = subprocess.run([*command, *filters], capture_output=True, text=True, check=True)
    summary = run.stderr.rpartition("Summary:")[2]
    stream = re.search(r"Audio: .*?, (\d+) Hz, (\w+)", run.stderr)
    lufs, dbtp = re.search(r"I: +(\S+) LUFS", summary), re.search(r"Peak: +(\S+) dBFS", summary)
    played = re.findall(r"out_time_us=(\d+)", run.stdout)
    assert stream is not None
    assert lufs is not None
    assert dbtp is not None
    return Measured(float(lufs[1]), float(dbtp[1]), int(played[-1]) / 1e6, stream[2], int(stream[1]))
