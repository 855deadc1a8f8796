"""What a recording needs: how many channels, how much gain, and whether its peaks must be held back. Pure.

| the two channels                                        | what is published                    |
|---------------------------------------------------------|--------------------------------------|
| what they differ by is 24 dB under what they share      | one channel: the middle of both      |
| one is 30 dB under the other                            | one channel: the louder              |
| anything else, two microphones of one talk too          | two channels, as they were recorded  |
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from balado.show.sound import SoundSettings
from balado.workshop.sound.graph import to_mono

Mode = Literal["linear", "limited"]

QUIETEST_LUFS = -60.0
"""Below it nobody speaks: what would be raised is the noise of the recorder."""

TOLERATED_LU = 0.4
_LOUDER_BY_SECOND_CHANNEL = 10 * math.log10(2)
_ALIKE_DB, _DEAD_DB, _UNRELATED_DB = 24.0, 30.0, 1.5
_BELOW_PEAK_DB = 0.1
_OVERSHOOT_DB = 0.5
# By how much a true peak mostly exceeds the highest sample. To look for it would cost a third of a measurement, and it
# moves by as much when it is encoded: what is decided by it is measured afterwards, on what was encoded.
_BETWEEN_SAMPLES_DB = 0.5
_LIMITER_BELOW_DB = 1.5
_LOST_BY_LIMITING = 0.05
_MOST_LOST_LU = 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of a recording, and of two channels the levels of left, right and their difference.

    `peak_db` is its highest sample.
    """

    loudness_lufs: float
    peak_db: float
    levels_db: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Channels:
    """How many channels are published, the filter that leaves one of two, and how loud that one is.

    `is_dead` says that the other one held nothing, `is_unrelated` that the two hold different sounds.
    """

    count: int
    loudness_lufs: float
    narrowing: str = ""
    is_dead: bool = False
    is_unrelated: bool = False


def choose_channels(heard: Heard, settings: SoundSettings) -> Channels:
    """How many channels are published of what was worked on with one or two."""
    if heard.levels_db is None:
        return Channels(1, heard.loudness_lufs)
    if settings.channels == "stereo":
        return Channels(2, heard.loudness_lufs)
    left, right, side = heard.levels_db
    middle = _middle(left, right, side)
    if abs(left - right) >= _DEAD_DB:
        return Channels(1, heard.loudness_lufs, to_mono(0 if left > right else 1), is_dead=True)
    if middle - side >= _ALIKE_DB:
        return Channels(1, heard.loudness_lufs - _LOUDER_BY_SECOND_CHANNEL, to_mono())
    return Channels(2, heard.loudness_lufs, is_unrelated=abs(middle - side) < _UNRELATED_DB)


def _middle(left: float, right: float, side: float) -> float:
    """The level of what two channels share, from theirs and that of half their difference."""
    power = (_power(left) + _power(right)) / 2 - _power(side)
    return 10 * math.log10(power) if power > 0 else -math.inf


def _power(decibels: float) -> float:
    return 10 ** (decibels / 10)


def levels_of(levels: Mapping[int, float]) -> tuple[float, float, float] | None:
    """Left, right and their difference, by the numbers that ffmpeg gives them; None of a single channel."""
    if len(levels) < 3:
        return None
    left, right, side = (max(levels[number], -200.0) for number in (1, 2, 3))
    return left, right, side


@dataclass(frozen=True, slots=True)
class Treatment:
    """The gain in dB, and the ceiling of the limiter behind it; None where none is needed."""

    gain_db: float
    ceiling_db: float | None = None

    @property
    def mode(self) -> Mode:
        """Whether all peaks keep their proportion."""
        return "linear" if self.ceiling_db is None else "limited"

    def before(self, lowered_db: float) -> Treatment:
        """The same before an encoder that lowers what it gets by so much."""
        ceiling = None if self.ceiling_db is None else min(0.0, self.ceiling_db + lowered_db)
        return Treatment(self.gain_db + lowered_db, ceiling)


@dataclass(frozen=True, slots=True)
class Aim:
    """What is wanted: LUFS, and the highest true peak in dB."""

    loudness_lufs: float
    peak_dbtp: float

    def is_met(self, loudness_lufs: float, peak_dbtp: float) -> bool:
        """Whether this is near enough."""
        return abs(loudness_lufs - self.loudness_lufs) <= TOLERATED_LU and peak_dbtp <= self.peak_dbtp - _BELOW_PEAK_DB


def treat(loudness_lufs: float, peak_db: float, aim: Aim) -> Treatment:
    """What is done with a recording that is so loud: gain alone, where its peaks leave room for it and the encoder.

    `peak_db` is its highest sample.
    """
    gain, peak_dbtp = aim.loudness_lufs - loudness_lufs, peak_db + _BETWEEN_SAMPLES_DB
    if peak_dbtp + gain <= aim.peak_dbtp - _OVERSHOOT_DB:
        return Treatment(gain)
    ceiling = aim.peak_dbtp - _LIMITER_BELOW_DB
    held_back = peak_dbtp + gain - ceiling
    return Treatment(gain + min(_MOST_LOST_LU, held_back * _LOST_BY_LIMITING), ceiling)


def correct(tried: Treatment, loudness_lufs: float, peak_dbtp: float, aim: Aim, before_lufs: float | None) -> Treatment:
    """What is done instead, after what was encoded was heard to be so loud.

    `before_lufs` is how loud it came out the last time. Encoders of AAC answer half a decibel with a whole one at
    times: where that leads from one side of the aim to the other, half of it is tried.
    """
    excess = max(0.0, peak_dbtp - aim.peak_dbtp + 2 * _BELOW_PEAK_DB)
    missing = aim.loudness_lufs - loudness_lufs
    if before_lufs is not None and missing * (aim.loudness_lufs - before_lufs) < 0:
        missing /= 2
    if tried.ceiling_db is None:
        if not excess:
            return replace(tried, gain_db=tried.gain_db + missing)
        if abs(missing + excess) <= TOLERATED_LU:  # a little quieter, with all its peaks
            return replace(tried, gain_db=tried.gain_db - excess)
        return Treatment(tried.gain_db + missing, aim.peak_dbtp - _LIMITER_BELOW_DB - excess)
    # What is raised into a limiter comes out raised by less.
    return Treatment(tried.gain_db + 1.3 * missing, tried.ceiling_db - excess)
