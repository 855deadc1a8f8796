"""The walk over all frames of an MPEG audio file, block by block, in the one pass that also takes its digest.

Nothing but the frames tells how long a file without a header plays, or joined files. Three hours are 413,000 frames,
walked in a fraction of a second: the loop over sound frames does nothing but look up a length and count. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from balado.media.envelope import Extent, id3_length
from balado.media.mpeg import CONFIRMATION_BYTES, FRAMES, confirmed_frames, frame_at, kind_of
from balado.media.reading import EXPORT_AGAIN, Unsound
from balado.message import say

_ID3V1_BYTES = 128
_APE_HEADER_BYTES = 32
# Junk full of what looks like frames costs a look at each: this many are a second, and no recording has them.
_MOST_FALSE_FRAMES = 300_000


@dataclass(frozen=True, slots=True)
class Walked:
    """What the frames add up to: how many, how long (seconds), how many bytes, at which bitrates (bits per second).

    `ends_mid_frame` tells that the file's end cuts its last frame, which is not counted.
    """

    frames: int
    seconds: float
    byte_size: int
    bitrates: frozenset[int]
    ends_mid_frame: bool = False


class FrameWalk:
    """A walk over the frames between two offsets. Feed it the file's blocks in order, then `finish`.

    Between frames it passes over tags (joined files carry them) and whatever else is no frame. A frame that the end
    of the file cuts is not counted.
    """

    def __init__(self, extent: Extent) -> None:
        self._next = extent.start
        self._end = extent.end
        self._block_start = 0
        self._rest = b""
        self._counts: dict[int, int] = {}
        self._lengths: dict[int, int] = {}
        self._false_frames = 0
        self._ends_mid_frame = False

    def feed(self, block: bytes | memoryview) -> None:
        """The next block of the file. Raises Unsound when hardly anything in it is sound."""
        start = self._block_start
        self._block_start += len(block)
        if self._next >= self._block_start and not self._rest:
            return
        within = block[: max(0, self._end - start)]
        data = self._rest + bytes(within)
        at = self._go(data, max(0, self._next - (start - len(self._rest))), final=False)
        self._keep(data, at, start + len(within))

    def finish(self) -> Walked:
        """The sum. Call it once, after the last block."""
        self._go(self._rest, 0, final=True)
        frames = {FRAMES[key]: count for key, count in self._counts.items() if count}
        return Walked(
            frames=sum(frames.values()),
            seconds=sum(count * frame.samples / frame.sample_rate_hz for frame, count in frames.items()),
            byte_size=sum(count * frame.byte_length for frame, count in frames.items()),
            bitrates=frozenset(frame.bitrate for frame in frames),
            ends_mid_frame=self._ends_mid_frame,
        )

    def _keep(self, data: bytes, at: int, data_end: int) -> None:
        self._rest = data[at:]
        self._next = data_end - len(data) + at

    def _go(self, data: bytes, at: int, *, final: bool) -> int:
        """Walk from `at` as far as the block can be trusted; the offset to go on from, which may lie beyond it."""
        limit = len(data) if final else len(data) - CONFIRMATION_BYTES
        while at < limit:
            at = self._frames(data, at, limit)
            if at < limit:
                at = self._between(data, at, limit, final=final)
        return at

    def _frames(self, data: bytes, at: int, limit: int) -> int:
        counts, length_of, key, size = self._counts, self._lengths.get, 0, len(data)
        limit = min(limit, size - 3)
        while at < limit and data[at] == 0xFF:
            key = data[at + 1] << 8 | data[at + 2]
            length = length_of(key)
            if length is None:
                break
            counts[key] += 1
            at += length
        if at > size:
            counts[key] -= 1
            self._ends_mid_frame = True
        return at

    def _between(self, data: bytes, at: int, limit: int, *, final: bool) -> int:
        """The offset of what follows something that is no frame of this stream."""
        tag = _tag_length(data, at)
        if tag:
            return at + tag
        for offset in confirmed_frames(data, at, to_the_end=final):
            if max(offset, ~offset) >= limit:
                return limit
            if offset >= 0:
                return self._change_stream(data, offset)
            self._false_frames += 1
            if self._false_frames > _MOST_FALSE_FRAMES:
                raise _nothing_sound()
        return max(at, limit)

    def _change_stream(self, data: bytes, offset: int) -> int:
        frame = frame_at(data, offset)
        if frame is not None:
            kind = kind_of(frame)
            self._lengths = {key: other.byte_length for key, other in FRAMES.items() if kind_of(other) == kind}
            self._counts = {**dict.fromkeys(self._lengths, 0), **self._counts}
        return offset


def _tag_length(data: bytes, at: int) -> int:
    head = data[at : at + _APE_HEADER_BYTES]
    if head[:8] == b"APETAGEX":
        return _APE_HEADER_BYTES + int.from_bytes(head[12:16], "little") if head[23:24] >= b"\xa0" else 0
    if head[:3] == b"TAG":
        return _ID3V1_BYTES
    return id3_length(head)


def _nothing_sound() -> Unsound:
    return Unsound(say("The file is damaged: most of it is no sound that can be played."), EXPORT_AGAIN)
