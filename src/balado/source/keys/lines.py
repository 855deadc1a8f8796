"""The bytes of a file as text with the line ends of Unix, and back: with the ends that its lines have. Pure."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from balado.source.keys.splice import Splice

_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class RawLines:
    """A file of UTF-8. `ends` are the signs at the ends of its lines.

    `starts` is where each line begins, counted with a single character for each end.
    """

    mark: bytes
    text: str
    ends: Sequence[str]
    starts: Sequence[int]
    raw_starts: Sequence[int]

    @classmethod
    def of(cls, raw: bytes) -> RawLines:
        """The lines of a file. Raises UnicodeDecodeError."""
        mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        text = raw[len(mark) :].decode("utf-8")
        ends, starts, raw_starts = [], [0], [0]
        for found in _END.finditer(text):
            ends.append(found.group())
            starts.append(starts[-1] + found.start() - raw_starts[-1] + 1)
            raw_starts.append(found.end())
        return cls(mark, text, ends, starts, raw_starts)

    @property
    def unix(self) -> str:
        """The text with the line ends of Unix, by whose characters it is changed."""
        return _END.sub("\n", self.text)

    def spliced(self, splices: Sequence[Splice]) -> bytes:
        """The file with other text in places, by characters of its text with the line ends of Unix, in order."""
        parts: list[str] = []
        reached = 0
        for one in splices:
            begin, end = self._raw(one.start), self._raw(one.end)
            parts += [self.text[reached:begin], one.new.replace("\n", self._end_at(one.start))]
            reached = end
        return self.mark + "".join([*parts, self.text[reached:]]).encode("utf-8")

    def _raw(self, position: int) -> int:
        line = bisect_right(self.starts, position) - 1
        return self.raw_starts[line] + position - self.starts[line]

    def _end_at(self, position: int) -> str:
        """The end that new lines have: that of the line they stand at, of the one above, or of the first."""
        line = bisect_right(self.starts, position) - 1
        return next((self.ends[at] for at in (line, line - 1, 0) if 0 <= at < len(self.ends)), "\n")
