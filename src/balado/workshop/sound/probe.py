"""What a recording is, before it is worked on: ffmpeg opens it and says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from balado.errors import Fault, MediaError, Place, reason_of
from balado.media.ffmpeg import FfmpegCall, run_ffmpeg
from balado.message import Message, say
from balado.workshop.sound.graph import Master

_VERSION = re.compile(r"ffmpeg version (\S+)")
_DURATION = re.compile(r"\s+Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_SOUND = re.compile(r"\s+Stream #0:\d+.*?: Audio: [^,]+(?:,.*?)?, (?P<rate>\d+) Hz, (?P<layout>[^,]+)")
_ANY_SOUND = re.compile(r"\s+Stream #0:\d+.*?: Audio: (?P<codec>\w+)")
_CHAPTER = re.compile(r"\s+Chapter #0:\d+: start ")
_COUNTED = re.compile(r"(\d+) channels")
_LEVEL = re.compile(r"^(?:\[[^\]]*\] )*\[(?:info|warning|error|fatal|panic)\] ?")
_LAYOUTS = {"mono": 1, "stereo": 2, "downmix": 2}
_MANY = 6
_LOOKED_AT_BYTES = 1 << 20


def input_of(path: Path) -> tuple[str, ...]:
    """The arguments that make a file an input. It is a file whatever its name looks like, and it leads to no other."""
    return ("-protocol_whitelist", "file", "-i", f"file:{path}")


def probe(program: str, path: Path) -> Master:
    """What a recording is. Raises MediaError for what ffmpeg cannot read, and for what has no sound."""
    _refuse_zeros(path)
    said: list[str] = []
    run_ffmpeg(FfmpegCall(program, input_of(path)), said.append)  # without an output it looks, and ends
    told = [_LEVEL.sub("", line) for line in said]
    sound = next(filter(None, map(_SOUND.match, told)), None)
    if sound is None:
        raise _unfit(path, told)
    seconds = next(filter(None, map(_DURATION.match, told)), None)
    duration = timedelta(hours=int(seconds[1]), minutes=int(seconds[2]), seconds=float(seconds[3])) if seconds else None
    version = next(filter(None, map(_VERSION.match, told)), None)
    channels, opened_by = _channels(sound["layout"]), version[1] if version else "unknown"
    chapters = sum(map(bool, map(_CHAPTER.match, told)))
    return Master(path, int(sound["rate"]), channels, duration or timedelta(), opened_by, chapters)


def _refuse_zeros(path: Path) -> None:
    """Refuse what begins with a megabyte of zeros: a copy that was cut, which ffmpeg would search for minutes."""
    try:
        with path.open("rb") as file:
            begins = file.read(_LOOKED_AT_BYTES)
    except OSError as error:
        raise unfit(path, say("It cannot be read: {reason}.", reason=reason_of(error)), _AGAIN) from error
    if len(begins) == _LOOKED_AT_BYTES and not begins.strip(b"\0"):
        raise unfit(path, say("There is nothing in it: it was not copied to its end."), _AGAIN)


def _channels(layout: str) -> int:
    name = layout.partition("(")[0].strip()
    if counted := _COUNTED.match(name):
        return int(counted[1])
    return _LAYOUTS.get(name, _MANY)


def _unfit(path: Path, told: Sequence[str]) -> MediaError:
    if codec := next(filter(None, map(_ANY_SOUND.match, told)), None):
        return unfit(path, say("Its sound cannot be decoded ({codec}).", codec=codec["codec"]), _AGAIN)
    if any(line.startswith("Input #0") for line in told):
        return unfit(path, say("There is no sound in this file."), say("Take the file that the sound was recorded to."))
    return unfit(path, reason_in(told), _AGAIN)


def reason_in(told: Iterable[str]) -> Message:
    """Why ffmpeg failed, in words of ours where it is a thing that people meet."""
    lines = [_LEVEL.sub("", line).strip() for line in told]
    text = "\n".join(lines)
    for sign, reason in _REASONS.items():
        if sign in text:
            return reason
    last = next((line for line in reversed(lines) if line), "")
    return say("ffmpeg could not do it: {words}", words=last)


_AGAIN = say("Copy it again from the recorder, or export it again from the program it was made with.")
_REASONS = {
    "moov atom not found": say("The file is not whole: its index, which is written last, is missing."),
    "No space left on device": say("The disk is full."),
    "Permission denied": say("The file may not be read or written by you."),
    "No such file or directory": say("There is no such file."),
    "Unknown encoder": say("This ffmpeg was built without the encoder that is needed."),
    "Invalid data found": say("This is no recording that ffmpeg can read."),
    "End of file": say("This is no recording that ffmpeg can read."),
}


def unfit(path: Path, what: Message, remedy: Message) -> MediaError:
    """The error of a recording of which nothing can be made."""
    fault = Fault(Place(path.name), what, remedy)
    return MediaError(say("{name} cannot be mastered. Nothing was written.", name=path.name), [fault])
