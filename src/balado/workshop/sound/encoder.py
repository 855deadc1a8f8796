"""How a recording is encoded: MP3 or AAC, at a bitrate for speech, and the same bytes of the same sound. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from balado.show.sound import SoundSettings

# What is noted about the master (recorder, day, place) goes to nobody, nor does the version of the program.
_SAME_BYTES = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-y")
_OF_SUFFIX: Mapping[str, tuple[str, tuple[str, ...]]] = {
    ".mp3": ("libmp3lame", ("-f", "mp3")),
    ".m4a": ("aac", ("-f", "ipod", "-movflags", "+faststart")),
}
SUFFIXES = tuple(_OF_SUFFIX)
"""How the name of what is made may end."""

_MONO_KBPS, _STEREO_KBPS = 96, 128
# LAME multiplies what it gets by 0.95, from 192 kbit/s on by 0.97 and from 256 on not at all. Measured with 3.100.
_LOWERED_DB = ((256, 0.0), (192, 0.265), (0, 0.445))


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder with its bitrate, by name and as ffmpeg's arguments.

    `lowered_db` is by how much what it encodes comes out quieter than it went in. What is written from the beginning to
    the end can be heard as it comes; the index of an MP4 is put before its sound when that is there.
    """

    name: str
    arguments: tuple[str, ...]
    lowered_db: float = 0.0
    is_heard_as_it_comes: bool = False


def encoder_of(target: PurePath, channels: int, settings: SoundSettings) -> Encoder:
    """The encoder of a file with this suffix and so many channels."""
    codec, form = _OF_SUFFIX[target.suffix.lower()]
    kbps = settings.bitrate or (_MONO_KBPS if channels == 1 else _STEREO_KBPS)
    lowered = next(lowered for least, lowered in _LOWERED_DB if kbps >= least) if codec == "libmp3lame" else 0.0
    arguments = ("-c:a", codec, "-b:a", f"{kbps}k", *form, *_SAME_BYTES)
    return Encoder(f"{codec} {kbps}k", arguments, lowered, is_heard_as_it_comes=codec == "libmp3lame")
