"""One pass of ffmpeg over what was given: its inputs, its graph, what comes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from balado.errors import UsageError, reason_of
from balado.events import Progress
from balado.media.ffmpeg import Ended, FfmpegCall, run_ffmpeg
from balado.media.loudness import ONE_THREAD
from balado.message import say
from balado.workshop.sound.graph import Master
from balado.workshop.sound.probe import input_of, reason_in, unfit

INTO_NOTHING = ("-f", "null", "-")
_LAST_LINES = 40


@dataclass(frozen=True, slots=True)
class Pass:
    """A graph, the inputs it begins with, the label it ends in, and the arguments of what is written."""

    masters: tuple[Master, ...]
    graph: str
    label: str
    output: tuple[str, ...] = INTO_NOTHING


def run_pass(program: str, work: Pass, advance: Progress, hear: Callable[[str], None] = lambda _line: None) -> Ended:
    """Run it to its end; `hear` is told what ffmpeg says. Raises MediaError, with the reason, where it fails."""
    last: deque[str] = deque(maxlen=_LAST_LINES)

    def heard(line: str) -> None:
        last.append(line)
        hear(line)

    inputs = (argument for master in work.masters for argument in input_of(master.path))
    arguments = (*ONE_THREAD, *inputs, "-filter_complex", work.graph, "-map", f"[{work.label}]", *work.output)
    try:
        ended = run_ffmpeg(FfmpegCall(program, arguments), heard, advance)
    except OSError as error:
        raise UsageError(say("{program} cannot be run: {reason}.", program=program, reason=reason_of(error))) from error
    if ended.code:
        remedy = say("Look whether it plays to its end, and whether there is room on the disk.")
        raise unfit(work.masters[0].path, reason_in(last), remedy)
    return ended
