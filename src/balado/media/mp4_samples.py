"""The sample table of an MP4 track: where the pieces of sound are, how large and how long. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from balado.media.boxes import NO_ROWS, Rows, Tree

_TABLE = "mdia/minf/stbl"


@dataclass(frozen=True, slots=True)
class SampleTable:
    """Sizes in bytes (or one `common_size`), chunk offsets, durations as (how many, how long), samples per chunk.

    `chunk_runs` are (first chunk, samples in each, description).
    """

    count: int
    common_size: int
    sizes: Rows
    chunk_offsets: Rows
    durations: Rows
    chunk_runs: Rows

    @classmethod
    def read(cls, trak: Tree) -> SampleTable:
        """The table of a track box; empty where the track has none."""
        header = trak.find(f"{_TABLE}/stsz")
        common_size = int.from_bytes(header.content()[4:8], "big") if header else 0
        count = int.from_bytes(header.content()[8:12], "big") if header else 0
        return cls(
            count=count,
            common_size=common_size,
            sizes=NO_ROWS if common_size else trak.table(f"{_TABLE}/stsz", "I", 8),
            chunk_offsets=trak.table(f"{_TABLE}/stco", "I") or trak.table(f"{_TABLE}/co64", "Q"),
            durations=trak.table(f"{_TABLE}/stts", "II"),
            chunk_runs=trak.table(f"{_TABLE}/stsc", "III"),
        )

    @property
    def duration(self) -> int:
        """The sum of all durations, in units of the track's timescale."""
        return sum(many * each for many, each in self.durations)

    @property
    def byte_size(self) -> int:
        """The sum of all sizes."""
        return self.count * self.common_size if self.common_size else sum(size for (size,) in self.sizes)

    def end_offset(self) -> int:
        """The offset after the last byte of the last chunk, in the file; 0 for an empty track."""
        if not self.chunk_offsets:
            return 0
        many = self.chunk_runs[-1][1] if self.chunk_runs else 0
        if self.common_size:
            # Uncompressed sound counts single samples of a size that old QuickTime files state as 1.
            size = 0 if self.common_size == 1 else min(many, self.count) * self.common_size
        else:
            size = sum(self.sizes[row][0] for row in range(max(0, len(self.sizes) - many), len(self.sizes)))
        return self.chunk_offsets[-1][0] + size

    def places(self, most: int) -> Iterator[tuple[int, int]]:
        """Offset and size of each sample, of the first `most`."""
        index = 0
        for first, many, following in self._runs():
            for chunk in range(first - 1, min(following - 1, len(self.chunk_offsets))):
                at = self.chunk_offsets[chunk][0] if chunk >= 0 else 0
                for _ in range(many):
                    if index >= min(most, self.count):
                        return
                    size = self.common_size or (self.sizes[index][0] if index < len(self.sizes) else 0)
                    yield at, size
                    at += size
                    index += 1

    def _runs(self) -> Iterator[tuple[int, int, int]]:
        """First chunk, samples in each chunk, and the first chunk of the following run."""
        end = len(self.chunk_offsets) + 1
        for (first, many, _), (following, *_) in pairwise(chain(self.chunk_runs, [(end, 0, 0)])):
            if many:  # no chunk is without samples, and to go through a million of them for nothing takes its time
                yield first, many, following

    def starts(self, most: int) -> Iterator[tuple[int, int]]:
        """Start and end of each sample, in units of the track's timescale, of the first `most`."""
        at = index = 0
        for many, each in self.durations:
            for _ in range(min(many, most - index)):
                yield at, at + each
                at += each
                index += 1
