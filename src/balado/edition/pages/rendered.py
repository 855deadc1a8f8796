"""The pages of a publication as bytes, and the names in their addresses. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from balado.record.generation import SiteFileRecord

_LEVEL = 1


class PackedFiles(Mapping[str, bytes]):
    """Files by digest, compressed: the pages of a thousand episodes with their transcripts would fill a machine."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def add(self, sha256: str, body: bytes) -> None:
        """Keep a file."""
        self._packed[sha256] = zlib.compress(body, _LEVEL)

    def joined(self, others: Mapping[str, bytes]) -> PackedFiles:
        """These files and others."""
        whole = PackedFiles()
        whole._packed = dict(self._packed)
        for sha256, body in others.items():
            whole.add(sha256, body)
        return whole

    def __getitem__(self, sha256: str) -> bytes:
        return zlib.decompress(self._packed[sha256])

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """The pages of the show: the record of each file, and by digest the bytes of those that were made."""

    files: tuple[SiteFileRecord, ...] = ()
    bodies: PackedFiles = field(default_factory=PackedFiles)


@dataclass(frozen=True, slots=True)
class PageNames:
    """The names of the episodes' pages by guid, and of those that are gone the day on which they went."""

    names: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
