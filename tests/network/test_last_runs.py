from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from balado.network.last_runs import moment, recall, remember
from balado.network.order import LastRun


def test_what_is_kept_is_had_back(tmp_path: Path) -> None:
    runs = {"a": LastRun(datetime(2025, 11, 23, 12, tzinfo=UTC), 1.5), "é": LastRun()}
    file = tmp_path / "cache" / "network.json"
    remember(file, runs)
    assert recall(file) == runs
    assert [path.name for path in file.parent.iterdir()] == ["network.json"]


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "shows": {"a": 1}}',
                                  '{"format": 1, "shows": {"a": {"next_due": "x"}}}'])  # fmt: skip
def test_what_is_none_of_ours_is_nothing(tmp_path: Path, kept: str) -> None:
    file = tmp_path / "network.json"
    file.write_text(kept)
    assert recall(file) == {}
    assert recall(tmp_path / "none.json") == {}
    assert recall(None) == {}


def test_where_nothing_can_be_kept_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remember(tmp_path / "file" / "network.json", {"a": LastRun()})
    remember(None, {"a": LastRun()})


def test_a_moment_has_a_zone_or_is_none() -> None:
    assert moment("2025-11-23T12:00:00+00:00") == datetime(2025, 11, 23, 12, tzinfo=UTC)
    assert moment("2025-11-23T12:00:00") is None
    assert moment(None) is None
