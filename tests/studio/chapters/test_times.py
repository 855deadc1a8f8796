"""Each fault of a time stands at its chapter, in the order of the file."""

from __future__ import annotations

from datetime import timedelta

from balado.show.podcasting import Chapter
from balado.studio.chapters.times import faults_of_times

CHAPTERS = [Chapter.model_validate({"start": start, "title": "T"}) for start in ("0:00", "2:00", "1:00", "1:00")]


def told(duration: timedelta | None) -> list[tuple[str, str]]:
    return [(fault.place.key, str(fault.what)) for fault in faults_of_times("e.md", CHAPTERS, duration)]


def test_each_fault_has_its_row() -> None:
    assert told(timedelta(seconds=90)) == [
        ("chapters.1", "The chapter begins at 00:02:00, but the recording ends at 00:01:30."),
        ("chapters.3", "Two chapters begin at 00:01:00."),
        ("chapters.2", "The chapter at 00:01:00 is written after the one at 00:02:00."),
    ]


def test_without_a_recording_nobody_knows() -> None:
    assert told(None) == []
