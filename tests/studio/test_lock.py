from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from balado.errors import UsageError
from balado.studio.lock import locked

HOLDER = """
import sys
from pathlib import Path
from balado.studio.lock import locked
with locked(Path(sys.argv[1]), "http://127.0.0.1:1/?entry=x"):
    print("locked", flush=True)
    sys.stdin.read()
"""


def holding(file: Path) -> subprocess.Popen[str]:
    """Another process that has the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "locked\n"
    return process


def test_a_second_studio_is_told_where_the_first_is(tmp_path: Path) -> None:
    file = tmp_path / "studio.json"
    with holding(file) as first, pytest.raises(UsageError) as told, locked(file, "http://127.0.0.1:2"):
        pass
    assert str(told.value) == "This show is open in another studio: http://127.0.0.1:1/?entry=x"
    assert first.returncode == 0


def test_what_a_killed_studio_left_behind_is_nobodys_lock(tmp_path: Path) -> None:
    file = tmp_path / "studio.json"
    with holding(file) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert "entry=x" in file.read_text(encoding="utf-8")
    with locked(file, "http://127.0.0.1:2"):
        assert "http://127.0.0.1:2" in file.read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8") == ""


def test_nobody_else_reads_the_address(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "studio.json"
    with locked(file, "http://127.0.0.1:2"):
        assert file.stat().st_mode & 0o077 == 0


def test_a_user_without_a_home_locks_nothing() -> None:
    with locked(None, "http://127.0.0.1:1"), locked(None, "http://127.0.0.1:2"):
        pass
