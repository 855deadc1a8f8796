"""An ID3v2.3 tag as bytes (id3.org, id3v2.3.0; chapters: id3v2-chapters-1.0). No frame is longer than its text.

Not with mutagen, which reads what is written here in the tests: it writes frames in the order of their length, and
players that do not read the table of contents show chapters in the order of the file. Pure.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from urllib.parse import quote

MOST_CHILDREN = 255
"""A table of contents counts its chapters in one byte."""

_LATIN, _UTF_16 = b"\x00", b"\x01"
_OTHER_PICTURE, _FRONT_COVER = b"\x00", b"\x03"
_BYTE_ORDER = b"\xff\xfe"
_TOP_LEVEL_ORDERED = b"\x03"
_NO_BYTE_OFFSET = b"\xff" * 4


def tag(frames: Iterable[bytes]) -> bytes:
    """The whole tag: no padding, no extended header, no unsynchronisation."""
    body = b"".join(frames)
    if len(body) >= 1 << 28:
        raise ValueError("an ID3 tag holds 256 MB at most")
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def text_frame(name: str, text: str) -> bytes:
    """A frame of text in UTF-16 with its byte order, the one form of 2.3 that knows every script."""
    return _frame(name, _UTF_16 + _utf_16(text))


def number_frame(name: str, digits: str) -> bytes:
    """A frame of digits, which every reader knows in the shorter form."""
    return _frame(name, _LATIN + digits.encode("ascii"))


def link_frame(name: str, address: str) -> bytes:
    """A frame that is one web address (`WOAF`)."""
    return _frame(name, _ascii(address))


def own_link_frame(address: str) -> bytes:
    """A web address of no fixed meaning (`WXXX`), without a description."""
    return _frame("WXXX", _LATIN + b"\x00" + _ascii(address))


def spoken_frame(name: str, language: str, description: str, text: str) -> bytes:
    """A longer text with its language, three letters, and what it is (`COMM`, `USLT`)."""
    return _frame(name, _UTF_16 + _ascii(language)[:3].ljust(3, b"x") + _described(description, text))


def described_frame(description: str, text: str) -> bytes:
    """A text of which a description says what it is (`TXXX`)."""
    return _frame("TXXX", _UTF_16 + _described(description, text))


def podcast_frame() -> bytes:
    """Apple's mark of a podcast (`PCST`)."""
    return _frame("PCST", bytes(4))


def cover_frame(jpeg: bytes) -> bytes:
    """The front cover."""
    return _frame("APIC", _LATIN + b"image/jpeg\x00" + _FRONT_COVER + b"\x00" + jpeg)


def picture_frame(jpeg: bytes) -> bytes:
    """A picture that stands inside a chapter."""
    return _frame("APIC", _LATIN + b"image/jpeg\x00" + _OTHER_PICTURE + b"\x00" + jpeg)


def chapter_frame(element: str, start_ms: int, end_ms: int, inner: Iterable[bytes]) -> bytes:
    """A chapter and the frames inside it. `element` is its name in the file, which nobody is shown."""
    times = start_ms.to_bytes(4, "big") + end_ms.to_bytes(4, "big")
    return _frame("CHAP", _ascii(element) + b"\x00" + times + 2 * _NO_BYTE_OFFSET + b"".join(inner))


def contents_frame(element: str, children: Sequence[str]) -> bytes:
    """The one table of contents of a file. Raises ValueError for more than MOST_CHILDREN chapters."""
    if len(children) > MOST_CHILDREN:
        raise ValueError(f"a table of contents lists {MOST_CHILDREN} chapters at most")
    names = b"".join(_ascii(child) + b"\x00" for child in children)
    return _frame("CTOC", _ascii(element) + b"\x00" + _TOP_LEVEL_ORDERED + bytes([len(children)]) + names)


def _utf_16(text: str) -> bytes:
    return _BYTE_ORDER + text.encode("utf-16-le", "replace")


def _described(description: str, text: str) -> bytes:
    return _utf_16(description) + bytes(2) + _utf_16(text)


def _frame(name: str, content: bytes) -> bytes:
    return name.encode("ascii") + len(content).to_bytes(4, "big") + b"\x00\x00" + content


def _ascii(address: str) -> bytes:
    """Addresses are ASCII; where one is not, it is percent-encoded as a browser would."""
    return quote(address, safe=string.punctuation).encode("ascii")
