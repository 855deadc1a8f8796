"""Tags around the audio of a file: where they end and it begins, and the other way round.

ID3v2 (id3.org, id3v2.4.0-structure) stands in front, once or several times, and may be appended with a footer;
ID3v1 (128 bytes, `TAG`), APEv2 (hydrogenaudio wiki) and Lyrics3 (id3.org/Lyrics3v2) stand at the end, in any order.
Pure.
"""

from __future__ import annotations

from typing import NamedTuple

from balado.media.reading import ReadAt, truncated

_ID3_HEADER_BYTES = 10
_ID3V1_BYTES = 128
_APE_FOOTER_BYTES = 32
_LYRICS_V1_LIMIT_BYTES = 5100
# More tags than this is not a recording but somebody's experiment.
_MOST_TAGS = 64


class Extent(NamedTuple):
    """The audio of a file: the offsets of its first byte and of the one after its last."""

    start: int
    end: int


def audio_extent(read_at: ReadAt, byte_size: int) -> Extent:
    """What is left of a file without its tags. Raises Unsound when a tag in front promises more than the file holds."""
    start = leading_tags(read_at, byte_size)
    return Extent(start, max(start, byte_size - trailing_tags(read_at, start, byte_size)))


def leading_tags(read_at: ReadAt, byte_size: int) -> int:
    """The length in bytes of the ID3v2 tags in front. Raises Unsound when one is longer than the file."""
    start = 0
    for _ in range(_MOST_TAGS):
        length = id3_length(read_at(start, _ID3_HEADER_BYTES))
        if not length:
            break
        if start + length > byte_size:
            raise truncated(start + length, byte_size)
        start += length
    return start


def id3_length(header: bytes) -> int:
    """The length of the ID3v2 tag that begins with these ten bytes, header and footer included; 0 when none does."""
    if len(header) < _ID3_HEADER_BYTES or header[:3] != b"ID3" or 0xFF in header[3:5]:
        return 0
    footer = _ID3_HEADER_BYTES if header[5] & 0x10 else 0
    size = synchsafe(header[6:10])
    return 0 if size is None else _ID3_HEADER_BYTES + size + footer


def trailing_tags(read_at: ReadAt, start: int, byte_size: int) -> int:
    """The length in bytes of the tags at the end, of those that leave the audio's `start` where it is."""
    end = byte_size
    for _ in range(_MOST_TAGS):
        length = _last_tag(read_at, end)
        if not length or end - length < start:
            break
        end -= length
    return byte_size - end


def _last_tag(read_at: ReadAt, end: int) -> int:
    return _id3v1_at(read_at, end) or _ape(read_at, end) or _appended_id3(read_at, end) or _lyrics(read_at, end)


def _beginning_with(mark: bytes, read_at: ReadAt, end: int, length: int) -> int:
    """The length of a tag that tells it at its end, where its beginning is found there; 0 where only sound is."""
    return length if read_at(end - length, len(mark)) == mark else 0


def _before(read_at: ReadAt, end: int, size: int) -> bytes:
    return read_at(end - size, size) if end >= size else b""


def _id3v1_at(read_at: ReadAt, end: int) -> int:
    return _ID3V1_BYTES if _before(read_at, end, _ID3V1_BYTES)[:3] == b"TAG" else 0


def _ape(read_at: ReadAt, end: int) -> int:
    footer = _before(read_at, end, _APE_FOOTER_BYTES)
    if footer[:8] != b"APETAGEX":
        return 0
    size, flags = int.from_bytes(footer[12:16], "little"), int.from_bytes(footer[20:24], "little")
    has_header = flags & 1 << 31
    return _beginning_with(footer[:8], read_at, end, size + _APE_FOOTER_BYTES) if has_header else size


def _appended_id3(read_at: ReadAt, end: int) -> int:
    footer = _before(read_at, end, _ID3_HEADER_BYTES)
    size = synchsafe(footer[6:10]) if footer[:3] == b"3DI" else None
    return 0 if size is None else _beginning_with(b"ID3", read_at, end, size + 2 * _ID3_HEADER_BYTES)


def _lyrics(read_at: ReadAt, end: int) -> int:
    mark = _before(read_at, end, 15)
    if mark[6:] == b"LYRICS200" and mark[:6].isdigit():
        return _beginning_with(b"LYRICSBEGIN", read_at, end, int(mark[:6]) + len(mark))
    if mark[6:] == b"LYRICSEND":
        text = _before(read_at, end, min(end, _LYRICS_V1_LIMIT_BYTES + 20))
        begin = text.find(b"LYRICSBEGIN")
        return len(text) - begin if begin >= 0 else 0
    return 0


def synchsafe(size: bytes) -> int | None:
    """Seven bits of each byte; None when a byte has its eighth bit set, which the format forbids."""
    if len(size) != 4 or any(byte & 0x80 for byte in size):
        return None
    return size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]
