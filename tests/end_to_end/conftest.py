from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """An empty, sound show."""
    made = Show(tmp_path / "show")
    made.write_feed()
    return made
