"""How one list of captions becomes another: what a page that shows the one must change to show the other. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from balado.studio.captions.document import PlacedCaption


@dataclass(frozen=True, slots=True)
class RowSplice:
    """At this place of the new list `removed` captions of the old one go, and these come."""

    at: int
    removed: int
    captions: tuple[PlacedCaption, ...]


def splices(old: Sequence[str], new: Sequence[PlacedCaption]) -> list[RowSplice]:
    """From the captions with these keys to the new ones, in order: each place counts what was done before it."""
    places = {key: place for place, key in enumerate(old)}
    kept = _rising([(places[one.key], at) for at, one in enumerate(new) if one.key in places])
    found: list[RowSplice] = []
    before, begin = 0, 0
    for place, at in [*kept, (len(old), len(new))]:
        if place > before or at > begin:
            found.append(RowSplice(begin, place - before, tuple(new[begin:at])))
        before, begin = place + 1, at + 1
    return found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose first numbers rise, as their second ones do."""
    ends: list[int] = []
    tails: list[int] = []
    links: list[int | None] = []
    for index, (place, _) in enumerate(pairs):
        at = bisect_left(ends, place)
        links.append(tails[at - 1] if at else None)
        ends[at : at + 1] = [place]
        tails[at : at + 1] = [index]
    return list(reversed(list(_chain(pairs, tails[-1] if tails else None, links))))


def _chain(
    pairs: Sequence[tuple[int, int]], index: int | None, links: Sequence[int | None]
) -> Iterator[tuple[int, int]]:
    while index is not None:
        yield pairs[index]
        index = links[index]
