"""Sound for tests of transcribing, and an engine that hears words in it without any model."""

from __future__ import annotations

import hashlib
import math
import os
import signal
import struct
import wave
from dataclasses import dataclass, field
from pathlib import Path

from balado.workshop.speech.engine import BYTES_PER_SECOND, HeardWord, Hearing

_RATE_HZ = 8000


def write_sound(path: Path, tones: list[tuple[float, float]]) -> Path:
    """A WAV of tones and silences: of each, how many seconds, and how loud from 0 to 1. Every tone is another one."""
    period = [math.sin(2 * math.pi * place / 20) for place in range(20)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        for number, (seconds, level) in enumerate(tones):
            one = struct.pack("<20h", *(round(30000 * level * value * (1 - number % 7 / 10)) for value in period))
            file.writeframes(one * round(seconds * _RATE_HZ / 20))
    return path


@dataclass
class EngineDouble:
    """Hears four words in every stretch: which ones depends on its sound alone. Kills its process where it is told to.

    `die_at` is the stretch at whose hearing that happens, counted from 1.
    """

    identity: str = "double 1"
    die_at: int | None = None
    heard: list[tuple[int, Hearing]] = field(default_factory=list)

    def hear(self, sound: bytes, hearing: Hearing) -> list[HeardWord]:
        self.heard.append((len(sound), hearing))
        if len(self.heard) == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        seconds = len(sound) / BYTES_PER_SECOND
        name = hashlib.sha256(sound).hexdigest()
        texts = ("Bonjour", name[:6], "messieurs,", f"{name[6:10]}.")
        step = seconds / len(texts)
        return [HeardWord(text, n * step, (n + 0.8) * step, 0.2 if n == 1 else 0.9) for n, text in enumerate(texts)]
