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
from dataclasses import dataclass, replace

from balado.media.picture.tiff import Notes, read_notes
from balado.media.reading import ReadAt, Unsound
from balado.message import say

_MOST_SEGMENTS = 2_000
_MOST_CHUNKS = 50_000
_MOST_FILL_BYTES = 4_096
_BLOCK_BYTES = 1 << 20
_SCANNED_BYTES = 1 << 16
_MOST_BEHIND_BYTES = 1 << 20
_GPS, _WIDTH, _HEIGHT, _COLOURS, _SAMPLES, _ORIENTATION = 0x8825, 256, 257, 262, 277, 0x0112
_PLACE_IN_XMP = b"GPSLatitude"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_RAW_NOTES = re.compile(rb"(?:49492a00|4d4d002a)(?:[0-9a-f]{2})*", re.IGNORECASE)
_RAW_EXIF = re.compile(rb"Raw profile type (?:exif|APP1)\0", re.IGNORECASE)

_FRAME_HEADERS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN, _EXIF_SEGMENT, _PROFILE_SEGMENT = 0xDA, 0xE1, 0xE2
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_BEGIN, _END = 0xD8, 0xD9
# In packed pixels 0xFF is followed by 0x00, by a restart, or by what ends them.
_BETWEEN_SCANS = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
# What a decoder needs, and what the colours mean; not what cameras and editors noted.
_KEPT_SEGMENTS = frozenset({*_FRAME_HEADERS, 0xC4, 0xCC, 0xDB, 0xDD, 0xE0, 0xE2, 0xEE})
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"cHRM"})
_NOTES_CHUNKS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt"})
_KEPT_MOST_BYTES = 512 * 1024
_FIRST_ON_ITS_SIDE, _LAST_ORIENTATION = 5, 8
_PNG_MODES: Mapping[int, str] = {0: "L", 2: "RGB", 3: "P", 4: "LA", 6: "RGBA"}
_TRANSPARENT_MODES: Mapping[str, str] = {"RGB": "RGBA", "L": "LA", "P": "PA"}
_TIFF_MODES: Mapping[tuple[int, int], str] = {(2, 3): "RGB", (2, 4): "RGBA", (3, 1): "P", (5, 4): "CMYK"}


@dataclass(frozen=True, slots=True)
class Header:
    """A picture: its type, its own suffix, its size in pixels as stored, Pillow's word for its colours.

    `orientation` is how it is turned, as EXIF numbers it. Of a JPEG or PNG `kept` is the part of its header that a
    decoder needs, `pixels` the range where they are, and `bytes_behind` counts what stands behind its end.
    """

    media_type: str
    suffix: str
    width_px: int
    height_px: int
    mode: str
    tells_place: bool = False
    orientation: int = 1
    kept: bytes = b""
    pixels: range = range(0)
    bytes_behind: int = 0

    @property
    def is_on_its_side(self) -> bool:
        """Whether its height is stored as its width."""
        return self.orientation >= _FIRST_ON_ITS_SIDE

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


@dataclass(slots=True)
class _Noted:
    """What cameras and editors noted in a picture, wherever it stands: as EXIF, as XMP, or behind its end."""

    notes: Notes | None = None
    in_xmp: bool = False
    behind: int = 0

    def take_segment(self, content: bytes) -> None:
        """A segment of notes of a JPEG."""
        if content.startswith(b"Exif\0\0"):
            self.notes = self.notes or read_notes(content[6:])
        elif content.startswith(_XMP):
            self.in_xmp = self.in_xmp or _PLACE_IN_XMP in content

    def take_chunk(self, name: bytes, content: bytes) -> None:
        """A chunk of notes of a PNG: ImageMagick writes EXIF into texts, in hexadecimal digits."""
        if name == b"eXIf":
            self.notes = self.notes or read_notes(content)
            return
        keyword, _, text = content.partition(b"\0")
        if name == b"zTXt":
            text = _unpacked(text[1:])
        elif name == b"iTXt" and text[:1] == b"\1":
            text = _unpacked(text[2:].split(b"\0", 2)[-1])
        if _RAW_EXIF.match(keyword + b"\0"):
            raw = _RAW_NOTES.search(re.sub(rb"\s", b"", text))
            self.notes = self.notes or (read_notes(bytes.fromhex(raw[0].decode("ascii"))) if raw else None)
        self.in_xmp = self.in_xmp or _PLACE_IN_XMP in text

    def take_behind(self, content: bytes, size: int) -> None:
        """What stands behind the end; zeros and ends of lines are nothing, another picture may tell a place."""
        if content.strip(b"\0\r\n\t "):
            self.behind = size
            self.in_xmp = self.in_xmp or b"Exif\0\0" in content or _PLACE_IN_XMP in content

    def onto(self, header: Header) -> Header:
        """The header with what was noted."""
        noted = self.notes.number(_ORIENTATION) if self.notes else 1
        return replace(
            header,
            tells_place=self.in_xmp or (self.notes is not None and self.notes.has_table(_GPS)),
            orientation=noted if 1 <= noted <= _LAST_ORIENTATION else 1,
            bytes_behind=self.behind,
        )


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _KEPT_MOST_BYTES)
    except zlib.error:
        return b""


def _jpeg(read_at: ReadAt, byte_size: int) -> Header:
    at, kept, room, noted, frame = 2, [b"\xff\xd8"], _KEPT_MOST_BYTES, _Noted(), b""
    for _ in range(_MOST_SEGMENTS):
        at, marker = _marker(read_at, at)
        if marker in _STANDALONE:
            continue
        (size,) = struct.unpack(">H", read_at(at, 2))
        segment = read_at(at, size)
        if marker in _FRAME_HEADERS and not frame:
            frame = segment
        if marker == _EXIF_SEGMENT:
            noted.take_segment(segment[2:])
        is_profile = segment[2:13] == b"ICC_PROFILE" and size <= room // 2
        if marker in _KEPT_SEGMENTS and (marker != _PROFILE_SEGMENT or is_profile):
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
    end = _end_of_scans(read_at, at)
    if not width or not height:
        raise unreadable()
    mode = {1: "L", 4: "CMYK"}.get(components, "RGB")
    noted.take_behind(read_at(end, min(byte_size - end, _MOST_BEHIND_BYTES)), byte_size - end)
    header, pixels = b"".join(kept), range(at - 2, end)
    return noted.onto(Header("image/jpeg", ".jpg", width, height, mode, kept=header, pixels=pixels))


def _end_of_scans(read_at: ReadAt, at: int) -> int:
    """The offset behind the end of the picture, whose first scan begins at `at`. Raises Unsound where it never ends.

    Bytes that look like an end do not count in what stands before the pixels: a thumbnail has one of its own.
    """
    (size,) = struct.unpack(">H", read_at(at, 2))
    at += size
    for _ in range(_MOST_SEGMENTS):
        found = None
        while found is None:
            block = read_at(at, _SCANNED_BYTES)
            found = _BETWEEN_SCANS.search(block)
            if found is None and len(block) < 2:
                raise unreadable()
            at += found.start() if found else len(block) - 1
        marker = found[1][0]
        if marker == _END:
            return at + 2
        if marker == _BEGIN:
            raise unreadable()
        (size,) = (0,) if marker in _STANDALONE else struct.unpack(">H", read_at(at + 2, 2))
        at += 2 + size
    raise unreadable()


def _marker(read_at: ReadAt, at: int) -> tuple[int, int]:
    """The offset behind the next marker, and its number; bytes that are none before it are passed over, not many."""
    found = re.search(rb"\xff([^\x00\xff])", read_at(at, _MOST_FILL_BYTES))
    if found is None:
        raise unreadable()
    return at + found.end(), found[1][0]


def _png(read_at: ReadAt, byte_size: int) -> Header:
    """Every chunk is there and as its sum says."""
    at, kept, noted, names, begin, end = 8, [b"\x89PNG\r\n\x1a\n"], _Noted(), set[bytes](), 0, 0
    for _ in range(_MOST_CHUNKS):
        size, name = struct.unpack(">I4s", read_at(at, 8))
        if at + 12 + size > byte_size or _sum(read_at, at + 4, size + 4) != read_at(at + 8 + size, 4):
            raise unreadable()
        if name == b"IDAT":
            begin, end = begin or at, at + 12 + size
        if not begin and name in _KEPT_CHUNKS - names and size <= _KEPT_MOST_BYTES:
            kept.append(read_at(at, size + 12))
        names.add(name)
        if name in _NOTES_CHUNKS:
            noted.take_chunk(name, read_at(at + 8, min(size, _KEPT_MOST_BYTES)))
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
    noted.take_behind(read_at(at, min(byte_size - at, _MOST_BEHIND_BYTES)), byte_size - at)
    return noted.onto(Header("image/png", ".png", width, height, mode, kept=b"".join(kept), pixels=range(begin, end)))


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
    return Header("image/tiff", ".tiff", width, height, mode, notes.has_table(_GPS))


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
