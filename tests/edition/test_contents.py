"""The forms that an episode takes on its way into a publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from specimens import NOON, candidate, episode, image_facts

from balado.edition.arrange import place_episodes, still_announced
from balado.edition.contents import Announcement, Picture, announcement_of
from balado.edition.memory import Memory
from balado.record.generation import EpisodeState
from balado.show.conference import Held, Live
from balado.show.model import Episode

KEYS = Memory(None).keys
STREAM = Live(url="https://live.example/stream.mp3", page="https://live.example/", title="Listen live")
STARTS = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)


def streamed(slug: str = "a", **changes: Any) -> Episode:
    known: dict[str, Any] = {"live": STREAM, "held": Held(start=STARTS, end=STARTS + timedelta(hours=2))}
    return episode(slug, **{**known, **changes})


def announced(now: datetime = NOON, **changes: Any) -> Announcement | None:
    return announcement_of(streamed(**changes), Picture("a.jpg", image_facts("a")), (), KEYS, now)


@pytest.mark.parametrize("missing", ["live", "held", "title"])
def test_nothing_is_announced_without_a_stream_a_time_and_a_title(missing: str) -> None:
    assert announced(**{missing: None}) is None


@pytest.mark.parametrize(
    ("hours", "status"),
    [(-1, "pending"), (1, "live"), (3, "ended")],
)
def test_an_announcement_says_where_the_stream_stands_at_that_moment(hours: int, status: str) -> None:
    found = announced(STARTS + timedelta(hours=hours))
    assert found is not None
    assert (found.status, found.start, found.stream) == (status, STARTS, STREAM)


@pytest.mark.parametrize(
    ("days", "stands", "has_files"),
    [(None, True, True), (1, True, False), (-1, False, False)],
    ids=["no recording", "a recording that waits", "a live one"],
)
def test_an_announcement_stands_until_its_recording_is_live(
    tmp_path: Path, days: int | None, stands: bool, has_files: bool
) -> None:
    announcement = announced()
    assert announcement is not None
    recorded = [] if days is None else [candidate(tmp_path, streamed(date=NOON + timedelta(days=days)))]
    left = still_announced([announcement], place_episodes(recorded, KEYS, NOON))
    expected = announcement if has_files else replace(announcement, artwork=None, artwork_key=None)
    assert left == ((expected,) if stands else ())


def test_an_episode_is_live_from_its_date_on(tmp_path: Path) -> None:
    placed = place_episodes([candidate(tmp_path, episode("a", days)) for days in (-1, 0, 0.001)], KEYS, NOON)
    assert [one.state for one in placed] == [EpisodeState.LIVE, EpisodeState.LIVE, EpisodeState.SCHEDULED]


def test_a_candidate_without_a_date_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a has no date"):
        place_episodes([candidate(tmp_path, episode("a", date=None))], KEYS, NOON)
