"""Texts that count from the beginning of a recording are moved when that beginning moves, once and never twice.

All times in an episode's folder count from the beginning of the recording that lies there to be published; before
there is one, from that of what was given. So whoever listens to it, writes times and masters anew finds them right,
and what reads them (pages, apps, checks) needs to know of no other clock. What is moved stands in the recipe before it
is moved: a run that was interrupted is gone on with, and a text that was moved is no longer the one that is named.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from balado.message import say
from balado.workshop.sound.recipe import MovedFile, SoundRecipe
from balado.workshop.times.files import TextMove, TimedText, Unmoved, planned, stamped_notes
from balado.workshop.times.shift import Shift


@dataclass(frozen=True, slots=True)
class Timing:
    """Which texts become what, which keep the times that they have, and by how many seconds times become later.

    `stamped_notes` are the lines of the notes that begin with a time, which are never moved.
    """

    by_seconds: float = 0.0
    moves: tuple[TextMove, ...] = ()
    unmoved: tuple[Unmoved, ...] = ()
    stamped_notes: int = 0

    def carry_out(self) -> None:
        """Write what is moved. Raises UsageError where that cannot be done."""
        for move in self.moves:
            move.carry_out()

    def recorded(self, target: Path) -> tuple[MovedFile, ...]:
        """What the recipe of the recording says of it."""
        return tuple(
            MovedFile(file=_path_from(target, move.text.path), kind=move.text.kind, before=_digest(move.before))
            for move in self.moves
        )


def timing_of(texts: Sequence[TimedText], before: float | None, begins: float, seconds: float) -> Timing:
    """What is moved where what was given begins at another second than before in a recording that plays so long.

    `before` is None where nobody knows: of a recording that was not made here.
    """
    by_ms = round(begins * 1000) - round((before or 0.0) * 1000)
    if not by_ms or not texts:
        return Timing()
    found = [*planned(texts, Shift(by_ms, round(seconds * 1000)))]
    moves = tuple(one for one in found if isinstance(one, TextMove))
    unmoved = tuple(one for one in found if isinstance(one, Unmoved))
    if before is None:
        reason = say("The recording that it was timed on was not made here.")
        unmoved = (*unmoved, *(Unmoved(move.text.name, reason) for move in moves))
        moves = ()
    return Timing(by_ms / 1000, moves, unmoved, stamped_notes(texts))


def left_over(recipe: SoundRecipe, target: Path, texts: Sequence[TimedText]) -> Timing:
    """What an interrupted run has left to be moved: the texts that are still as they were before."""
    if not recipe.moved:
        return Timing()
    waiting = [text for text in texts for one in recipe.moved if _is_as_before(one, text, target)]
    shift = Shift(round(recipe.moved_by * 1000), round(recipe.made.duration * 1000))
    found = [*planned(waiting, shift)]
    return Timing(recipe.moved_by, tuple(one for one in found if isinstance(one, TextMove)))


def _is_as_before(one: MovedFile, text: TimedText, target: Path) -> bool:
    return one.file == _path_from(target, text.path) and _digest(text.path.read_bytes()) == one.before


def _path_from(target: Path, path: Path) -> str:
    return Path(os.path.relpath(path, target.parent)).as_posix()


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
