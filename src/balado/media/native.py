"""What mutagen is given of a WAV, AIFF, FLAC or Ogg file: its headers, taken out of it within bounds.

Podcast apps play none of these, but a file of any size and of anybody's making is looked at before that is said.
Chunks after EA IFF 85 and Microsoft's RIFF; FLAC after RFC 9639, section 8; Ogg after RFC 3533, section 6. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from balado.media.boxes import too_many
from balado.media.container import Container
from balado.media.reading import ReadAt

_MOST_CHUNKS = 10_000
_LARGEST_HEADER_BYTES = 1024
_MOST_BLOCKS = 1_000
_LARGEST_COMMENTS_BYTES = 256 * 1024
_LARGEST_PICTURE_BYTES = 16 * 1024 * 1024
_ALL_BLOCKS_BYTES = 24 * 1024 * 1024
_MOST_PAGES = 4_000
_OGG_HEAD_BYTES = 1024 * 1024
_OGG_TAIL_BYTES = 64 * 1024
_LARGEST_NUMBER = 0xFFFFFFFE
_STREAM_INFO, _COMMENTS, _PICTURE, _LAST = 0, 4, 6, 0x80

_ORDERS: Mapping[Container, Literal["little", "big"]] = {Container.WAV: "little", Container.AIFF: "big"}


class NativeHeaders(NamedTuple):
    """What mutagen is given of a file, and the offset of the ID3 tag in it, None where there is none."""

    headers: bytes
    id3_start: int | None = None


def headers_of(container: Container, read_at: ReadAt, byte_size: int) -> NativeHeaders:
    """What mutagen needs of a file in this container. Raises Unsound where it is of too many pieces."""
    if container in _ORDERS:
        return _chunks(container, read_at, byte_size)
    if container is Container.FLAC:
        return NativeHeaders(_flac(read_at))
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
        elif name in (b"id3 ", b"ID3 ") and id3_start is None:
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
