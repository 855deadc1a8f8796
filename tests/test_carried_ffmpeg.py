"""Tests that need ffmpeg have the one that begins at little cost, but for CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from carried_ffmpeg import carried_first

from balado.media.ffmpeg import find_ffmpeg


@pytest.mark.skipif(sys.platform == "win32", reason="there programs have another name, and links need a permission")
def test_the_carried_one_is_found_by_the_name_that_everybody_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "imageio_ffmpeg")
    carried = pytest.importorskip("imageio_ffmpeg").get_ffmpeg_exe()
    monkeypatch.setenv("PATH", "/bin:/usr/bin")
    with carried_first():
        found = shutil.which("ffmpeg")
        assert found is not None
        assert Path(found).samefile(carried)
        said = subprocess.run([found, "-version"], capture_output=True, text=True, check=True).stdout
        assert said.startswith("ffmpeg version")
    assert os.environ["PATH"] == "/bin:/usr/bin"
    assert not Path(found).exists()


@pytest.mark.parametrize("reason", ["CI", "not installed"])
def test_else_it_is_that_of_the_system(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if reason == "CI":
        monkeypatch.setenv("CI", "true")
    else:
        monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    before = os.environ["PATH"]
    with carried_first():
        assert os.environ["PATH"] == before


def test_what_is_tested_does_not_find_it_but_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert find_ffmpeg() is None
