"""Findings that only follow from a fault which is told already, and would be gone with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from balado.errors import Fault, Place

_OF_TEXTS = frozenset({"transcript-missing", "chapters-missing", "transcript-language-missing"})
_OF_EPISODES = frozenset({"no-items"})
_KEYS_OF_TEXTS = frozenset({"transcripts", "chapters"})

Spot = tuple[str, str]
"""A file of the show, and the first part of a key in it (`people` of `people.0.name`; empty for the file itself)."""


def spot_of(place: Place) -> Spot:
    """The place of a fault, as far as others can follow from it."""
    return place.path, place.key.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Causes:
    """What was not judged because it is faulty: whatever is found of what stands in for it is no finding.

    `spots` are keys with a fault, `unread` the files that cannot be read at all. `without_texts` are the slugs of
    episodes whose transcripts or chapters are faulty. `lacks_episodes` says that an episode is missing in the feed.
    """

    spots: frozenset[Spot] = frozenset()
    unread: frozenset[str] = frozenset()
    without_texts: frozenset[str] = frozenset()
    lacks_episodes: bool = False

    def cover(self, place: Place) -> bool:
        """Whether what stands at this place is faulty, or cannot be read."""
        return place.path in self.unread or spot_of(place) in self.spots

    def explain(self, finding: Fault) -> bool:
        """Whether a finding only follows from one of these."""
        if self.cover(finding.place):
            return True
        if finding.rule in _OF_TEXTS:
            return finding.slug in self.without_texts
        return self.lacks_episodes and finding.rule in _OF_EPISODES

    def left(self, findings: Iterable[Fault]) -> tuple[Fault, ...]:
        """The findings that have a cause of their own."""
        return tuple(finding for finding in findings if not self.explain(finding))


def episodes_without_texts(faults: Sequence[Fault], files_of_texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The slugs of episodes with an error in a transcript or in chapters. `files_of_texts` are such files by slug."""
    files = frozenset(files_of_texts)
    return frozenset(
        fault.slug
        for fault in faults
        if fault.slug is not None
        and fault.severity == "error"
        and (spot_of(fault.place)[1] in _KEYS_OF_TEXTS or (fault.slug, fault.place.path) in files)
    )
