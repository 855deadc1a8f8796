"""A form plays the recording of its own episode, and none where there is none."""

from __future__ import annotations

from datetime import timedelta

from studio_runs import ServedStudio

from balado.studio.recording import recording_in


def test_the_recording_of_a_folder_is_found_with_its_length(english: ServedStudio) -> None:
    snapshot = english.studio.state.snapshot
    found = recording_in(snapshot, "episodes/live")
    assert found is not None
    assert found.address.startswith(f"{english.doors.public_url}/")
    assert found.duration == timedelta(seconds=3)  # of two


def test_what_is_announced_or_unrecorded_or_unknown_has_none(english: ServedStudio) -> None:
    snapshot = english.studio.state.snapshot
    assert [recording_in(snapshot, f"episodes/{name}") for name in ("announced", "unrecorded", "nothing")] == [None] * 3
