"""What mutagen is given of a WAV, AIFF, FLAC or Ogg file: its headers, taken out of it within bounds.

Podcast apps play none of these, but a file of any size and of anybody's making is looked at before that is said.
Chunks after EA IFF 85 and Microsoft's RIFF; FLAC after RFC 9639, sections 8 and 9, of which the last frame
tells whether all the sound is here; Ogg after RFC 3533, section 6. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Literal, NamedTuple

from balado.media.boxes import too_many
from balado.media.container import Container
from balado.media.reading import EXPORT_AGAIN, ReadAt, Unsound, truncated
from balado.message import duration_text, say

_MOST_CHUNKS = 10_000
_LARGEST_HEADER_BYTES = 1024
_MOST_BLOCKS = 1_000
_LARGEST_COMMENTS_BYTES = 256 * 1024
_LARGEST_PICTURE_BYTES = 16 * 1024 * 1024
_ALL_BLOCKS_BYTES = 24 * 1024 * 1024
_MOST_PAGES = 4_000
_OGG_HEAD_BYTES = 1024 * 1024
_OGG_TAIL_BYTES = 64 * 1024
# What programs write that cannot go back to the header: they never know how much will come.
_LEAST_UNKNOWN = 0x7FFF0000
_LARGEST_NUMBER = 0xFFFFFFFE
_STREAM_INFO, _COMMENTS, _PICTURE, _LAST = 0, 4, 6, 0x80

_ORDERS: Mapping[Container, Literal["little", "big"]] = {Container.WAV: "little", Container.AIFF: "big"}
_STREAM_INFO_AT = 8
_FLAC_TAIL_BYTES = 256 * 1024
_SYNC = re.compile(rb"\xff[\xf8\xf9]")
_LONGEST_FRAME_HEADER_BYTES = 16
_MOST_CANDIDATES = 2_000
_ID3V1_BYTES = 128
_CRC_8, _CRC_16 = 0x07, 0x8005


class NativeHeaders(NamedTuple):
    """What mutagen is given of a file, and the offset of the ID3 tag in it, None where there is none."""

    headers: bytes
    id3_start: int | None = None


def headers_of(container: Container, read_at: ReadAt, byte_size: int) -> NativeHeaders:
    """What mutagen needs of a file in this container.

    Raises Unsound where it is of too many pieces, or holds less sound than its own header promises.
    """
    if container in _ORDERS:
        return _chunks(container, read_at, byte_size)
    if container is Container.FLAC:
        headers = _flac(read_at)
        _check_flac(headers, read_at, byte_size)
        return NativeHeaders(headers)
    if container is Container.OGG:
        return NativeHeaders(_ogg(read_at, byte_size))
    return NativeHeaders(read_at(0, _OGG_HEAD_BYTES))


def _chunks(container: Container, read_at: ReadAt, byte_size: int) -> NativeHeaders:
    """The first chunk of each kind that tells something, of the sound itself only its header."""
    order, at = _ORDERS[container], 12
    first: dict[bytes, bytes] = {}
    id3_start = None
    for _ in range(_MOST_CHUNKS):
        header = read_at(at, 8)
        if len(header) < 8:
            break
        name, size = header[:4], int.from_bytes(header[4:], order)
        if name in (b"fmt ", b"COMM") and size <= _LARGEST_HEADER_BYTES:
            first.setdefault(name, header + read_at(at + 8, size + size % 2))
        elif name == b"data":
            first.setdefault(name, header)
        if name in (b"data", b"SSND") and size < _LEAST_UNKNOWN and at + 8 + size > byte_size:
            raise truncated(at + 8 + size, byte_size)
        if name in (b"id3 ", b"ID3 ") and id3_start is None:
            id3_start = at + 8
        at += 8 + size + size % 2
    else:
        raise too_many()
    sound = first.pop(b"data", b"")  # the last, for its bytes are not here
    content = read_at(8, 4) + b"".join(first.values()) + sound
    return NativeHeaders(read_at(0, 4) + min(byte_size, _LARGEST_NUMBER).to_bytes(4, order) + content, id3_start)


def _flac(read_at: ReadAt) -> bytes:
    """The blocks about stream, comments and pictures; those that are too large are left out."""
    most = {_STREAM_INFO: _LARGEST_HEADER_BYTES, _COMMENTS: _LARGEST_COMMENTS_BYTES, _PICTURE: _LARGEST_PICTURE_BYTES}
    blocks, room, at = [], _ALL_BLOCKS_BYTES, 4
    for _ in range(_MOST_BLOCKS):
        header = read_at(at, 4)
        if len(header) < 4:
            break
        kind, size = header[0] & ~_LAST, int.from_bytes(header[1:], "big")
        if size <= min(most.get(kind, -1), room):
            blocks.append(bytes([kind]) + header[1:] + read_at(at + 4, size))
            room -= size
        if header[0] & _LAST:
            break
        at += 4 + size
    else:
        raise too_many()
    padding = bytes([_LAST | 1, 0, 0, 0])  # that is the last one
    return b"fLaC" + b"".join(blocks) + padding


def _ogg(read_at: ReadAt, byte_size: int) -> bytes:
    """The first pages, which hold the headers, and the last ones, which tell when the sound ends."""
    at = 0
    for _ in range(_MOST_PAGES):
        header = read_at(at, 27 + 255)
        if header[:4] != b"OggS" or len(header) < 27 or at > _OGG_HEAD_BYTES:
            break
        at += 27 + header[26] + sum(header[27 : 27 + header[26]])
    head = read_at(0, at)
    begin = max(at, byte_size - _OGG_TAIL_BYTES)
    tail = read_at(begin, byte_size - begin)
    return head + tail[max(0, tail.find(b"OggS")) :]


class _FlacStream(NamedTuple):
    """What the header says: samples in a block where all have as many (else 0), samples a second, and in all."""

    block_samples: int
    rate_hz: int
    channels: int
    samples: int


def _check_flac(headers: bytes, read_at: ReadAt, byte_size: int) -> None:
    """Raise Unsound where the last frame ends before the promised number of samples is reached.

    Nothing is said where that number is not written, or where no frame is found at the end.
    """
    stream = _stream(headers)
    if stream is None or not stream.samples or not stream.rate_hz:
        return
    begin = max(0, byte_size - _FLAC_TAIL_BYTES)
    tail = read_at(begin, byte_size - begin)
    candidates = [found.start() for found in _SYNC.finditer(tail)][-_MOST_CANDIDATES:]
    frames = ((at, _end_of_frame(tail[at : at + _LONGEST_FRAME_HEADER_BYTES], stream)) for at in reversed(candidates))
    at, held = next(((at, end) for at, end in frames if end is not None), (0, stream.samples))
    is_whole = not at or _crc(tail[at:], 16, _CRC_16) == 0 or tail[-_ID3V1_BYTES:].startswith(b"TAG")
    if held < stream.samples or not is_whole:
        raise Unsound(
            say(
                "The file is cut short: its header promises {promised} of sound ({promised_samples} samples), and its "
                "last frame ends before.",
                promised=duration_text(timedelta(seconds=stream.samples / stream.rate_hz)),
                promised_samples=stream.samples,
            ),
            EXPORT_AGAIN,
        )


def _stream(headers: bytes) -> _FlacStream | None:
    info = headers[_STREAM_INFO_AT : _STREAM_INFO_AT + 18]
    if len(info) < 18 or headers[4] & 0x7F:
        return None
    least, most = int.from_bytes(info[:2], "big"), int.from_bytes(info[2:4], "big")
    packed = int.from_bytes(info[10:18], "big")
    channels = (packed >> 41 & 0x7) + 1
    return _FlacStream(least if least == most else 0, packed >> 44, channels, packed & 0xFFFFFFFFF)


def _end_of_frame(header: bytes, stream: _FlacStream) -> int | None:
    """The sample behind a frame that begins so; None for what is no frame of this stream."""
    if len(header) < 6 or header[3] & 1 or not _fits(header[3] >> 4, stream.channels):
        return None
    length = _number_bytes(header[4])
    at = 4 + length
    block = _block_samples(header[2] >> 4, header[at:])
    size_bytes = {6: 1, 7: 2}.get(header[2] >> 4, 0)
    rate_bytes = {12: 1, 13: 2, 14: 2}.get(header[2] & 0xF, 0)
    end = at + size_bytes + rate_bytes
    if not length or block is None or len(header) <= end or _crc(header[:end], 8, _CRC_8) != header[end]:
        return None
    number = _number(header[4:at])
    start = number if header[1] & 1 else number * (stream.block_samples or block)
    return start + block if start < stream.samples else None


def _fits(channels_code: int, channels: int) -> bool:
    return channels_code + 1 == channels if channels_code < 8 else channels_code < 11 and channels == 2


def _number_bytes(first: int) -> int:
    """How long a number is that is written as UTF-8 writes letters; 0 for what is none."""
    if first < 0x80:
        return 1
    return next((count for count in range(2, 8) if first >> (7 - count) == (1 << count + 1) - 2), 0)


def _number(coded: bytes) -> int:
    if len(coded) == 1:
        return coded[0]
    value = coded[0] & (0x7F >> len(coded))
    for byte in coded[1:]:
        value = value << 6 | byte & 0x3F
    return value


def _block_samples(code: int, behind: bytes) -> int | None:
    if code == 0 or (code == 6 and not behind) or (code == 7 and len(behind) < 2):
        return None
    if code == 1:
        return 192
    if code == 6:
        return behind[0] + 1
    if code == 7:
        return int.from_bytes(behind[:2], "big") + 1
    return 576 << (code - 2) if code < 6 else 256 << (code - 8)


def _crc(data: bytes, bits: int, polynomial: int) -> int:
    crc, top, mask = 0, 1 << bits - 1, (1 << bits) - 1
    for byte in data:
        crc ^= byte << bits - 8
        for _ in range(8):
            crc = (crc << 1 ^ (polynomial if crc & top else 0)) & mask
    return crc
