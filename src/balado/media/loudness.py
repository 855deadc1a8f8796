"""How a recording sounds, measured by ffmpeg in one pass: loudness, peaks, silence, dead channels, damaged frames.

Loudness is that of ITU-R BS.1770-4 over the whole recording, in LUFS; peaks are true ones, in dB.
"""

from __future__ import annotations

import math
import re
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from balado.events import Progress, no_progress
from balado.facts import SoundFacts
from balado.media.ffmpeg import FfmpegCall, run_ffmpeg

LOUDNESS_FILTER = "ebur128=framelog=verbose"
"""The filter whose summary says the loudness; of each tenth of a second it says nothing."""

PEAK_FILTER = "astats=measure_perchannel=none:measure_overall=Peak_level"
"""The filter that says the highest sample of all channels."""

ONE_THREAD = ("-filter_complex_threads", "1", "-filter_threads", "1")
"""These filters are cheap: handing their work to other threads costs more than it."""

# True peaks are those of the sound at 192 kHz (ITU-R BS.1770-4, annex 2). ebur128 would look for them in numbers of
# double precision, which costs three times as much and tells the same tenth of a decibel.
_TRUE_PEAKS = f"aformat=sample_fmts=fltp,aresample=192000:osf=flt,{PEAK_FILTER}"
_AS_IT_IS = ("-c:a", "pcm_f32le", "-f", "null", "-")
_SILENT_DB = -70.0
_CLIPPED_DB = -0.05
_FLAT_PEAKS = 3.0
_QUIET = "silencedetect=noise=-60dB:d=1"
_CHANNELS = "astats=measure_overall=none:measure_perchannel=Peak_level+RMS_level+Flat_factor"
_FILTERS = f"{_CHANNELS},{_QUIET},{LOUDNESS_FILTER},{_TRUE_PEAKS}"
_LONGEST_SECONDS = 3600
_AT_BEGINNING_SECONDS = 0.1
_AT_END_SECONDS = 0.2
_NUMBER = r"(-?(?:inf|\d+(?:\.\d+)?))"
# Sums of frames are checked, and whether what is packed in them ends where it should.
_STRICT = ("-err_detect", "crccheck+bitstream+buffer")
_DAMAGE = re.compile(r"\[(?:mp3|aac)\w* @ \w+\] \[(?:error|fatal)\]")
_LOUDNESS = re.compile(rf"\s+I:\s+{_NUMBER} LUFS")
_SILENCE = re.compile(rf"silence_(start|end): {_NUMBER}")
_CHANNEL = re.compile(r"Channel: (\d+)")
_FACT = re.compile(rf"(Peak level dB|RMS level dB|Flat factor): {_NUMBER}")


def measure_sound(
    program: str, recording: Path | BinaryIO, duration: timedelta, advance: Progress = no_progress
) -> SoundFacts | None:
    """What ffmpeg hears in a recording that plays so long; None when it cannot play it, or takes over an hour.

    A recording that is no file yet is read as it comes, to its end. `advance` is told how many milliseconds of it were
    heard.
    """
    report = SoundReport()
    source, stdin = (f"file:{recording}", None) if isinstance(recording, Path) else ("pipe:0", recording)
    arguments = (*ONE_THREAD, *_STRICT, "-i", source, "-map", "0:a:0", "-af", _FILTERS, *_AS_IT_IS)
    try:
        ended = run_ffmpeg(FfmpegCall(program, arguments, stdin, _LONGEST_SECONDS), report.hear, advance)
    except OSError:
        return None
    return None if ended.code else report.facts(duration, ended.played)


class SoundReport:
    """What the filters told, line by line; of long recordings no more is kept than of short ones.

    `levels` are the RMS levels of the channels in dB, by their numbers from 1; `peak_db` is the highest sample of all
    of them where `PEAK_FILTER` stands: the true peak behind a filter that gives 192 kHz.
    """

    def __init__(self) -> None:
        self.loudness_lufs: float | None = None
        self.damaged_frames = 0
        self._channels: dict[int, dict[str, float]] = {}
        self._all: dict[str, float] = {}
        self._now = self._all
        self._first_silence: list[tuple[str, float]] = []
        self._last_silence: dict[str, float] = {}
        self._is_silent = False

    @property
    def levels(self) -> dict[int, float]:
        """Minus infinity is a channel of zeros."""
        return {number: facts["RMS level dB"] for number, facts in self._channels.items() if "RMS level dB" in facts}

    @property
    def peak_db(self) -> float | None:
        """To the tenth; None of silence."""
        peak = self._all.get("Peak level dB", -math.inf)
        return round(peak, 1) if math.isfinite(peak) else None

    def hear(self, line: str) -> None:
        """One line of what ffmpeg says."""
        if _DAMAGE.match(line):
            self.damaged_frames += 1
        elif found := _LOUDNESS.match(line):
            self.loudness_lufs = _finite(found[1])
        elif found := _SILENCE.search(line):
            self._hear_silence(found[1], float(found[2]))
        elif found := _CHANNEL.search(line):
            self._now = self._channels.setdefault(int(found[1]), {})
        elif line.endswith("] Overall"):
            self._now = self._all
        elif found := _FACT.search(line):
            self._now[found[1]] = float(found[2])

    def _hear_silence(self, kind: str, seconds: float) -> None:
        if len(self._first_silence) < 2:
            self._first_silence.append((kind, seconds))
        self._last_silence[kind] = seconds
        self._is_silent = kind == "start"

    def silences(self, duration: timedelta) -> tuple[timedelta, timedelta]:
        """How long it is silent at the beginning and at the end."""
        whole, leading, trailing = duration.total_seconds(), 0.0, 0.0
        begins = self._first_silence[:1]
        if begins and begins[0][0] == "start" and begins[0][1] <= _AT_BEGINNING_SECONDS:
            leading = self._first_silence[1][1] if len(self._first_silence) > 1 else whole
        last, end = self._last_silence.get("start"), self._last_silence.get("end", 0.0)
        if last is not None and (self._is_silent or end >= whole - _AT_END_SECONDS):
            trailing = max(0.0, whole - last)
        return timedelta(seconds=leading), timedelta(seconds=trailing)

    def facts(self, duration: timedelta, heard: timedelta | None) -> SoundFacts:
        """All of it, of a recording that says of itself that it plays so long, and played so long."""
        leading, trailing = self.silences(duration)
        channels = self._channels
        return SoundFacts(
            loudness_lufs=self.loudness_lufs,
            true_peak_dbtp=self.peak_db,
            leading_silence=leading,
            trailing_silence=trailing,
            channels=len(channels),
            silent_channels=tuple(number for number, facts in channels.items() if _is_silent(facts)),
            is_clipped=any(map(_is_clipped, channels.values())),
            heard=heard,
            damaged_frames=self.damaged_frames,
        )


def _is_silent(facts: dict[str, float]) -> bool:
    return facts.get("RMS level dB", 0.0) < _SILENT_DB


def _is_clipped(facts: dict[str, float]) -> bool:
    return facts.get("Peak level dB", -1.0) > _CLIPPED_DB and facts.get("Flat factor", 0.0) > _FLAT_PEAKS


def _finite(text: str) -> float | None:
    return None if "inf" in text else float(text)
