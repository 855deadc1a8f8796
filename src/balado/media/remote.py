"""How long a recording on a server plays, by a few pieces of it, where its format allows that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from balado.media.container import Container, container_of
from balado.media.envelope import leading_tags
from balado.media.mp3 import Mp3Layout, measure, survey
from balado.media.mp4 import read_movie
from balado.media.mpeg import MpegFrame, first_frame, frame_at
from balado.media.reading import ReadAt, Unsound

_HEAD_BYTES = 4096
_PIECE_BYTES = 16_384
_SAMPLES = (0.2, 0.5, 0.8, 0.95)


def remote_duration(read_at: ReadAt, byte_size: int) -> timedelta | None:
    """The duration of an MP3 with a header that agrees with its size, or of one bitrate; of an MP4 with its index.

    None where only the whole file could tell. Never raises.
    """
    try:
        container = container_of(read_at(leading_tags(read_at, byte_size), _HEAD_BYTES))
        if container is Container.MP4:
            return read_movie(read_at, byte_size).duration
        if container is not Container.UNKNOWN:
            return None
        surveyed = survey(_in_small_pieces(read_at), byte_size)
        return None if surveyed is None else _of_mpeg(read_at, surveyed)
    except (Unsound, ArithmeticError, LookupError, ValueError):  # of what a server sends, anything can be wrong
        return None


def _in_small_pieces(read_at: ReadAt) -> ReadAt:
    """A reader that looks for the first frame nearby, not through a quarter of a megabyte."""
    return lambda offset, size: read_at(offset, min(size, _PIECE_BYTES))


def _of_mpeg(read_at: ReadAt, surveyed: Mp3Layout) -> timedelta | None:
    if surveyed.walk() is None:
        return measure(surveyed, None).duration
    if surveyed.summary is not None:
        return None
    rate = _bytes_a_second(read_at, surveyed)
    return timedelta(seconds=surveyed.audio_bytes / rate) if rate else None


def _bytes_a_second(read_at: ReadAt, surveyed: Mp3Layout) -> float | None:
    """The mean over a few places, when the bitrate is one and the same wherever we look."""
    frames: list[MpegFrame] = []
    for share in _SAMPLES:
        at = surveyed.extent.start + int(share * surveyed.audio_bytes)
        found = list(_frames(read_at(at, _PIECE_BYTES)))
        if not found:
            return None
        frames += found
    if {frame.bitrate for frame in frames} != {surveyed.frame.bitrate}:
        return None
    seconds = sum(frame.samples / frame.sample_rate_hz for frame in frames)
    return sum(frame.byte_length for frame in frames) / seconds


def _frames(block: bytes) -> Iterator[MpegFrame]:
    """The frames that stand whole in a block from somewhere in the sound."""
    at = first_frame(block, to_the_end=False)
    while at is not None:
        frame = frame_at(block, at)
        at = None if frame is None else at + frame.byte_length
        if frame is None or at is None or at > len(block):
            return
        yield frame
