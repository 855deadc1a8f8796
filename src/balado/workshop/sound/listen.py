"""Listening to what was given: how loud it is, what its channels hold, where it is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balado.events import Progress
from balado.media.loudness import LOUDNESS_FILTER, PEAK_FILTER, SoundReport
from balado.message import level_text, say
from balado.workshop.sound.decide import QUIETEST_LUFS, Heard, levels_of
from balado.workshop.sound.graph import SILENCE_LEFT_SECONDS, Part, hearing_graph, silence_graph
from balado.workshop.sound.passes import Pass, run_pass
from balado.workshop.sound.probe import unfit

SHORTEST_SECONDS = 0.4
"""ITU-R BS.1770-4 measures blocks of 400 ms: what is shorter has no loudness."""

_LONG_SILENCE_SECONDS = 2.0
_SILENCE_BELOW_SPEECH_DB = 30.0


@dataclass(frozen=True, slots=True)
class Listening:
    """What was heard of a part, and how long it plays."""

    heard: Heard
    duration: timedelta


def listen(program: str, part: Part, advance: Progress) -> Listening:
    """Hear a part from end to end. Raises MediaError where it cannot be played, is too short, or holds no sound."""
    report = SoundReport()
    path = part.masters[0].path
    work = Pass(part.masters, hearing_graph(part, f"{PEAK_FILTER},{LOUDNESS_FILTER}"), "heard")
    ended = run_pass(program, work, advance, report.hear)
    duration = ended.played or timedelta()
    if duration.total_seconds() < SHORTEST_SECONDS:
        what = say(
            "It plays {seconds} seconds: too short for its loudness to be measured.",
            seconds=level_text(duration.total_seconds()),
        )
        raise unfit(
            path, what, say("Take a recording of at least {least} seconds.", least=level_text(SHORTEST_SECONDS))
        )
    loudness, peak = report.loudness_lufs, report.peak_db
    if loudness is None or peak is None or loudness < QUIETEST_LUFS:
        what = say("There is nothing to be heard in it: it is silent, or nearly so.")
        raise unfit(path, what, say("Look whether the microphone was plugged in, and take the right track."))
    return Listening(Heard(loudness, peak, levels_of(report.levels)), duration)


def silent_ends(program: str, part: Part, listening: Listening, advance: Progress) -> tuple[float, float | None]:
    """The seconds at which a part is to begin and to end (None: at its own end), for long silence to be cut off.

    What is 30 dB quieter than the talk is silent; half a second of it stays.
    """
    report = SoundReport()
    graph = silence_graph(part, listening.heard.loudness_lufs - _SILENCE_BELOW_SPEECH_DB)
    run_pass(program, Pass(part.masters, graph, "heard"), advance, report.hear)
    leading, trailing = (one.total_seconds() for one in report.silences(listening.duration))
    start = leading - SILENCE_LEFT_SECONDS if leading >= _LONG_SILENCE_SECONDS else 0.0
    end = listening.duration.total_seconds() - trailing + SILENCE_LEFT_SECONDS
    return start, end if trailing >= _LONG_SILENCE_SECONDS else None
