"""Playlists of HTTP Live Streaming: the files that they name, how long they play, and the same under other names.

Nothing but addresses is ever changed in one, so that a playlist comes back from the store byte for byte. Source: RFC
8216 and its second edition, draft-pantos-hls-rfc8216bis (sections 4.1 to 4.4). Pure.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

PLAYLIST_SUFFIX = ".m3u8"
_MOST_BYTES = 16_000_000
_BEGIN = "#EXTM3U"
_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')
_SECONDS = re.compile(r"#EXTINF:(\d+(?:\.\d+)?)")
_OF_VARIANTS = ("#EXT-X-STREAM-INF", "#EXT-X-MEDIA:", "#EXT-X-I-FRAME-STREAM-INF")

Swap = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a playlist, as it is written, and the line that it stands in (from 1)."""

    address: str
    line: int


@dataclass(frozen=True, slots=True)
class PlaylistTag:
    """A tag with attributes, without the quotes around their values; `address` is the line below it, where it has one.

    `line` counts from 1.
    """

    name: str
    attributes: Mapping[str, str]
    line: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Playlist:
    """A playlist as its text tells it. `text` is all of it; `pieces` are the seconds of its segments.

    `is_multivariant` says that it lists other playlists; `has_end` that no segment will come.
    """

    text: str
    references: tuple[Reference, ...]
    pieces: tuple[float, ...] = ()
    is_multivariant: bool = False
    has_end: bool = False
    tags: tuple[PlaylistTag, ...] = field(default=())

    @property
    def seconds(self) -> float:
        """How long it plays; 0 of one that lists others."""
        return sum(self.pieces)

    def tagged(self, name: str) -> tuple[PlaylistTag, ...]:
        """The tags of a name: `EXT-X-STREAM-INF`."""
        return tuple(tag for tag in self.tags if tag.name == name)

    def has(self, line: str) -> bool:
        """Whether a line stands in it that begins so: `#EXT-X-INDEPENDENT-SEGMENTS`."""
        return any(one.startswith(line) for one in self.text.split("\n"))

    def renamed(self, swap: Swap) -> bytes:
        """The same with other addresses: each as `swap` gives it."""
        return "\n".join(_renamed(line, swap) for line in self.text.split("\n")).encode()


def read_playlist(body: bytes) -> Playlist | None:
    """A playlist; None for what is none: another text, one that is no UTF-8, or of more than 16 MB."""
    if len(body) > _MOST_BYTES:
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    if lines[0].strip() != _BEGIN:
        return None
    return Playlist(
        text,
        tuple(Reference(address, number) for number, line in enumerate(lines, 1) for address in _addresses(line)),
        tuple(float(found[1]) for found in map(_SECONDS.match, lines) if found),
        any(line.startswith(_OF_VARIANTS) for line in lines),
        any(line.strip() == "#EXT-X-ENDLIST" for line in lines),
        tuple(_tags(lines)),
    )


Elsewhere = Literal["address", "outside"]
"""Why an address names no file beside its playlist: it leads to a server, or out of the folder."""


def file_named(address: str, folder: str) -> tuple[str, Elsewhere | None]:
    """The path of the file that an address names, below the folder of the first playlist; why it names none, or None.

    `folder` is that of the playlist it stands in, below the same, empty for that very one.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", "address"
    if parts.scheme or parts.netloc or parts.query or parts.fragment or address.startswith("/") or "{$" in address:
        return "", "address"
    path = unquote(parts.path)
    if "\\" in path or any(ord(letter) < 32 for letter in path):
        return "", "address"
    found = posixpath.normpath(posixpath.join(folder, path))
    return (found, None) if found != ".." and not found.startswith(("../", "/")) else ("", "outside")


def address_of(path: str, folder: str) -> str:
    """The address of a file in a playlist that lies in `folder`, both below the same folder."""
    return quote(posixpath.relpath(path, folder or "."))


def _addresses(line: str) -> Iterator[str]:
    found: list[str] = []

    def note(address: str) -> str:
        found.append(address)
        return address

    _renamed(line, note)
    yield from found


def _renamed(line: str, swap: Swap) -> str:
    written = line.strip()
    if not written:
        return line
    if not written.startswith("#"):
        return line.replace(written, swap(written))
    if not written.startswith("#EXT"):
        return line
    return _ATTRIBUTE.sub(lambda found: _renamed_attribute(found, swap), line)


def _renamed_attribute(found: re.Match[str], swap: Swap) -> str:
    name, value = found[1], found[2]
    if not (name.endswith("URI") or name == "X-ASSET-LIST") or not value.startswith('"'):
        return found[0]
    return f'{name}="{swap(value[1:-1])}"'


def _tags(lines: list[str]) -> Iterator[PlaylistTag]:
    for number, line in enumerate(lines, 1):
        name, colon, rest = line.strip().partition(":")
        if colon and name.startswith("#EXT-X-"):
            attributes = {found[1]: found[2].strip('"') for found in _ATTRIBUTE.finditer(rest)}
            below = next((one.strip() for one in lines[number:] if one.strip() and not one.startswith("#")), "")
            yield PlaylistTag(name[1:], attributes, number, below if name == "#EXT-X-STREAM-INF" else "")
