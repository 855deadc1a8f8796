"""An overview that is kept is that of the same source, publication and moment, or none."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from balado.edition.standings import EpisodeStatus, Overview, key_of, recall, remember
from balado.errors import Fault, Place
from balado.message import say

NOON = datetime(2025, 11, 23, 12, tzinfo=UTC)
LIVE = EpisodeStatus("a", "live", NOON - timedelta(days=3), "Où en est-on ?")
OVERVIEW = Overview((LIVE, EpisodeStatus("b", "draft", None, "")), NOON + timedelta(days=2), "Europe/Paris")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "cache" / "overview.json"
    remember(file, "k", NOON, OVERVIEW)
    return file


def test_what_was_kept_comes_back_whole(kept: Path) -> None:
    assert recall(kept, "k", NOON + timedelta(hours=1)) == OVERVIEW


def test_nothing_comes_back_of_another_source_or_of_a_later_moment(kept: Path) -> None:
    assert recall(kept, "other", NOON) is None
    assert recall(kept, "k", NOON - timedelta(seconds=1)) is None
    assert recall(None, "k", NOON) is None


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"format": 1, "key": "k"}', json.dumps({"format": 2})])
def test_a_damaged_memory_is_none(kept: Path, damage: str) -> None:
    kept.write_text(damage)
    assert recall(kept, "k", NOON) is None


@pytest.mark.parametrize("state", ["due", "changed", "held-back", "missing-audio", "leaves", "left-out"])
def test_what_waits_for_somebody_is_not_kept(tmp_path: Path, state: str) -> None:
    waiting = EpisodeStatus("c", state, NOON)
    remember(tmp_path / "overview.json", "k", NOON, Overview((LIVE, waiting), None, "UTC"))
    assert not (tmp_path / "overview.json").exists()


def test_an_episode_with_a_fault_is_not_kept(tmp_path: Path) -> None:
    faulty = EpisodeStatus("c", "live", NOON, "", (Fault(Place("x"), say("wrong"), say("mend it")),))
    remember(tmp_path / "overview.json", "k", NOON, Overview((faulty,), None, "UTC"))
    assert not (tmp_path / "overview.json").exists()


def test_that_it_cannot_be_written_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    remember(tmp_path / "file" / "overview.json", "k", NOON, OVERVIEW)


def test_a_key_tells_everything_apart() -> None:
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    assert key_of({"a": 1}) != key_of({"a": 2})
