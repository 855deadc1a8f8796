"""What is wrong with the times of chapters that a form shows: each fault at its row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from balado.chapters.chapters import judge_chapters
from balado.errors import Fault, Place
from balado.show.podcasting import Chapter


def faults_of_times(path: str, chapters: Sequence[Chapter], duration: timedelta | None) -> tuple[Fault, ...]:
    """The faults of chapters of the file at `path`, in its order; nobody judges them where there is no recording."""
    if duration is None:
        return ()
    return judge_chapters(chapters, duration, lambda number: Place(path, None, f"chapters.{number}"))
