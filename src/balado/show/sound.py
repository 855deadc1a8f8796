"""What an author says of how the show's recordings are made from what the recorder gave: `sound` of feed.yaml. Pure."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from balado.message import level_text, say
from balado.show.values.forms import RelativePath, Truth, one_of
from balado.show.values.group import Written
from balado.show.values.plain import text, wrong

STEREO_LUFS, MONO_LUFS = -16.0, -19.0
"""What a recording is brought to. One channel comes out of two loudspeakers, which adds 3 LU: both sound alike."""

MOST_TRUE_PEAK_DBTP = -1.0
"""Apple, audio requirements; EBU R 128."""

BITRATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""In kbit/s: those of MPEG-1 layer III (ISO/IEC 11172-3), which AAC takes too."""

_DECIBELS = re.compile(r"[-−]?(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:LUFS|LKFS|dBTP|dBFS|dB)?", re.IGNORECASE)
_BITRATE = re.compile(r"(\d{2,3})\s*(?:k|kbps|kbit/s|kb/s)?", re.IGNORECASE)
_QUIETEST_LUFS, _LOUDEST_LUFS = -31.0, -9.0
_LOWEST_PEAK = -9.0


def _decibels(lowest: float, highest: float, value: object) -> float:
    """A level below zero; whoever leaves the sign out means the same."""
    written = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else text(value)
    found = _DECIBELS.fullmatch(written.strip())
    level = -float(found[1].replace(",", ".")) if found else 0.0
    if found is None or not lowest <= level <= highest:
        what = say(
            "“{text}” is no level from {lowest} to {highest}.",
            text=written,
            lowest=level_text(lowest),
            highest=level_text(highest),
        )
        raise wrong(what, say("Write a number, for example -16 for the loudness or -1 for the peak."))
    return level


def _bitrate(value: object) -> int:
    """A bitrate in kbit/s, with or without its unit: `96k`, `96`."""
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    found = _BITRATE.fullmatch(written.strip())
    if found is None or int(found[1]) not in BITRATES:
        what = say("“{text}” is no bitrate of MP3.", text=written)
        raise wrong(what, say("Write one of: {bitrates}.", bitrates=", ".join(f"{one}k" for one in BITRATES)))
    return int(found[1])


Loudness = Annotated[
    float,
    PlainValidator(partial(_decibels, _QUIETEST_LUFS, _LOUDEST_LUFS)),
    WithJsonSchema({"type": "number", "minimum": _QUIETEST_LUFS, "maximum": _LOUDEST_LUFS}),
]
Peak = Annotated[
    float,
    PlainValidator(partial(_decibels, _LOWEST_PEAK, MOST_TRUE_PEAK_DBTP)),
    WithJsonSchema({"type": "number", "minimum": _LOWEST_PEAK, "maximum": MOST_TRUE_PEAK_DBTP}),
]
Bitrate = Annotated[
    int, PlainValidator(_bitrate), WithJsonSchema({"type": "string", "enum": [f"{one}k" for one in BITRATES]})
]
SoundFormat = Annotated[
    Literal["mp3", "m4a"],
    PlainValidator(partial(one_of, ("mp3", "m4a"))),
    WithJsonSchema({"type": "string", "enum": ["mp3", "m4a"]}),
]
SoundChannels = Annotated[
    Literal["auto", "mono", "stereo"],
    PlainValidator(partial(one_of, ("auto", "mono", "stereo"))),
    WithJsonSchema({"type": "string", "enum": ["auto", "mono", "stereo"]}),
]


class SoundSettings(Written):
    """How `balado master` makes a recording: its loudness, its form, what is put before and behind it."""

    loudness: Loudness | None = Field(None, description="In LUFS: -16 in stereo and -19 in mono unless said otherwise.")
    peak: Peak = Field(MOST_TRUE_PEAK_DBTP, description="The highest true peak after encoding, in dB.")
    format: SoundFormat = Field("mp3", description="mp3 or m4a.")
    bitrate: Bitrate | None = Field(None, description="96k in mono and 128k in stereo unless said otherwise.")
    channels: SoundChannels = Field("auto", description="auto: mono where both channels are alike or one is dead.")
    trim: Truth = Field(False, description="Whether long silence at both ends is cut off.")
    highpass: Truth = Field(False, description="Whether rumble below 80 Hz is taken out.")
    denoise: Truth = Field(False, description="Whether even noise is lowered a little.")
    intro: RelativePath | None = Field(None, description="A recording that comes before each one: sound/intro.wav.")
    outro: RelativePath | None = Field(None, description="A recording that comes after each one: sound/outro.wav.")

    def target_lufs(self, channels: int) -> float:
        """The loudness that a recording of so many channels is brought to."""
        if self.loudness is not None:
            return self.loudness
        return MONO_LUFS if channels == 1 else STEREO_LUFS
