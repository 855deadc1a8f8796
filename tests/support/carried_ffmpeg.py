"""The ffmpeg of a wheel before that of the system: it stands alone, and begins in a seventh of the CPU.

Most tests that need ffmpeg have it hear or write two seconds, and most of what that took was to load the 200 libraries
of the system's. CI takes the system's: both are tried before anything is merged.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def carried_first() -> Iterator[None]:
    """Have it found by the name `ffmpeg`, also by all processes that are begun; nothing where it is not installed."""
    program = None if os.environ.get("CI") or sys.platform == "win32" else _carried()
    if program is None:
        yield
        return
    with TemporaryDirectory() as folder:
        (Path(folder) / "ffmpeg").symlink_to(program)
        before = os.environ.get("PATH", os.defpath)
        os.environ["PATH"] = f"{folder}{os.pathsep}{before}"
        try:
            yield
        finally:
            os.environ["PATH"] = before


def hide_the_library() -> None:
    """What is tested has the ffmpeg of PATH, or none: tests of a machine without it would find this one."""
    sys.modules["imageio_ffmpeg"] = None  # type: ignore[assignment]


def _carried() -> str | None:
    """The program that imageio-ffmpeg (extra `sound`) carries for this machine."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        program: str = get_ffmpeg_exe()
    except (ImportError, RuntimeError):  # not installed; nothing for this machine
        return None
    return program if Path(program).is_absolute() else None
