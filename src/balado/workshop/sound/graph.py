"""The graphs of ffmpeg's filters: what is heard of a recording, and how the published one is made of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from balado.show.sound import SoundSettings

SILENCE_LEFT_SECONDS = 0.5

_MONO = "pan=mono|c0=.5*c0+.5*c1"
# Left, right, and by how much they differ: what two equal channels have not. Encoders fill up the heights of each
# channel with a noise of its own, and there is little of a voice there: at this rate they are left out.
_LEVELS = "aresample=8000,pan=3c|c0=c0|c1=c1|c2=.5*c0-.5*c1,astats=measure_overall=none:measure_perchannel=RMS_level"
_RUMBLE = "highpass=f=80"
_NOISE = "afftdn=nr=6:nf=-50:tn=1"
_OVERSAMPLING = 4
_LOOKAHEAD_SECONDS = 0.005
_RATES_HZ = (44_100, 48_000)


@dataclass(frozen=True, slots=True)
class Master:
    """A recording as it was given: 3 channels or more are surround sound, a `duration` of zero is not known.

    `opened_by` is the version of the ffmpeg that looked at it, `chapters` how many it found inside.
    """

    path: Path
    rate_hz: int
    channels: int
    duration: timedelta = timedelta()
    opened_by: str = ""
    chapters: int = 0

    @property
    def published_rate_hz(self) -> int:
        """Of the two rates that every player takes, the nearest."""
        return min(_RATES_HZ, key=lambda rate: abs(rate - self.rate_hz))


@dataclass(frozen=True, slots=True)
class Part:
    """What is heard at a stretch: one recording, several in order, or two microphones of one talk laid together.

    `masters` are inputs of ffmpeg from number `first` on. `channels` is what they are worked on with, 1 or 2.
    `filters` are applied to all of it.
    """

    masters: tuple[Master, ...]
    channels: int
    rate_hz: int
    is_pair: bool = False
    filters: tuple[str, ...] = ()
    first: int = 0


@dataclass(frozen=True, slots=True)
class Shaping:
    """What is done with a part: the seconds that stay (None: to its end), the channel that stays, its gain in dB.

    `fade` are the seconds in which it comes in while the part before goes out.
    """

    gain_db: float
    narrowing: str = ""
    start: float = 0.0
    end: float | None = None
    fade: float = 0.0


@dataclass(frozen=True, slots=True)
class Limit:
    """The ceiling in dB under which a limiter keeps the peaks; None where there is headroom for all of them."""

    ceiling_db: float | None
    rate_hz: int


def cleaning(settings: SoundSettings) -> tuple[str, ...]:
    """The filters that take rumble and noise away, where the settings ask for it."""
    return tuple(one for one, is_wanted in ((_RUMBLE, settings.highpass), (_NOISE, settings.denoise)) if is_wanted)


def to_mono(living: int | None = None) -> str:
    """The filter that leaves one channel: the only one that is alive (0 or 1), or else the middle of both."""
    return _MONO if living is None else f"pan=mono|c0=c{living}"


def hearing_graph(part: Part, meters: str) -> str:
    """The graph that tells what the filters `meters` measure, and of two channels their levels; it ends in `heard`."""
    levels = f",aformat=sample_fmts=fltp,{_LEVELS}" if part.channels == 2 else ""
    return f"{_joined(part, 'all')};[all]{meters}{levels}[heard]"


def silence_graph(part: Part, below_db: float) -> str:
    """The graph that tells the silences of a part; it ends in `heard`."""
    return f"{_joined(part, 'all')};[all]silencedetect=noise={below_db:.0f}dB:d=1[heard]"


def mastering_graph(parts: Sequence[tuple[Part, Shaping]], limit: Limit) -> str:
    """The graph that makes the published recording of the parts, one fading into the next; it ends in `made`."""
    chains = []
    for number, (part, shaping) in enumerate(parts):
        chains.append(_joined(part, f"all{number}"))
        chains.append(f"[all{number}]{_shaped(shaping)}[part{number}]")
    last = "part0"
    for number, (_, shaping) in enumerate(parts[1:], 1):
        chains.append(f"[{last}][part{number}]acrossfade=d={shaping.fade:.3f}[upto{number}]")
        last = f"upto{number}"
    return ";".join([*chains, f"[{last}]{_limited(limit)}[made]"])


def _joined(part: Part, label: str) -> str:
    """One stream of all recordings of a part, of its rate and its channels."""
    inputs = [
        f"[{part.first + number}:a:0]{','.join(_prepared(master, part))}[{label}_{number}]"
        for number, master in enumerate(part.masters)
    ]
    labels = "".join(f"[{label}_{number}]" for number in range(len(part.masters)))
    joining = (
        f"amix=inputs={len(part.masters)}:duration=longest:normalize=0"
        if part.is_pair
        else f"concat=n={len(part.masters)}:v=0:a=1"
    )
    filters = ",".join((joining, *part.filters))
    return ";".join([*inputs, f"{labels}{filters}[{label}]"])


def _prepared(master: Master, part: Part) -> tuple[str, ...]:
    is_surround = master.channels > 2
    channels = min(master.channels, 2)
    down = ("aformat=channel_layouts=stereo",) if is_surround else ()
    return (*down, _SHAPES[channels, part.channels], f"aresample={part.rate_hz}", "aformat=sample_fmts=fltp")


_SHAPES = {
    (1, 1): "pan=mono|c0=c0",
    (1, 2): "pan=stereo|c0=c0|c1=c0",
    (2, 1): _MONO,
    (2, 2): "pan=stereo|c0=c0|c1=c1",
}
"""The filter that makes so many channels of so many."""


def _shaped(shaping: Shaping) -> str:
    end = "" if shaping.end is None else f":end={shaping.end:.6f}"
    cut = f"atrim=start={shaping.start:.6f}{end},asetpts=PTS-STARTPTS" if shaping.start or end else ""
    return ",".join(filter(None, (cut, shaping.narrowing, f"volume={shaping.gain_db:.3f}dB")))


def _limited(limit: Limit) -> str:
    """The limiter looks ahead, which delays what it gives: as much silence is put behind, and cut off in front."""
    if limit.ceiling_db is None:
        return "anull"
    ceiling = 10 ** (limit.ceiling_db / 20)
    return ",".join(
        (
            f"apad=pad_dur={_LOOKAHEAD_SECONDS}",
            f"aresample={limit.rate_hz * _OVERSAMPLING}",
            f"alimiter=limit={ceiling:.6f}:attack={_LOOKAHEAD_SECONDS * 1000:g}:release=50:level=disabled",
            f"aresample={limit.rate_hz}",
            f"atrim=start={_LOOKAHEAD_SECONDS}",
            "asetpts=PTS-STARTPTS",
        )
    )
