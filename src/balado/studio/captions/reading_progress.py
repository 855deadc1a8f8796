"""How far somebody has read a transcript: what was heard of the recording, and where reading stopped. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from balado.studio.captions.document import PlacedCaption

_MOST_STRETCHES = 10_000
_LONGEST_S = 10_000_000.0
_NEAR_S = 0.5
"""Stretches that are as near as that are one: a player stops and begins again a little later."""


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """`heard` are the stretches of the recording that were played, in seconds, in order; `at_s` is where it stopped.

    `letter_keys` says whether single letters are keys for this reader.
    """

    heard: tuple[tuple[float, float], ...] = ()
    at_s: float = 0.0
    letter_keys: bool = True

    def with_heard(self, stretches: Iterable[tuple[float, float]], at_s: float) -> ReadingProgress:
        """The same after these stretches were played, too, up to there."""
        found = sorted((start, end) for start, end in [*self.heard, *stretches] if _is_stretch(start, end))
        joined: list[tuple[float, float]] = []
        for start, end in found:
            if joined and start <= joined[-1][1] + _NEAR_S:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        stopped = at_s if math.isfinite(at_s) and 0 <= at_s < _LONGEST_S else self.at_s
        return replace(self, heard=tuple(joined[:_MOST_STRETCHES]), at_s=stopped)

    def unheard(self, captions: Sequence[PlacedCaption]) -> list[PlacedCaption]:
        """The captions whose middle was never played."""
        found, stretches = [], list(self.heard)
        for caption in sorted(captions, key=lambda one: one.start):
            middle = (caption.start + caption.end).total_seconds() / 2
            while stretches and stretches[0][1] < middle:
                stretches.pop(0)
            if not (stretches and stretches[0][0] <= middle):
                found.append(caption)
        return found


def read_progress(text: str) -> ReadingProgress:
    """The progress that was kept; none where that is not to be read."""
    try:
        kept = json.loads(text)
        heard = [(float(start), float(end)) for start, end in kept["heard"]]
        begun = ReadingProgress(letter_keys=bool(kept["letter_keys"]))
        return begun.with_heard(heard, float(kept["at_s"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return ReadingProgress()


def write_progress(progress: ReadingProgress) -> str:
    """The progress, to be kept."""
    heard = [[round(start, 2), round(end, 2)] for start, end in progress.heard]
    return json.dumps({"heard": heard, "at_s": round(progress.at_s, 2), "letter_keys": progress.letter_keys})


def _is_stretch(start: float, end: float) -> bool:
    return math.isfinite(start) and math.isfinite(end) and 0 <= start < end < _LONGEST_S
