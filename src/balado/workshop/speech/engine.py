"""What listens: the small interface behind which every engine of speech recognition stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

RATE_HZ = 16_000
"""What engines are given: mono, 16 bits a sample, little-endian."""

BYTES_PER_SECOND = 2 * RATE_HZ


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as it was heard, with its punctuation; `start` and `end` in seconds, `probability` from 0 to 1."""

    text: str
    start: float
    end: float
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Hearing:
    """What an engine is told before it listens: the language (two letters), and words that it may hear."""

    language: str
    prompt: str = ""


class Engine(Protocol):
    """Hears words in sound. One stretch does not depend on another, so that work can be left and taken up."""

    @property
    def identity(self) -> str:
        """The engine, its version and its model, as people read it: what it hears is the same under the same name."""

    def hear(self, sound: bytes, hearing: Hearing) -> list[HeardWord]:
        """The words of a stretch (`RATE_HZ`, mono, 16 bits) in their order, with times from its beginning.

        Where nobody speaks it hears nothing.
        """
