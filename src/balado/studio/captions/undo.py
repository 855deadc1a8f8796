"""What an operation did to the lines of a file, so that it can be taken back, also out of a file that went on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from balado.studio.captions.apply import LineChange
from balado.studio.captions.document import CaptionFile, read_captions, with_lines


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that took the place of others, at this line of the file that was made."""

    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditStep:
    """One operation: its name, the revisions before and after it, and what it did."""

    name: str
    before: str
    after: str
    hunks: tuple[Hunk, ...]

    @property
    def reverse(self) -> EditStep:
        """The step that takes this one back."""
        shift, hunks = 0, []
        for hunk in self.hunks:
            hunks.append(Hunk(hunk.at - shift, hunk.new, hunk.old))
            shift += len(hunk.new) - len(hunk.old)
        return EditStep(self.name, self.after, self.before, tuple(hunks))


def step_of(name: str, before: CaptionFile, after: CaptionFile, changes: Sequence[LineChange]) -> EditStep:
    """The step from one file to the next."""
    hunks, shift = [], 0
    for first, end, lines in _with_neighbours(before, changes):
        hunks.append(Hunk(first + shift, before.lines[first:end], tuple(lines)))
        shift += len(lines) - (end - first)
    return EditStep(name, before.revision, after.revision, tuple(hunks))


def repeated(step: EditStep, file: CaptionFile) -> CaptionFile | None:
    """The file with the step done to it (again); None where the lines it is about are others now, or would be broken.

    In a file that went on it is done where its lines are, the nearest ones to where they were.
    """
    found = list(_places(step, file))
    if len(found) < len(step.hunks):
        return None
    changes = sorted((at, at + len(hunk.old), hunk.new) for at, hunk in zip(found, step.hunks, strict=True))
    if any(one[1] > other[0] for one, other in pairwise(changes)):
        return None
    made = with_lines(file, changes)
    return read_captions(made.raw, made.path) if file.revision != step.before else made


def _places(step: EditStep, file: CaptionFile) -> Iterator[int]:
    shift = 0
    for hunk in step.hunks:
        at = hunk.at - shift
        shift += len(hunk.new) - len(hunk.old)
        place = at if file.revision == step.before else _nearest(file.lines, hunk.old, at)
        if place is not None:
            yield place


def _nearest(lines: Sequence[str], wanted: tuple[str, ...], at: int) -> int | None:
    """Where these lines stand; lines of nothing stand everywhere, and are not looked for."""
    if not any(line.strip() for line in wanted):
        return None
    size = len(wanted)
    found = [i for i, line in enumerate(lines) if line == wanted[0] and tuple(lines[i : i + size]) == wanted]
    return min(found, key=lambda place: abs(place - at), default=None)


def _with_neighbours(file: CaptionFile, changes: Sequence[LineChange]) -> list[tuple[int, int, list[str]]]:
    """The changes; where lines only went, as one with a caption beside them, by which their place is known."""
    if all(change.lines for change in changes):
        return [(change.first, change.after, change.lines) for change in changes]
    first, after = changes[0].first, changes[-1].after
    if len(changes) == 1:
        before = [one.lines for one in file.captions if one.lines.end <= first]
        behind = [one.lines for one in file.captions if one.lines.first >= after]
        first = before[-1].first if before else 0
        after = after if before or not behind else behind[0].end
    lines: list[str] = []
    at = first
    for change in changes:
        lines += [*file.lines[at : change.first], *change.lines]
        at = change.after
    return [(first, after, [*lines, *file.lines[at:after]])]
