"""The frames of an ID3v2 tag that we read, taken out of it within bounds.

id3.org: id3v2.2, id3v2.3.0, id3v2.4.0-structure, id3v2-chapters-1.0. A tag is a stranger's: a frame of a kilobyte may
unpack to a gigabyte, a title be a million empty titles. What comes out is plain: unpacked, without flags, of the
names in `READ` alone, each no longer and no more of them than a recording needs. What is beyond is left out, and said.
Pure.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from balado.media.envelope import synchsafe
from balado.media.reading import ReadAt, reader_of

_TEXTS = (
    *("TIT2", "TPE1", "TRCK", "TPOS", "TDRL", "TDRC", "TYER", "TDAT", "TIME", "COMM"),
    *("TDES", "TGID", "WXXX"),  # Apple's, and the link of a chapter
    *("TT2", "TP1", "TRK", "TPA", "TYE", "TDA", "TIM", "COM", "TDS", "TID"),  # 2.2
)
_MORE_TEXTS = ("USLT", "TCOP", "TPUB", "TXXX", "ULT", "TCR", "TPB", "TXX")
_PICTURES = ("APIC", "PIC")
_CHAPTERS, _CONTENTS = "CHAP", "CTOC"
_IN_A_CHAPTER = frozenset({"TIT2", "WXXX", "APIC"})
READ = frozenset((*_TEXTS, *_PICTURES, _CHAPTERS, _CONTENTS))

_MOST_HEADERS = 20_000
_MOST_OF_A_NAME: Mapping[str, int] = {_CHAPTERS: 2000, _CONTENTS: 256, "COMM": 64, "COM": 64}
_MOST_OF_OTHERS = 8
_MOST_VALUES = 500
_LONGEST_TEXT_BYTES = 64 * 1024
_LARGEST_FRAME_BYTES = 16 * 1024 * 1024
_ALL_TEXT_BYTES = 4 * 1024 * 1024
_ALL_BYTES = 24 * 1024 * 1024

_UTF_16 = (1, 2)
_LATIN, _UTF_8 = b"\0", b"\3"
# Where this stands, the flag of unsynchronisation lies.
_NOT_UNSYNCHRONISED = re.compile(rb"\xff(?:[\xe0-\xff]|\Z)")


class Id3Frame(NamedTuple):
    """A frame as it is to be read: its name and its plain content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Id3Tag:
    """A tag of this major version (2 to 4). `is_whole` is False where frames that we read were left out.

    `others` are the names of its other frames.
    """

    version: int
    frames: tuple[Id3Frame, ...]
    is_whole: bool
    others: frozenset[str] = frozenset()


class _Placed(NamedTuple):
    """A frame where it stands."""

    name: str
    flags: int
    start: int
    size: int


@dataclass
class _Room:
    """What may still be taken, and whether anything was refused."""

    all_bytes: int = _ALL_BYTES
    text_bytes: int = _ALL_TEXT_BYTES
    counts: Counter[str] = field(default_factory=Counter)
    is_whole: bool = True

    def admits(self, name: str, size: int) -> bool:
        """Whether there is room for one more frame of this name and size; it is taken if there is."""
        self.counts[name] += 1
        is_text = name not in _PICTURES and name != _CHAPTERS
        fits = size <= self.all_bytes and self.counts[name] <= _MOST_OF_A_NAME.get(name, _MOST_OF_OTHERS)
        if not fits or (is_text and size > self.text_bytes):
            self.is_whole = False
            return False
        self.all_bytes -= size
        self.text_bytes -= size if is_text else 0
        return True


def read_tag(read_at: ReadAt, start: int = 0, wanted: frozenset[str] = READ) -> Id3Tag | None:
    """The `wanted` frames of the tag that begins there; None where none of a version that we know does."""
    head = read_at(start, 10)
    size = synchsafe(head[6:10])
    if head[:3] != b"ID3" or len(head) < 10 or head[3] not in (2, 3, 4) or size is None:
        return None
    version, flags, room = head[3], head[5], _Room()
    if version < 4 and flags & 0x80:
        if size > _ALL_BYTES:
            return Id3Tag(version, (), is_whole=False)
        plain = _synchronised(read_at(start + 10, size))
        read_at, start, size = reader_of(plain), 0, len(plain)
    else:
        start += 10
    source = _Source(read_at, version, flags)
    begin = start + (_extended_length(read_at(start, 4), version) if flags & 0x40 else 0)
    frames = tuple(source.frames(begin, start + size, wanted, room))
    return Id3Tag(version, frames, room.is_whole, source.passed_over)


def as_bytes(version: int, frames: list[Id3Frame]) -> bytes:
    """A tag of these frames, in that version, without any flag."""
    body = b"".join(_frame_bytes(version, frame) for frame in frames)
    return b"ID3" + bytes([version, 0, 0]) + _synchsafe_bytes(len(body)) + body


class _Source:
    """A tag in a file, or a chapter in memory: frames of one version side by side."""

    def __init__(self, read_at: ReadAt, version: int, flags: int) -> None:
        self._read_at = read_at
        self._version = version
        self._flags = flags
        self._others: set[str] = set()

    @property
    def passed_over(self) -> frozenset[str]:
        """The names of the frames that nobody wanted, or that could not be taken."""
        return frozenset(self._others)

    def frames(self, start: int, end: int, wanted: frozenset[str], room: _Room) -> Iterator[Id3Frame]:
        """The frames of these names between two offsets, as far as there is room."""
        for placed in self._placed(start, end, room):
            name = placed.name.rstrip("\0")
            content = self._content(placed, min(placed.size, end - placed.start), room) if name in wanted else None
            if content is not None and room.admits(placed.name, len(content)):
                yield Id3Frame(placed.name, content)
                continue
            self._others.add(name)
            room.is_whole = room.is_whole and name not in wanted

    def _placed(self, start: int, end: int, room: _Room) -> list[_Placed]:
        """Where frames are. iTunes wrote the sizes of 2.4 as 2.3 has them: what makes more sense is taken."""
        walks = [list(self._walk(start, end, plain_sizes=self._version < 4))]
        if self._version == 4:
            walks.append(list(self._walk(start, end, plain_sizes=True)))
        placed = max(walks, key=lambda walk: (sum(one.name in READ for one in walk), _ends_within(walk, end)))
        if len(placed) == _MOST_HEADERS:
            room.is_whole = False
        return placed

    def _walk(self, start: int, end: int, *, plain_sizes: bool) -> Iterator[_Placed]:
        header_bytes = 6 if self._version == 2 else 10
        for _ in range(_MOST_HEADERS):
            header = self._read_at(start, header_bytes)
            if start + header_bytes > end or len(header) < header_bytes or not header[:4].strip(b"\0"):
                return
            name, numbers = (header[:3], header[3:6]) if self._version == 2 else (header[:4], header[4:8])
            size = int.from_bytes(numbers, "big") if plain_sizes else _forgiving_synchsafe(numbers)
            yield _Placed(name.decode("latin-1"), int.from_bytes(header[8:10], "big"), start + header_bytes, size)
            start += header_bytes + size

    def _content(self, placed: _Placed, size: int, room: _Room) -> bytes | None:
        """What a frame holds, in plain form; None where it is encrypted, damaged or beyond the bounds."""
        name = placed.name.rstrip("\0")
        is_text = name in _TEXTS or name in _MORE_TEXTS or name == _CONTENTS
        most = _LONGEST_TEXT_BYTES if is_text else min(_LARGEST_FRAME_BYTES, room.all_bytes)
        if size > most:
            return None
        data = self._unpacked(self._read_at(placed.start, size), placed.flags, most)
        if data is None:
            return None
        if name == _CHAPTERS:
            return self._chapter(data, room)
        if name == _CONTENTS:
            return _contents(data)
        return _bounded_text(data) if is_text else data

    def _unpacked(self, data: bytes, flags: int, most: int) -> bytes | None:
        if self._version == 2:
            return data
        compressed, encrypted, length_told = (0x80, 0x40, 0x80) if self._version == 3 else (0x08, 0x04, 0x09)
        if flags & encrypted:
            return None
        data = data[4:] if flags & length_told else data
        if self._version == 4 and (flags & 0x02 or self._flags & 0x80):
            data = _synchronised(data)
        if not flags & compressed:
            return data
        try:
            plain = zlib.decompressobj().decompress(data, most + 1)
        except zlib.error:
            return None
        return plain if len(plain) <= most else None

    def _chapter(self, data: bytes, room: _Room) -> bytes | None:
        """A chapter with those frames inside it that we read."""
        begin = data.find(b"\0") + 17
        if begin == 16 or begin > len(data):
            return None
        inside, room_inside = _Source(reader_of(data), self._version, self._flags), _Room(room.all_bytes)
        frames = list(inside.frames(begin, len(data), _IN_A_CHAPTER, room_inside))
        room.is_whole = room.is_whole and room_inside.is_whole
        return data[:begin] + b"".join(_frame_bytes(self._version, frame) for frame in frames)


def _ends_within(walk: list[_Placed], end: int) -> bool:
    return not walk or walk[-1].start + walk[-1].size <= end


def _contents(data: bytes) -> bytes | None:
    """A table of contents without the frames inside it."""
    at = data.find(b"\0") + 3
    if at == 2 or at > len(data):
        return None
    names = data[at:].split(b"\0", data[at - 1])
    return data[:at] + b"".join(name + b"\0" for name in names[: data[at - 1]])


def _bounded_text(data: bytes) -> bytes | None:
    """The content of a text without the zeros that fill its end; None where it is of too many texts.

    What is labelled as UTF-8 and is none is told to be Latin-1, or it would be lost.
    """
    end = len(data.rstrip(b"\0"))
    data = data[: end + (end + 1) % 2 + 2]
    separators = data.count(b"\0\0" if data[:1] and data[0] in _UTF_16 else b"\0")
    if data[:1] == _UTF_8 and not _is_utf_8(data):
        data = _LATIN + data[1:]
    return data if separators <= _MOST_VALUES else None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _synchronised(data: bytes) -> bytes:
    return data if _NOT_UNSYNCHRONISED.search(data) else data.replace(b"\xff\0", b"\xff")


def _extended_length(field_bytes: bytes, version: int) -> int:
    """How long the extended header is; some programs set its flag and write none."""
    if field_bytes.decode("latin-1") in READ:
        return 0
    return _forgiving_synchsafe(field_bytes) if version == 4 else int.from_bytes(field_bytes, "big") + 4


def _forgiving_synchsafe(numbers: bytes) -> int:
    total = 0
    for byte in numbers:
        total = total << 7 | byte & 0x7F
    return total


def _synchsafe_bytes(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _frame_bytes(version: int, frame: Id3Frame) -> bytes:
    name, size = frame.name.encode("latin-1"), len(frame.content)
    if version == 2:
        return name + size.to_bytes(3, "big") + frame.content
    return name + (_synchsafe_bytes(size) if version == 4 else size.to_bytes(4, "big")) + b"\0\0" + frame.content
