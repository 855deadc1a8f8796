from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from balado.cli.session import Session
from balado.commands.network.options import given
from balado.commands.network.summary import add_summary
from balado.errors import UsageError
from balado.network.tally import Tally
from balado.network.task import ShowOutcome, ShowTask

NOW = datetime(2025, 11, 23, 12, tzinfo=UTC)


def test_flags_that_are_set_and_values_that_there_are_become_arguments() -> None:
    assert given(dry_run=True, strict=False, now=NOW, overdue=0, profile="all", model=None) == (
        "--dry-run", "--now", "2025-11-23T12:00:00+00:00", "--overdue", "0", "--profile", "all",
    )  # fmt: skip


def test_a_summary_is_added_and_holds_no_markup_of_others(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before\n", "utf-8")
    tally = Tally()
    events = (
        {"event": "fault", "severity": "error", "path": "feed.yaml", "line": 3, "key": "title", "message": "a|b <i>"},
        {"event": "error", "kind": "SourceError", "message": "[l](http://evil.example)"},
    )
    tally.add(ShowTask("m/a", "m/a", "publish", (), NOW), ShowOutcome(2, events))
    add_summary(file, tally, Session(language="en"), "publish")
    before, *added = file.read_text("utf-8").splitlines()
    assert before == "before"
    assert added[0] == "### balado network publish: published 0, unchanged 0, refused 0, failed 1"
    assert "[l](http" not in "\n".join(added)
    assert "<i>" not in "\n".join(added)
    with pytest.raises(UsageError, match="cannot be written"):
        add_summary(tmp_path / "none" / "summary.md", tally, Session(language="en"), "publish")
