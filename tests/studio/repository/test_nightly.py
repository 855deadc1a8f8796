"""A job that publishes is known by the line that does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from balado.studio.repository.nightly import nightly_job

WORKFLOW = ".github/workflows/nightly.yml"


@pytest.mark.parametrize(
    ("path", "line", "is_one"),
    [
        (WORKFLOW, "      - run: balado publish --format json > report.jsonl", True),
        (".gitlab-ci.yml", "    - .venv/bin/balado --lang fr publish", True),
        (".github/workflows/a.yaml", "  run: python -m balado publish # at night", True),
        (WORKFLOW, "      - run: balado publish --dry-run", False),
        (WORKFLOW, "      # - run: balado publish", False),
        (WORKFLOW, "      - run: balado diff --format markdown", False),
        (WORKFLOW, "balado " * 40_000 + "publish", False),
        (".github/nightly.yml", "balado publish", False),
    ],
)
def test_it_is_looked_for_where_forges_look(tmp_path: Path, path: str, line: str, is_one: bool) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(f"jobs:\n{line}\n", encoding="utf-8")
    assert nightly_job(tmp_path) == (path if is_one else None)


def test_without_any_there_is_none(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").mkdir()
    assert nightly_job(tmp_path) is None
