"""Sound: what plays when the file is played. One function per family of formats."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from balado.facts import BitrateMode
from balado.media.container import Container, mp4_format, mpeg_format, ogg_format
from balado.media.metadata import NO_METADATA, Metadata, attempt, comments_metadata, id3_metadata
from balado.media.native import headers_of
from balado.media.reading import EXPORT_AGAIN, Unsound, duration_of, reader_of_file
from balado.message import say
from balado.show import formats
from balado.show.formats import Format

if TYPE_CHECKING:
    from balado.media.mp3 import Measure, Mp3Layout
    from balado.media.mp4 import Movie, Track

# The object types of AAC in RFC 6381 (`mp4a.40.N`) and the older names, by what mutagen calls them.
_AAC = ("mp4a", "mp4a.40", "mp4a.66", "mp4a.67", "mp4a.68")
_MP3_IN_MP4 = ("mp4a.6B", "mp4a.69")
_VIDEO_CODECS = {
    "avc1": "h264",
    "avc3": "h264",
    "hvc1": "hevc",
    "hev1": "hevc",
    "av01": "av1",
    "vp09": "vp9",
    "mp4v": "mpeg4",
}


@dataclass(frozen=True, slots=True)
class Sound:
    """What plays: its format and codec, duration, bitrate (bits per second), channels, and how they were found."""

    form: Format
    codec: str
    duration: timedelta
    duration_found: str
    bitrate: int
    bitrate_found: str
    bitrate_mode: BitrateMode
    channels: int
    sample_rate_hz: int
    header_duration: timedelta | None = None
    ends_mid_frame: bool = False


def mpeg_sound(survey: Mp3Layout, measure: Measure) -> Sound:
    """The sound of MPEG audio whose frames are measured."""
    form = mpeg_format(survey.frame.layer)
    return Sound(
        form=form,
        codec=form.codec,
        duration=measure.duration,
        duration_found=measure.found,
        bitrate=measure.bitrate,
        bitrate_found=measure.found,
        bitrate_mode=measure.mode,
        channels=survey.channels,
        sample_rate_hz=survey.frame.sample_rate_hz,
        header_duration=measure.header_duration,
        ends_mid_frame=measure.ends_mid_frame,
    )


def mp4_sound(movie: Movie, byte_size: int) -> Sound:
    """The sound, and the picture if there is one, of an MP4 file. Raises Unsound when there is neither."""
    audio, video = movie.first("audio"), movie.first("video")
    main = video or audio
    if main is None:
        raise Unsound(say("The file holds no sound."), EXPORT_AGAIN)
    stated = attempt(lambda: _mp4_info(audio.description), None) if audio else None
    bitrate = _mean_bitrate(byte_size if video else main.samples.byte_size, movie.duration)
    return Sound(
        form=mp4_format(movie.brand, has_video=video is not None),
        codec="+".join(part for part in (_video_codec(video), _audio_codec(audio, stated)) if part),
        duration=movie.duration,
        duration_found="mp4 edit list" if main.edited else "mp4 sample table",
        bitrate=bitrate,
        bitrate_found="size and duration",
        bitrate_mode="unknown",
        channels=int(getattr(stated, "channels", 0)),
        sample_rate_hz=int(getattr(stated, "sample_rate", 0)),
    )


class Native(NamedTuple):
    """A file that mutagen has read: its format, what it stated, and where the ID3 tag is that it was not given."""

    form: Format
    stated: Any
    id3_start: int | None


def read_native(file: BinaryIO, byte_size: int, container: Container) -> Native:
    """A file in a format that mutagen measures. Raises Unsound when it cannot."""
    given = headers_of(container, reader_of_file(file, byte_size), byte_size)
    form = ogg_format(given.headers) if container is Container.OGG else _FORMS[container]
    # Of AAC without a container mutagen reads the beginning alone, and measures it by the size of the whole.
    stated = attempt(lambda: _stated(file if form is formats.ADTS else BytesIO(given.headers), form), None)
    if stated is None:
        raise Unsound(say("The file begins as {format}, but cannot be read.", format=container.value), EXPORT_AGAIN)
    return Native(form, stated, given.id3_start)


def native_sound(file: BinaryIO, byte_size: int, container: Container) -> tuple[Sound, Metadata]:
    """The sound and words of a format that mutagen measures. Raises Unsound when it cannot."""
    form, found, id3_start = read_native(file, byte_size, container)
    stated = found.info
    duration = duration_of(_seconds(stated))
    by_size = form in _BITRATE_BY_SIZE
    sound = Sound(
        form=form,
        codec=form.codec,
        duration=duration,
        duration_found="stream header",
        bitrate=_mean_bitrate(byte_size, duration) if by_size else int(getattr(stated, "bitrate", 0)),
        bitrate_found="size and duration" if by_size else "stream header",
        bitrate_mode="unknown",
        channels=int(stated.channels),
        sample_rate_hz=int(getattr(stated, "sample_rate", 48000)),
    )
    if id3_start is not None:
        return sound, id3_metadata(reader_of_file(file, byte_size), 0, id3_start)
    return sound, attempt(lambda: comments_metadata(found) if found.tags else NO_METADATA, NO_METADATA)


_FORMS = {
    Container.WAV: formats.WAV,
    Container.AIFF: formats.AIFF,
    Container.FLAC: formats.FLAC,
    Container.ADTS: formats.ADTS,
}
_BITRATE_BY_SIZE = (formats.FLAC, formats.OPUS, formats.OGG_FLAC)


def _seconds(stated: Any) -> float:
    seconds = float(stated.length)
    return max(0.0, seconds) if math.isfinite(seconds) else 0.0


def _stated(headers: BinaryIO, form: Format) -> Any:
    from mutagen import aac, flac, oggflac, oggopus, oggvorbis

    readers: dict[Format, Any] = {
        formats.WAV: _Chunks,
        formats.AIFF: _Chunks,
        formats.FLAC: flac.FLAC,
        formats.ADTS: aac.AAC,
        formats.VORBIS: oggvorbis.OggVorbis,
        formats.OPUS: oggopus.OggOpus,
        formats.OGG_FLAC: oggflac.OggFLAC,
    }
    reader = readers.get(form)
    headers.seek(0)
    return reader(headers) if reader else None


class _Chunks:
    """A WAV or AIFF file in mutagen's form, whose own reader would read the ID3 tag too."""

    tags = None

    def __init__(self, headers: BinaryIO) -> None:
        from mutagen.aiff import AIFFInfo
        from mutagen.wave import WaveStreamInfo

        is_aiff = headers.read(4) == b"FORM"
        headers.seek(0)
        self.info: Any = AIFFInfo(headers) if is_aiff else WaveStreamInfo(headers)


def _mp4_info(description: bytes) -> Any:
    """What mutagen tells of a track's codec: of an index that holds nothing but the description of that track."""
    from mutagen.mp4 import Atoms, MP4Info  # type: ignore[attr-defined] # it has no stub and no __all__

    media = _box(b"hdlr", bytes(8) + b"soun") + _box(b"mdhd", bytes(24))
    media += _box(b"minf", _box(b"stbl", _box(b"stsd", description)))
    index = BytesIO(_box(b"moov", _box(b"trak", _box(b"mdia", media))))
    return MP4Info(Atoms(index), index)  # type: ignore[no-untyped-call] # mutagen has no types


def _box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def _video_codec(track: Track | None) -> str:
    if track is None:
        return ""
    return "protected" if track.is_protected else _VIDEO_CODECS.get(track.codec, track.codec.strip())


def _audio_codec(track: Track | None, stated: Any) -> str:
    if track is None:
        return ""
    if track.is_protected:
        return "protected"
    if track.codec != "mp4a":
        return track.codec.strip()
    exact = str(getattr(stated, "codec", "mp4a"))
    if exact in _MP3_IN_MP4:
        return "mp3"
    return "aac" if exact in _AAC or exact.startswith("mp4a.40") else exact


def _mean_bitrate(byte_size: int, duration: timedelta) -> int:
    seconds = duration.total_seconds()
    return round(byte_size * 8 / seconds) if seconds else 0
