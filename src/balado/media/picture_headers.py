"""What a picture is, told by its header alone, within bounds; its pixels stay packed.

JPEG after ISO/IEC 10918-1, B; PNG after its W3C recommendation; EXIF and TIFF after TIFF 6.0; WebP after RFC 9649; GIF
after GIF89a. Not with Pillow, which unpacks an animated WebP of 300 MB to tell its size, reads a JPEG's markers byte by
byte, and keeps a copy of a file for each of the 65,535 notes in it. Pure.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from balado.media.reading import ReadAt, Unsound
from balado.media.tiff import Notes, read_notes
from balado.message import say

_MOST_SEGMENTS = 2_000
_MOST_CHUNKS = 50_000
_MOST_FILL_BYTES = 4_096
_BLOCK_BYTES = 1 << 20
# Some programs write more behind the picture's end.
_JPEG_TAIL_BYTES = 64 * 1024
_GPS, _WIDTH, _HEIGHT, _COLOURS, _SAMPLES = 0x8825, 256, 257, 262, 277

_FRAME_HEADERS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN, _EXIF_SEGMENT, _PROFILE_SEGMENT = 0xDA, 0xE1, 0xE2
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
# What a decoder needs, and what the colours mean; not what cameras and editors noted.
_KEPT_SEGMENTS = frozenset({*_FRAME_HEADERS, 0xC4, 0xCC, 0xDB, 0xDD, 0xE0, 0xE2, 0xEE})
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"cHRM"})
_KEPT_MOST_BYTES = 512 * 1024
_PNG_MODES: Mapping[int, str] = {0: "L", 2: "RGB", 3: "P", 4: "LA", 6: "RGBA"}
_TRANSPARENT_MODES: Mapping[str, str] = {"RGB": "RGBA", "L": "LA", "P": "PA"}
_TIFF_MODES: Mapping[tuple[int, int], str] = {(2, 3): "RGB", (2, 4): "RGBA", (3, 1): "P", (5, 4): "CMYK"}


@dataclass(frozen=True, slots=True)
class Header:
    """A picture: its type, its own suffix, its size in pixels, Pillow's word for its colours, what a camera noted.

    Of a JPEG or PNG `kept` is the part of its header that a decoder needs, and `pixels` the range where they are.
    """

    media_type: str
    suffix: str
    width_px: int
    height_px: int
    mode: str
    notes: Notes | None = None
    kept: bytes = b""
    pixels: range = range(0)

    @property
    def tells_place(self) -> bool:
        """Whether the camera noted where it was."""
        return self.notes is not None and self.notes.has_table(_GPS)

    @property
    def count(self) -> int:
        """How many pixels it has."""
        return self.width_px * self.height_px


def read_header(read_at: ReadAt, byte_size: int) -> Header | None:
    """The header of a picture of this many bytes; None for what is no picture that we know.

    Raises Unsound when it is damaged, cut short, or of more pieces than any picture has.
    """
    head = read_at(0, 16)
    reader = next((found for magic, found in _READERS if magic.match(head)), None)
    try:
        return None if reader is None else reader(read_at, byte_size)
    except (struct.error, IndexError) as error:
        raise unreadable() from error


def unreadable() -> Unsound:
    """The fault of a file that is no picture, or a damaged one."""
    return Unsound(
        say("The file is no picture that can be read, or it is cut short."),
        say("Save it again as a JPEG or PNG, from the program it was made with."),
    )


def _jpeg(read_at: ReadAt, byte_size: int) -> Header:
    at, kept, room, notes, frame = 2, [b"\xff\xd8"], _KEPT_MOST_BYTES, None, b""
    for _ in range(_MOST_SEGMENTS):
        at, marker = _marker(read_at, at)
        if marker in _STANDALONE:
            continue
        (size,) = struct.unpack(">H", read_at(at, 2))
        segment = read_at(at, size)
        if marker in _FRAME_HEADERS and not frame:
            frame = segment
        if marker == _EXIF_SEGMENT and segment[2:8] == b"Exif\0\0" and notes is None:
            notes = read_notes(segment[8:])
        if marker in _KEPT_SEGMENTS and (marker != _PROFILE_SEGMENT or size <= room // 2):
            kept.append(bytes([0xFF, marker]) + segment)
            room -= size
        if room < 0:
            raise unreadable()
        if marker == _SCAN:
            break
        at += max(size, 2)
    else:
        raise unreadable()
    _bits, height, width, components = struct.unpack(">BHHB", frame[2:8])
    tail = max(0, byte_size - _JPEG_TAIL_BYTES)
    if not width or not height or b"\xff\xd9" not in read_at(tail, byte_size - tail):
        raise unreadable()
    mode = {1: "L", 4: "CMYK"}.get(components, "RGB")
    return Header("image/jpeg", ".jpg", width, height, mode, notes, b"".join(kept), range(at - 2, byte_size))


def _marker(read_at: ReadAt, at: int) -> tuple[int, int]:
    """The offset behind the next marker, and its number; bytes that are none before it are passed over, not many."""
    found = re.search(rb"\xff([^\x00\xff])", read_at(at, _MOST_FILL_BYTES))
    if found is None:
        raise unreadable()
    return at + found.end(), found[1][0]


def _png(read_at: ReadAt, byte_size: int) -> Header:
    """Every chunk is there and as its sum says."""
    at, kept, notes, names, begin, end = 8, [b"\x89PNG\r\n\x1a\n"], None, set[bytes](), 0, 0
    for _ in range(_MOST_CHUNKS):
        size, name = struct.unpack(">I4s", read_at(at, 8))
        if at + 12 + size > byte_size or _sum(read_at, at + 4, size + 4) != read_at(at + 8 + size, 4):
            raise unreadable()
        if name == b"IDAT":
            begin, end = begin or at, at + 12 + size
        if not begin and name in _KEPT_CHUNKS - names and size <= _KEPT_MOST_BYTES:
            kept.append(read_at(at, size + 12))
        names.add(name)
        if name == b"eXIf" and notes is None:
            notes = read_notes(read_at(at + 8, min(size, _KEPT_MOST_BYTES)))
        at += 12 + size
        if name == b"IEND":
            break
    else:
        raise unreadable()
    width, height, depth, colours = struct.unpack(">IIBB", read_at(16, 10))
    if not begin or read_at(12, 4) != b"IHDR" or not width or not height:
        raise unreadable()
    mode = "1" if (depth, colours) == (1, 0) else _PNG_MODES.get(colours, "RGB")
    mode = "I;16" if (depth, colours) == (16, 0) else mode
    if b"tRNS" in names:
        mode = _TRANSPARENT_MODES.get(mode, mode)
    return Header("image/png", ".png", width, height, mode, notes, b"".join(kept), range(begin, end))


def _sum(read_at: ReadAt, start: int, size: int) -> bytes:
    total = 0
    for at in range(start, start + size, _BLOCK_BYTES):
        total = zlib.crc32(read_at(at, min(_BLOCK_BYTES, start + size - at)), total)
    return total.to_bytes(4, "big")


def _gif(read_at: ReadAt, _byte_size: int) -> Header:
    width, height = struct.unpack("<HH", read_at(6, 4))
    return Header("image/gif", ".gif", width, height, "P")


def _webp(read_at: ReadAt, _byte_size: int) -> Header:
    head = read_at(0, 40)
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        alpha = bool(head[20] & 0x10)
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height, alpha = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    else:
        width, height = (number & 0x3FFF for number in struct.unpack("<HH", head[26:30]))
        alpha = False
    return Header("image/webp", ".webp", width, height, "RGBA" if alpha else "RGB")


def _tiff(read_at: ReadAt, byte_size: int) -> Header:
    notes = read_notes(read_at(0, min(byte_size, _BLOCK_BYTES)))
    width, height = (0, 0) if notes is None else (notes.number(_WIDTH), notes.number(_HEIGHT))
    if notes is None or not width or not height:
        raise unreadable()
    mode = _TIFF_MODES.get((notes.number(_COLOURS), notes.number(_SAMPLES)), "L")
    return Header("image/tiff", ".tiff", width, height, mode, notes)


def _bmp(read_at: ReadAt, _byte_size: int) -> Header:
    width, height, _planes, bits = struct.unpack("<iiHH", read_at(18, 12))
    return Header("image/bmp", ".bmp", abs(width), abs(height), "RGB" if bits > 8 else "P")


_READERS: tuple[tuple[re.Pattern[bytes], Callable[[ReadAt, int], Header]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), _png),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _webp),
    (re.compile(rb"II\*\0|MM\0\*"), _tiff),
    (re.compile(rb"BM"), _bmp),
)
