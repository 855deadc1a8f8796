from __future__ import annotations

from pathlib import Path

import pytest

from balado.statistics.workspace import work_folder
from balado.store.process import this_process

ENDED = f"{this_process().rpartition(' ')[0]} {1 << 30}"


def test_it_is_for_its_owner_only_and_gone_at_the_end(tmp_path: Path) -> None:
    with work_folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "hits").mkdir()
    assert list(tmp_path.iterdir()) == []


def test_it_is_gone_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), work_folder(tmp_path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed_and_a_running_one_is_left_alone(tmp_path: Path) -> None:
    for name, process in (("counting-killed", ENDED), ("counting-running", this_process())):
        (tmp_path / name).mkdir()
        (tmp_path / name / "process").write_text(process)
        (tmp_path / name / "hits.parquet").write_text("digests")
    with work_folder(tmp_path):
        assert not (tmp_path / "counting-killed").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["counting-running"]
