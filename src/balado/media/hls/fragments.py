"""The fragments of an MP4: where each stands in the file, how long it plays, and how far its first picture reaches.

Source: ISO/IEC 14496-12, sections 8.8 (movie fragments) and 8.6 (times); RFC 6381, section 3.3 (codecs). Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from balado.media.boxes import Tree, boxes
from balado.media.reading import EXPORT_AGAIN, ReadAt, Unsound
from balado.message import say

_HAS_OFFSET, _HAS_FIRST_FLAGS = 0x1, 0x4
_HAS_DURATION, _HAS_SIZE, _HAS_FLAGS, _HAS_TIME = 0x100, 0x200, 0x400, 0x800
_BASE, _DESCRIPTION, _DURATION, _SIZE = 0x1, 0x2, 0x8, 0x10


@dataclass(frozen=True, slots=True)
class Fragment:
    """One fragment: its bytes from `start` up to `end`, and up to `first_end` with the first of its samples alone."""

    start: int
    first_end: int
    end: int
    seconds: Fraction


@dataclass(frozen=True, slots=True)
class FragmentedTrack:
    """An MP4 of one track in fragments. What stands before `head_end` is what a player needs before any of them.

    `codec` is as RFC 6381 writes it; `width_px` and `height_px` are 0 where it is sound.
    """

    head_end: int
    fragments: tuple[Fragment, ...]
    codec: str
    width_px: int = 0
    height_px: int = 0

    @property
    def seconds(self) -> Fraction:
        """How long it plays."""
        return sum((one.seconds for one in self.fragments), Fraction())


def read_fragments(read_at: ReadAt, byte_size: int) -> FragmentedTrack:
    """The fragments of a file. Raises Unsound for what is none, or not whole."""
    moov: Tree | None = None
    head_end, begin = 0, 0
    moof: Tree | None = None
    moof_start = 0
    found: list[Fragment] = []
    for box in boxes(read_at, 0, byte_size):
        if box.end > byte_size:
            raise _damaged()
        header_start = box.start - 8
        if box.kind == b"moov":
            moov = Tree(read_at(box.start, box.end - box.start))
            head_end = begin = box.end
        elif box.kind == b"moof" and moov is not None:
            moof, moof_start = Tree(read_at(box.start, box.end - box.start)), header_start
        elif box.kind == b"mdat" and moof is not None and moov is not None:
            seconds, first_size = _samples(moof, moov)
            found.append(Fragment(begin, moof_start + _data_offset(moof) + first_size, box.end, seconds))
            begin, moof = box.end, None
    if moov is None or not found:
        raise _damaged()
    return _described(moov, head_end, tuple(found))


def _samples(moof: Tree, moov: Tree) -> tuple[Fraction, int]:
    """How long a fragment plays, and the size of its first sample in bytes."""
    tfhd, trun = _content(moof, "traf/tfhd"), _content(moof, "traf/trun")
    usual_duration, usual_size = _usual(tfhd, _content(moov, "mvex/trex"))
    flags, count = _number(trun, 0) & 0xFFFFFF, _number(trun, 4)
    at = 8 + 4 * bool(flags & _HAS_OFFSET) + 4 * bool(flags & _HAS_FIRST_FLAGS)
    columns = [one for one in (_HAS_DURATION, _HAS_SIZE, _HAS_FLAGS, _HAS_TIME) if flags & one]
    step = 4 * len(columns)
    if not count or at + count * step > len(trun):
        raise _damaged()
    size_at = 4 * columns.index(_HAS_SIZE) if _HAS_SIZE in columns else None
    first_size = usual_size if size_at is None else _number(trun, at + size_at)
    ticks = count * usual_duration
    if _HAS_DURATION in columns:
        ticks = sum(_number(trun, at + row * step) for row in range(count))
    return Fraction(ticks, _timescale(moov)), first_size


def _data_offset(moof: Tree) -> int:
    trun = _content(moof, "traf/trun")
    return _number(trun, 8) if _number(trun, 0) & _HAS_OFFSET else moof.byte_size + 16


def _usual(tfhd: bytes, trex: bytes) -> tuple[int, int]:
    """The duration and the size that samples have of which a fragment says none."""
    flags, at = _number(tfhd, 0) & 0xFFFFFF, 8
    at += 8 * bool(flags & _BASE) + 4 * bool(flags & _DESCRIPTION)
    duration, size = _number(trex, 12), _number(trex, 16)
    if flags & _DURATION:
        duration, at = _number(tfhd, at), at + 4
    if flags & _SIZE:
        size = _number(tfhd, at)
    return duration, size


def _timescale(moov: Tree) -> int:
    mdhd = _content(moov, "trak/mdia/mdhd")
    return _number(mdhd, 20 if mdhd[:1] == b"\1" else 12) or 1


def _described(moov: Tree, head_end: int, fragments: tuple[Fragment, ...]) -> FragmentedTrack:
    stsd = moov.find("trak/mdia/minf/stbl/stsd")
    entries = None if stsd is None else stsd.inside(8)
    for kind in (b"avc1", b"mp4a") if entries is not None else ():
        for entry in entries.children(kind) if entries is not None else ():
            if kind == b"mp4a":
                return FragmentedTrack(head_end, fragments, "mp4a.40.2")
            avcc = entry.inside(78).find("avcC")
            if avcc is not None:
                content = entry.content()
                sides = int.from_bytes(content[24:26], "big"), int.from_bytes(content[26:28], "big")
                return FragmentedTrack(head_end, fragments, f"avc1.{avcc.content()[1:4].hex()}", *sides)
    raise _damaged()


def _content(tree: Tree, path: str) -> bytes:
    found = tree.find(path)
    if found is None:
        raise _damaged()
    return found.content()


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _damaged() -> Unsound:
    return Unsound(say("The file is damaged: it is no film in fragments, or not whole."), EXPORT_AGAIN)
