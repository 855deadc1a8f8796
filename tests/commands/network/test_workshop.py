"""Mastering and transcribing for all shows: what is missing in each."""

from __future__ import annotations

from pathlib import Path

import pytest
from masters import given
from networks import ShowNetwork, states
from programs import need_program


@pytest.fixture
def network(tmp_path: Path) -> ShowNetwork:
    made = ShowNetwork(tmp_path / "network", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write()
    made.add("made")
    made.add("unmade", episodes=0).add("one", seconds=None)
    return made


def test_every_recording_that_is_not_made_is_made_in_each_show(network: ShowNetwork) -> None:
    need_program("ffmpeg")
    folder = network.root / "shows" / "unmade" / "episodes" / "one"
    given(folder / "talk.wav")
    events = network.events("master", "--sound-only")
    assert states(events) == {"shows/made": "unchanged", "shows/unmade": "published"}
    assert events[-1]["published"] == 1
    assert (folder / "talk.mp3").is_file()
    assert states(network.events("master")) == {"shows/made": "unchanged", "shows/unmade": "unchanged"}


def test_a_show_without_a_model_is_told_and_stops_no_other(network: ShowNetwork) -> None:
    events = network.events("transcribe", "--offline", "--model", "nowhere", code=2)
    assert states(events) == {"shows/made": "failed", "shows/unmade": "unchanged"}
