"""A recording as sound for an engine, a minute at a time: whatever its length, it takes the memory of two minutes."""

from __future__ import annotations

import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from balado.errors import Fault, MediaError, Place
from balado.message import say
from balado.workshop.speech.engine import BYTES_PER_SECOND, RATE_HZ

WINDOW_S = 60
_LATEST_S = 20
_QUIET_SAMPLES = RATE_HZ * 3 // 10
_STEP_SAMPLES = RATE_HZ // 50
_STRIDE = 4
"""Every fourth sample tells as well where it is quiet."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a recording: its first sample and the one behind its last, and the sound between."""

    first: int
    after: int
    sound: bytes


def windows(program: str, recording: Path, name: str, first: int = 0) -> Iterator[Window]:
    """The stretches of a recording from sample `first` on, each cut where it is quietest; `program` is ffmpeg.

    They are the same ones whenever one begins at the end of another. Raises MediaError where ffmpeg cannot play it to
    its end: what came before the end of a decoder that failed is no last stretch.
    """
    form = ("-map", "0:a:0", "-ac", "1", "-ar", str(RATE_HZ), "-f", "s16le", "-")
    command = [program, "-v", "error", "-nostdin", "-i", str(recording), *form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as decoder:  # noqa: S603 (ours)
        try:
            yield from _cut(_sound_of(decoder), first, lambda: _refuse_failed(decoder, name))
        finally:
            decoder.kill()


def _cut(sound: IO[bytes], first: int, end: Callable[[], None]) -> Iterator[Window]:
    _skip(sound, first * 2)
    held = b""
    while True:
        held += sound.read(WINDOW_S * BYTES_PER_SECOND - len(held))
        if len(held) < WINDOW_S * BYTES_PER_SECOND:
            break
        cut = _quietest(held) * 2
        yield Window(first, first + cut // 2, held[:cut])
        first, held = first + cut // 2, held[cut:]
    end()
    if held:
        yield Window(first, first + len(held) // 2, held)


def _sound_of(decoder: subprocess.Popen[bytes]) -> IO[bytes]:
    if decoder.stdout is None:
        raise ValueError("a pipe was asked for")
    return decoder.stdout


def _refuse_failed(decoder: subprocess.Popen[bytes], name: str) -> None:
    if decoder.wait() != 0:
        what = say("ffmpeg cannot play this recording.")
        remedy = say("Export it again, as MP3 or M4A, and listen to it.")
        raise MediaError(say("{name} cannot be used.", name=name), [Fault(Place(name), what, remedy)])


def _skip(sound: IO[bytes], count: int) -> None:
    """Read on to where work goes on: a place in an MP3 that is jumped to is never quite the same one."""
    while count > 0 and (passed := sound.read(min(count, BYTES_PER_SECOND))):
        count -= len(passed)


def _quietest(sound: bytes) -> int:
    """The sample in the last third of a window around which it is quietest for 0.3 seconds."""
    begin = (WINDOW_S - _LATEST_S) * RATE_HZ
    samples = array("h", sound[begin * 2 :])
    if sys.byteorder == "big":
        samples.byteswap()
    steps = [
        sum(abs(sample) for sample in samples[place : place + _STEP_SAMPLES : _STRIDE])
        for place in range(0, len(samples) - _STEP_SAMPLES + 1, _STEP_SAMPLES)
    ]
    width = _QUIET_SAMPLES // _STEP_SAMPLES
    loudness = [sum(steps[place : place + width]) for place in range(len(steps) - width + 1)]
    return begin + (loudness.index(min(loudness)) * _STEP_SAMPLES) + _QUIET_SAMPLES // 2
