"""What an MP4 file says of itself: the items of its `ilst` and the chapters of its `chpl`.

The boxes are those of iTunes (developer.apple.com, QuickTime File Format, metadata) and Nero's. Not with mutagen, which
makes an object of every box of a file before it looks at one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from balado.facts import EmbeddedChapter
from balado.media.boxes import Tree
from balado.media.tags import decoded, meant_text

_TEXTS = ("\xa9nam", "\xa9ART", "\xa9day", "\xa9cmt", "ldes", "desc", "egid")
_PAIRS = ("trkn", "disk")
_NUMBERS = ("tves", "tvsn")
# Of each kind: an item has one value, a list of people some dozens.
_MOST_VALUES = 100
_UTF_16 = 2
_PLACE_KEY = b"com.apple.quicktime.location."
_LONGEST_TEXT_BYTES = 64 * 1024
_LARGEST_PICTURE_BYTES = 16 * 1024 * 1024
_LONGEST_CHAPTERS_BYTES = 9 + 255 * (9 + 255)
_LATEST_TICKS = 365 * 86400 * 10_000_000


def items(index: Tree) -> Mapping[str, list[Any]] | None:
    """The values of each item: texts (one over 64 KB is left out), pairs of numbers, numbers. None without `ilst`."""
    ilst = _ilst(index)
    if ilst is None:
        return None
    texts = {name: [_text(data) for data in _values(ilst, name, _LONGEST_TEXT_BYTES)] for name in _TEXTS}
    pairs = {name: [_pair(data[8:]) for data in _values(ilst, name, 8)] for name in _PAIRS}
    numbers = {name: [int.from_bytes(data[8:], "big") for data in _values(ilst, name, 8)] for name in _NUMBERS}
    return {**texts, **pairs, **numbers}


def pictures(index: Tree) -> Iterator[bytes]:
    """The pictures of an index, those over 16 MB left out."""
    ilst = _ilst(index)
    found = iter(()) if ilst is None else _values(ilst, "covr", _LARGEST_PICTURE_BYTES)
    return (data[8:] for data in found)


def tells_place(index: Tree) -> bool:
    """Whether a telephone noted where it was: as 3GPP (`loci`), as QuickTime (`©xyz`), or in its newer keys."""
    newer = index.find("meta")
    return (
        index.find("udta/\xa9xyz") is not None
        or index.find("udta/loci") is not None
        or (newer is not None and _PLACE_KEY in newer.content())
    )


def nero_chapters(index: Tree) -> tuple[EmbeddedChapter, ...]:
    """The chapters of `chpl`: a count in one byte, of each its start in 100 ns and a title of up to 255 bytes."""
    box = index.find("udta/chpl")
    content = box.content()[:_LONGEST_CHAPTERS_BYTES] if box else b""
    found, at = [], 9
    for _ in range(content[8] if len(content) > 8 else 0):
        if at + 9 > len(content):
            break
        start, length = int.from_bytes(content[at : at + 8], "big"), content[at + 8]
        title = decoded(content[at + 9 : at + 9 + length])
        at += 9 + length
        if start < _LATEST_TICKS:
            found.append(EmbeddedChapter(start=timedelta(microseconds=start // 10), title=meant_text(title)))
    return tuple(found)


def _ilst(index: Tree) -> Tree | None:
    meta = index.find("udta/meta")
    return None if meta is None else meta.inside(4).find("ilst")


def _values(ilst: Tree, name: str, most_bytes: int) -> Iterator[bytes]:
    """The `data` boxes of this kind: each has a type and a language in front of its value."""
    left = _MOST_VALUES
    for item in ilst.children(name.encode("latin-1"))[:_MOST_VALUES]:
        for data in item.children(b"data")[:left]:
            left -= 1
            if data.byte_size <= most_bytes + 8:
                yield data.content()


def _text(data: bytes) -> str:
    """The text of a `data` box: of type 2 in UTF-16, else in UTF-8."""
    if int.from_bytes(data[1:4], "big") == _UTF_16:
        return data[8:].decode("utf-16-be", "replace")
    return decoded(data[8:])


def _pair(value: bytes) -> tuple[int, int]:
    return int.from_bytes(value[2:4], "big"), int.from_bytes(value[4:6], "big")
