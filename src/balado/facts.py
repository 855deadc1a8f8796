"""Facts about media: what the files are, and how each fact was found. Kept in every generation. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from balado.artifact import Fingerprint

__all__ = [
    "AudioTags",
    "BitrateMode",
    "EmbeddedChapter",
    "EmbeddedCover",
    "Fact",
    "FileFacts",
    "Fingerprint",
    "ImageFacts",
    "MediaFacts",
    "SoundFacts",
]

BitrateMode = Literal["constant", "average", "variable", "unknown"]


class Fact(BaseModel):
    """A record about a file, frozen, that survives the way through JSON unchanged."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="float")


class EmbeddedCover(Fact):
    """A picture found inside a recording."""

    media_type: str
    byte_size: int
    sha256: str


class EmbeddedChapter(Fact):
    """One chapter found inside a recording."""

    start: timedelta
    end: timedelta | None = None
    title: str = ""
    href: str | None = None
    picture: EmbeddedCover | None = None


class AudioTags(Fact):
    """What the recording says of itself, in the words of its tags; None or empty where it says nothing.

    `date` is the text of the tag (`2022-10-19`, `2022`). `description` and `guid` come from the podcast frames that
    Apple added to ID3 (TDES, TGID). Records of earlier versions hold more, which nobody ever read: it is passed over.
    """

    model_config = ConfigDict(extra="ignore")

    title: str | None = None
    artists: tuple[str, ...] = ()
    track: int | None = None
    disc: int | None = None
    date: str | None = None
    comment: str | None = None
    description: str | None = None
    guid: str | None = None


class MediaFacts(Fact):
    """What a recording is.

    `media_type` and `suffix` follow from the content, never from the name. `bitrate` is in bits per second.
    `found` tells for each fact how it was found (`duration`: `xing header`, `frames walked`, ...).
    `header_duration` is what the file's own header promised, where that differs from `duration`.
    `ends_mid_frame` says that the last frame of sound is incomplete in a file that does not tell its own length.
    `tag_byte_size` counts the tags before the sound; `index_behind` says that an MP4 has its index behind the sound,
    `tells_place` that it carries the place where it was recorded.
    """

    byte_size: int
    sha256: str
    media_type: str
    suffix: str
    codec: str
    duration: timedelta
    header_duration: timedelta | None = None
    ends_mid_frame: bool = False
    bitrate: int
    bitrate_mode: BitrateMode
    channels: int
    sample_rate_hz: int
    found: Mapping[str, str] = Field(default_factory=dict)
    tags: AudioTags = AudioTags()
    chapters: tuple[EmbeddedChapter, ...] = ()
    cover: EmbeddedCover | None = None
    tag_byte_size: int = 0
    index_behind: bool = False
    tells_place: bool = False


class FileFacts(Fact):
    """What a file beside a recording is. `sha384` is in base64, as W3C's Subresource Integrity writes it."""

    byte_size: int
    sha256: str
    sha384: str
    media_type: str


MOST_PIXELS_TO_TURN = 3000 * 3000
"""A picture of more is not unpacked to be turned: no platform takes one of more."""


class ImageFacts(Fact):
    """What a picture is, as it is looked at. `mode` is Pillow's word for its colours (`RGB`, `RGBA`, `L`, `CMYK`).

    `tells_place` says that it carries the place where it was taken, `orientation` how it is stored turned, as EXIF
    numbers it (1: upright), `bytes_behind` how many bytes stand behind its end.
    """

    byte_size: int
    sha256: str
    media_type: str
    suffix: str
    width_px: int
    height_px: int
    mode: str
    tells_place: bool = False
    orientation: int = 1
    bytes_behind: int = 0

    @property
    def is_upright(self) -> bool:
        """Whether every app shows it as it is meant."""
        return self.orientation == 1

    @property
    def is_turnable(self) -> bool:
        """Whether it may be unpacked, to be turned."""
        return self.width_px * self.height_px <= MOST_PIXELS_TO_TURN

    @property
    def is_publishable_as_it_is(self) -> bool:
        """Whether listeners may have the very file."""
        return self.is_upright and not self.tells_place and not self.bytes_behind


class SoundFacts(Fact):
    """How a recording sounds. What could not be measured is None; `silent_channels` count from 1.

    `heard` is how long it played, `damaged_frames` how many of its frames could not be played as they are.
    """

    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    leading_silence: timedelta = timedelta()
    trailing_silence: timedelta = timedelta()
    channels: int = 0
    silent_channels: tuple[int, ...] = ()
    is_clipped: bool = False
    heard: timedelta | None = None
    damaged_frames: int = 0
