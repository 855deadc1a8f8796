"""The sample table of an MP4 track: where the pieces of sound are, how large and how long. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from balado.media.boxes import Tree

_TABLE = "mdia/minf/stbl"


@dataclass(frozen=True, slots=True)
class SampleTable:
    """Sizes in bytes (or one `common_size`), chunk offsets, durations as (how many, how long), samples per chunk."""

    count: int
    common_size: int
    sizes: tuple[int, ...]
    chunk_offsets: tuple[int, ...]
    durations: tuple[tuple[int, int], ...]
    chunk_runs: tuple[tuple[int, int], ...]

    @classmethod
    def read(cls, trak: Tree) -> SampleTable:
        """The table of a track box; empty where the track has none."""
        header = trak.find(f"{_TABLE}/stsz")
        common_size = int.from_bytes(header.content()[4:8], "big") if header else 0
        count = int.from_bytes(header.content()[8:12], "big") if header else 0
        offsets = trak.table(f"{_TABLE}/stco", "I") or trak.table(f"{_TABLE}/co64", "Q")
        return cls(
            count=count,
            common_size=common_size,
            sizes=tuple(size for (size,) in trak.table(f"{_TABLE}/stsz", "I", 8)) if not common_size else (),
            chunk_offsets=tuple(offset for (offset,) in offsets),
            durations=tuple((many, each) for many, each in trak.table(f"{_TABLE}/stts", "II")),
            chunk_runs=tuple((first, many) for first, many, _ in trak.table(f"{_TABLE}/stsc", "III")),
        )

    @property
    def duration(self) -> int:
        """The sum of all durations, in units of the track's timescale."""
        return sum(many * each for many, each in self.durations)

    @property
    def byte_size(self) -> int:
        """The sum of all sizes."""
        return self.count * self.common_size if self.common_size else sum(self.sizes)

    def end_offset(self) -> int:
        """The offset after the last byte of the last chunk, in the file; 0 for an empty track."""
        if not self.chunk_offsets:
            return 0
        many = self.chunk_runs[-1][1] if self.chunk_runs else 0
        last = self.sizes[max(0, len(self.sizes) - many) :] if many else ()
        size = min(many, self.count) * self.common_size if self.common_size else sum(last)
        # Uncompressed sound counts single samples of a size that old QuickTime files state as 1.
        return self.chunk_offsets[-1] + (0 if self.common_size == 1 else size)

    def places(self, most: int) -> Iterator[tuple[int, int]]:
        """Offset and size of each sample, of the first `most`."""
        runs = [*self.chunk_runs, (len(self.chunk_offsets) + 1, 0)]
        index = 0
        for (first, many), (following, _) in pairwise(runs):
            for chunk in range(first - 1, min(following - 1, len(self.chunk_offsets))):
                at = self.chunk_offsets[chunk] if chunk >= 0 else 0
                for _ in range(many):
                    if index >= min(most, self.count):
                        return
                    size = self.common_size or (self.sizes[index] if index < len(self.sizes) else 0)
                    yield at, size
                    at += size
                    index += 1

    def starts(self, most: int) -> Iterator[tuple[int, int]]:
        """Start and end of each sample, in units of the track's timescale, of the first `most`."""
        at = index = 0
        for many, each in self.durations:
            for _ in range(min(many, most - index)):
                yield at, at + each
                at += each
                index += 1
