"""Where ffmpeg is found, and that no run of it outlives who waits for it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from balado.errors import UsageError
from balado.media.ffmpeg import FfmpegCall, find_ffmpeg, need_ffmpeg, run_ffmpeg

PROGRESS = "#!/bin/sh\nprintf 'out_time_us=N/A\\nout_time_us=1500000\\nout_time_us=2500000\\n'\necho heard >&2\n"


def program(folder: Path, script: str) -> str:
    path = folder / "ffmpeg"
    path.write_text(script)
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module that carries a program, where there is none on PATH."""
    module = ModuleType("imageio_ffmpeg")
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", module)
    monkeypatch.setenv("PATH", "/nowhere")
    return module


def test_the_program_on_path_comes_first_then_the_one_of_the_extra(
    carried: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried.get_ffmpeg_exe = lambda: "/wheel/ffmpeg"  # type: ignore[attr-defined]
    assert find_ffmpeg() == "/wheel/ffmpeg"
    on_path = program(tmp_path, "#!/bin/sh\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_ffmpeg() == on_path


def test_without_either_both_ways_are_said(carried: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_for_this_system() -> str:
        raise RuntimeError

    carried.get_ffmpeg_exe = none_for_this_system  # type: ignore[attr-defined]
    assert find_ffmpeg() is None
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(UsageError, match=r'install the program .* or .* `pip install "balado\[sound\]"`'):
        need_ffmpeg()


def test_lines_and_progress_are_told_as_they_come(tmp_path: Path) -> None:
    lines: list[str] = []
    steps: list[int] = []
    ended = run_ffmpeg(FfmpegCall(program(tmp_path, PROGRESS), ()), lines.append, steps.append)
    assert (ended.code, lines, steps) == (0, ["heard"], [1500, 1000])
    assert ended.played is not None
    assert ended.played.total_seconds() == 2.5


def test_a_run_ends_with_who_waits_for_it(tmp_path: Path) -> None:
    script = f"#!/bin/sh\necho $$ > {tmp_path}/pid\necho begun >&2\nexec sleep 60\n"

    def interrupt(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_ffmpeg(FfmpegCall(program(tmp_path, script), ()), interrupt)
    assert not Path("/proc", (tmp_path / "pid").read_text().strip()).exists()


def test_a_run_that_takes_too_long_is_ended_as_failed(tmp_path: Path) -> None:
    call = FfmpegCall(program(tmp_path, "#!/bin/sh\nexec sleep 60\n"), (), longest_seconds=0.1)
    assert run_ffmpeg(call, print).code != 0, "left alone, it would end well after a minute"
