"""ffmpeg, the program that hears and writes sound: where it is, and a run of it, which ends with who waits for it."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, BinaryIO

from balado.errors import UsageError
from balado.events import Progress, no_progress
from balado.message import install_command, say

_TELLING = ("-nostdin", "-nostats", "-progress", "pipe:1", "-loglevel", "repeat+level+info")
_PLAYED = re.compile(rb"out_time_us=(\d+)")


@dataclass(frozen=True, slots=True)
class FfmpegCall:
    """A run of the program: its arguments, what it reads as `pipe:0`, the seconds after which it is ended as failed."""

    program: str
    arguments: Sequence[str]
    stdin: BinaryIO | None = None
    longest_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, and how long what it wrote plays, None where it told nothing of it."""

    code: int
    played: timedelta | None = None


def find_ffmpeg() -> str | None:
    """The program on PATH, or else the one that imageio-ffmpeg carries (extra `sound`); None where there is neither."""
    on_path = shutil.which("ffmpeg")
    if on_path is not None:
        return on_path
    try:
        import imageio_ffmpeg
    except ImportError:
        return None
    try:
        carried: str = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:  # it carries none for this system
        return None
    return carried


def need_ffmpeg() -> str:
    """The same. Raises UsageError, with both ways to have it, where there is none."""
    program = find_ffmpeg()
    if program is None:
        raise UsageError(
            say(
                "This needs ffmpeg, which is not here: install the program (ffmpeg.org, or the system's packages), or "
                "the one that comes by `{command}`.",
                command=install_command("sound"),
            )
        )
    return program


def run_ffmpeg(call: FfmpegCall, hear: Callable[[str], None], advance: Progress = no_progress) -> Ended:
    """Run the program to its end, or to the end of the wait for it: no child outlives an interruption.

    `hear` is told each line that it says; `advance` how many milliseconds of sound went since the last call, from
    another thread. Raises OSError where it cannot be started.
    """
    command = [call.program, *_TELLING, *call.arguments]
    process = subprocess.Popen(  # noqa: S603 (ffmpeg)
        command, stdin=call.stdin or subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None  # noqa: S101 (asked for above)
    assert process.stderr is not None  # noqa: S101 (the same)
    progress = _Played(process.stdout, advance)
    limit = None if call.longest_seconds is None else threading.Timer(call.longest_seconds, process.kill)
    try:
        progress.start()
        if limit is not None:
            limit.start()
        for line in process.stderr:
            hear(line.decode("utf-8", "replace").rstrip())
        code = process.wait()
        progress.join()
    finally:
        if limit is not None:
            limit.cancel()
        process.kill()
        process.wait()
        process.stderr.close()
    return Ended(code, progress.played)


class _Played(threading.Thread):
    """Reads how far a run has come."""

    def __init__(self, told: IO[bytes], advance: Progress) -> None:
        super().__init__(daemon=True, name="ffmpeg")
        self._told = told
        self._advance = advance
        self._milliseconds = 0
        self.played: timedelta | None = None

    def run(self) -> None:
        with self._told:
            for line in self._told:
                if found := _PLAYED.match(line):
                    self._heed(int(found[1]))

    def _heed(self, microseconds: int) -> None:
        self.played = timedelta(microseconds=microseconds)
        step = microseconds // 1000 - self._milliseconds
        if step > 0:
            self._milliseconds += step
            self._advance(step)
