"""MPEG audio: frame headers, and what an encoder wrote about the whole file into its first frame.

Tables from ISO/IEC 11172-3 and 13818-3; MPEG 2.5 is Fraunhofer's extension to 8, 11.025 and 12 kHz. Xing, Info and
LAME after gabriel.mp3-tech.org/mp3infotag.html, VBRI after the Fraunhofer encoder's own files. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from balado.facts import BitrateMode

_BITRATES_KBPS = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_VERSIONS = {0: 2.5, 2: 2.0, 3: 1.0}
_SAMPLE_RATES_HZ = {1.0: (44100, 48000, 32000), 2.0: (22050, 24000, 16000), 2.5: (11025, 12000, 8000)}

# What can begin a frame: sync, a version and layer that exist, a bitrate and a sample rate that exist.
CANDIDATE = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff][\x10-\xeb]")
FREE_FORMAT = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff][\x00-\x0b]")

# Version, layer and sample rate: what no frame of one stream changes.
_KIND_MASK = 0x1E0C
# A chance bit pattern is followed by a second and a third frame of its kind once in some 2^40 bytes.
_CONFIRMING_FRAMES = 2


class MpegFrame(NamedTuple):
    """What a frame's header says. `samples` per channel."""

    key: int
    version: float
    layer: int
    bitrate: int
    sample_rate_hz: int
    byte_length: int
    samples: int


class Summary(NamedTuple):
    """What the first frame says about the file. None where it says nothing.

    `byte_count` runs from the summary's own frame on, `frames` leaves it out. `trimmed_samples` are the encoder's delay
    and padding, which players leave out.
    """

    kind: Literal["xing", "info", "vbri"]
    frames: int | None
    byte_count: int | None
    trimmed_samples: int = 0
    mode: BitrateMode = "unknown"


def _frame(key: int) -> MpegFrame | None:
    version, layer = _VERSIONS.get(key >> 11 & 3), 4 - (key >> 9 & 3)
    bitrate_index, rate_index, padding = key >> 4 & 15, key >> 2 & 3, key >> 1 & 1
    if key >> 13 != 7 or version is None or layer == 4 or bitrate_index in (0, 15) or rate_index == 3:
        return None
    bitrate = _BITRATES_KBPS[1 if version == 1 else 2, layer][bitrate_index - 1] * 1000
    rate = _SAMPLE_RATES_HZ[version][rate_index]
    samples = {1: 384, 2: 1152, 3: 1152 if version == 1 else 576}[layer]
    slot = 4 if layer == 1 else 1
    length = (samples // 8 // slot * bitrate // rate + padding) * slot
    return MpegFrame(key, version, layer, bitrate, rate, length, samples)


FRAMES: dict[int, MpegFrame] = {key: frame for key in range(0xE000, 0x10000) if (frame := _frame(key))}
"""Every frame there can be, by the second and third byte of its header."""

USUAL_BITRATES = sorted({frame.bitrate for frame in FRAMES.values()})
"""Every bitrate of the tables, in bits per second, ascending."""

LONGEST_FRAME_BYTES = max(frame.byte_length for frame in FRAMES.values())
CONFIRMATION_BYTES = (_CONFIRMING_FRAMES + 1) * LONGEST_FRAME_BYTES + 4
"""How far one must see from a frame's first byte to confirm it."""


def frame_at(block: bytes, offset: int) -> MpegFrame | None:
    """The frame that begins there."""
    if offset + 4 > len(block) or block[offset] != 0xFF:
        return None
    return FRAMES.get(block[offset + 1] << 8 | block[offset + 2])


def kind_of(frame: MpegFrame) -> int:
    """Version, layer and sample rate as one number, equal in all frames of a stream."""
    return frame.key & _KIND_MASK


def is_confirmed(block: bytes, offset: int, frame: MpegFrame, *, to_the_end: bool) -> bool:
    """Whether frames of the same kind follow. `to_the_end`: audio ends with the block, and so may the frames."""
    for _ in range(_CONFIRMING_FRAMES):
        offset += frame.byte_length
        following = frame_at(block, offset)
        if following is None or kind_of(following) != kind_of(frame):
            return to_the_end and following is None and offset + 4 > len(block) and offset <= len(block)
        frame = following
    return True


def confirmed_frames(block: bytes, begin: int, *, to_the_end: bool) -> Iterator[int]:
    """The offsets of what might begin a frame, each with whether it does: a negative one (`~offset`) does not."""
    for match in CANDIDATE.finditer(block, begin):
        frame = frame_at(block, match.start())
        sound = frame is not None and is_confirmed(block, match.start(), frame, to_the_end=to_the_end)
        yield match.start() if sound else ~match.start()


def first_frame(block: bytes, *, to_the_end: bool) -> int | None:
    """The offset of the first confirmed frame, None where there is none."""
    return next((offset for offset in confirmed_frames(block, 0, to_the_end=to_the_end) if offset >= 0), None)


def is_mono(block: bytes, offset: int) -> bool:
    """Whether the frame that begins there has one channel."""
    return block[offset + 3] >> 6 == 3


def summary_at(block: bytes, offset: int) -> Summary | None:
    """What the frame that begins there says about the file, None when it holds sound."""
    frame = frame_at(block, offset)
    if frame is None or frame.layer != 3:
        return None
    return _xing(block[offset : offset + 400], frame) or _vbri(block[offset + 36 : offset + 62])


def _xing(data: bytes, frame: MpegFrame) -> Summary | None:
    mono = is_mono(data, 0)
    at = 4 + ((17 if mono else 32) if frame.version == 1 else (9 if mono else 17))
    kind: Literal["xing", "info"] | None = {b"Xing": "xing", b"Info": "info"}.get(data[at : at + 4])  # type: ignore[assignment]
    if kind is None or len(data) < at + 8:
        return None
    flags = int.from_bytes(data[at + 4 : at + 8], "big")
    at += 8
    counts: list[int | None] = [None, None]
    for bit, width in ((0, 4), (1, 4), (2, 100), (3, 4)):
        if flags & 1 << bit:
            if bit < 2:
                counts[bit] = int.from_bytes(data[at : at + 4], "big") or None
            at += width
    trimmed, mode = _lame(data[at : at + 36])
    return Summary(kind, counts[0], counts[1], trimmed, mode or ("constant" if kind == "info" else "variable"))


def _lame(data: bytes) -> tuple[int, BitrateMode | None]:
    """Delay and padding in samples, and the mode, as LAME and after it libavformat write them."""
    if len(data) < 24 or data[:4] not in (b"LAME", b"Lavf", b"Lavc", b"L3.9"):
        return 0, None
    method = data[9] & 15
    mode: BitrateMode | None = None
    if method in (1, 8):
        mode = "constant"
    elif method in (2, 9):
        mode = "average"
    elif method in (3, 4, 5, 6):
        mode = "variable"
    trim = int.from_bytes(data[21:24], "big")
    return (trim >> 12) + (trim & 0xFFF), mode


def _vbri(data: bytes) -> Summary | None:
    if len(data) < 18 or data[:4] != b"VBRI":
        return None
    byte_count, frames = int.from_bytes(data[10:14], "big"), int.from_bytes(data[14:18], "big")
    return Summary("vbri", frames or None, byte_count or None, mode="variable")
