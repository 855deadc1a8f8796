"""How a recording sounds, measured by ffmpeg in one pass: loudness, peaks, silence, dead channels, damaged frames."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

from balado.facts import SoundFacts

_SILENT_DB = -70.0
_CLIPPED_DB = -0.05
_FLAT_PEAKS = 3.0
_QUIET = "silencedetect=noise=-60dB:d=1"
_FILTERS = f"astats=measure_overall=none,{_QUIET},ebur128=peak=true"
_LONGEST_SECONDS = 3600
_NUMBER = r"(-?(?:inf|\d+(?:\.\d+)?))"
# Sums of frames are checked, and whether what is packed in them ends where it should.
_STRICT = ("-err_detect", "crccheck+bitstream+buffer")
_DAMAGE = re.compile(r"^\[(?:mp3|aac)\w* @ \w+\] \[(?:error|fatal)\]", re.MULTILINE)
_PLAYED = re.compile(r"^out_time_us=(\d+)", re.MULTILINE)
_LOUDNESS = re.compile(rf"Integrated loudness:\s+I:\s+{_NUMBER} LUFS")
_TRUE_PEAK = re.compile(rf"True peak:\s+Peak:\s+{_NUMBER} dBFS")
_SILENCE = re.compile(rf"silence_(start|end): {_NUMBER}")
_CHANNEL = re.compile(r"Channel: (\d+)")
_FACT = re.compile(rf"(Peak level dB|RMS level dB|Flat factor): {_NUMBER}")


def ffmpeg() -> str | None:
    """The program; None where it is not installed."""
    return shutil.which("ffmpeg")


def measure_sound(program: str, path: Path, duration: timedelta) -> SoundFacts | None:
    """What ffmpeg hears in a recording that plays so long; None when it cannot play it, or takes over an hour."""
    told = ("-hide_banner", "-nostdin", "-nostats", "-progress", "pipe:1", "-loglevel", "repeat+level+info")
    command = [program, *told, *_STRICT, "-i", str(path), "-map", "0:a:0", "-af", _FILTERS, "-f", "null", "-"]
    try:
        run = subprocess.run(  # noqa: S603 (ffmpeg, with a path of ours)
            command, capture_output=True, timeout=_LONGEST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    report = run.stderr.decode("utf-8", "replace")
    if run.returncode != 0:
        return None
    played = _PLAYED.findall(run.stdout.decode("ascii", "replace"))
    heard = timedelta(microseconds=int(played[-1])) if played else None
    return _read(report, duration).model_copy(update={"heard": heard})


def _read(report: str, duration: timedelta) -> SoundFacts:
    channels = _channels(report)
    silent = tuple(number for number, facts in channels.items() if facts.get("RMS level dB", 0.0) < _SILENT_DB)
    clipped = any(
        facts.get("Peak level dB", -1.0) > _CLIPPED_DB and facts.get("Flat factor", 0.0) > _FLAT_PEAKS
        for facts in channels.values()
    )
    leading, trailing = _silences(report, duration)
    return SoundFacts(
        loudness_lufs=_last(_LOUDNESS, report),
        true_peak_dbtp=_last(_TRUE_PEAK, report),
        leading_silence=leading,
        trailing_silence=trailing,
        channels=len(channels),
        silent_channels=silent,
        is_clipped=clipped,
        damaged_frames=len(_DAMAGE.findall(report)),
    )


def _channels(report: str) -> dict[int, dict[str, float]]:
    """The facts of each channel, as astats lists them."""
    found: dict[int, dict[str, float]] = {}
    now: dict[str, float] = {}
    for line in report.splitlines():
        if channel := _CHANNEL.search(line):
            now = found.setdefault(int(channel[1]), {})
        elif fact := _FACT.search(line):
            now[fact[1]] = float(fact[2])
    return found


def _silences(report: str, duration: timedelta) -> tuple[timedelta, timedelta]:
    """How long it is silent at the beginning and at the end."""
    moments = [(kind, float(seconds)) for kind, seconds in _SILENCE.findall(report)]
    leading = trailing = 0.0
    if moments and moments[0][0] == "start" and moments[0][1] <= 0.1:
        leading = moments[1][1] if len(moments) > 1 else duration.total_seconds()
    starts = [seconds for kind, seconds in moments if kind == "start"]
    ends = [seconds for kind, seconds in moments if kind == "end"]
    if starts and (len(ends) < len(starts) or ends[-1] >= duration.total_seconds() - 0.2):
        trailing = max(0.0, duration.total_seconds() - starts[-1])
    return timedelta(seconds=leading), timedelta(seconds=trailing)


def _last(form: re.Pattern[str], report: str) -> float | None:
    found = form.findall(report)
    return float(found[-1]) if found and "inf" not in found[-1] else None
