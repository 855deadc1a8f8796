"""A whole recording heard, window by window, from where an earlier run was cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from balado.workshop.speech.engine import RATE_HZ, Engine, HeardWord, Hearing
from balado.workshop.speech.windows import Window, windows
from balado.workshop.speech.work import HeardWindow, KeptWork


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording on the disk, what it is called in messages, and the program that decodes it (ffmpeg)."""

    path: Path
    name: str
    program: str


@dataclass(frozen=True, slots=True)
class HeardSound:
    """All words of a recording, and how long it is, in seconds."""

    words: tuple[HeardWord, ...]
    seconds: float


Advance = Callable[[float, float], None]
"""Told how many seconds of the recording are heard, and how many of them were heard by an earlier run."""


def listen(recorded: Recorded, engine: Engine, hearing: Hearing, work: KeptWork, advance: Advance) -> HeardSound:
    """The words of a recording. What is heard is kept as `work`, window by window. Raises MediaError."""
    done = work.windows()
    begun = done[-1].after if done else 0
    advance(begun / RATE_HZ, begun / RATE_HZ)
    for window in windows(recorded.program, recorded.path, recorded.name, begun):
        heard = HeardWindow(window.first, window.after, _words(window, engine, hearing))
        work.add(heard)
        done.append(heard)
        advance(heard.after / RATE_HZ, begun / RATE_HZ)
    seconds = done[-1].after / RATE_HZ if done else 0.0
    return HeardSound(tuple(word for window in done for word in window.words), seconds)


def _words(window: Window, engine: Engine, hearing: Hearing) -> tuple[HeardWord, ...]:
    """The words of a window by the time of the recording, to the millisecond; none ends behind the window."""
    shift, last = window.first / RATE_HZ, window.after / RATE_HZ
    heard = engine.hear(window.sound, hearing)
    return tuple(
        replace(
            word,
            start=round(min(word.start + shift, last), 3),
            end=round(min(word.end + shift, last), 3),
            probability=round(word.probability, 3),
        )
        for word in heard
        if word.text.strip()
    )
