"""A film that browsers and podcast apps play: H.264 and AAC in an MP4, its index first, without a camera's notes.

What is so already is copied and not encoded again. H.264 of eight bits and 4:2:0 alone is played everywhere (Apple,
HTTP Live Streaming authoring specification, 1.1 to 1.9; the Baseline, Main and High profiles of Rec. ITU-T H.264).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from balado.errors import Fault, MediaError, Place, UsageError, reason_of
from balado.events import Meter
from balado.media.ffmpeg import FfmpegCall, run_ffmpeg
from balado.message import Message, say

_LEVEL = re.compile(r"^(?:\[[^\]]*\] )*\[(?:info|warning|error|fatal|panic)\] ?")
_DURATION = re.compile(r"\s+Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_STREAM = re.compile(r"\s+Stream #0:(?P<number>\d+)[^:]*: (?P<kind>Video|Audio): (?P<codec>\w+)(?P<more>.*)")
_SIZE = re.compile(r", (\d{2,5})x(\d{2,5})")
_RATE = re.compile(r", (\d+(?:\.\d+)?) fps\b")
_VERSION = re.compile(r"ffmpeg version (\S+)")
_STILL = "(attached pic)"
_PLAYED_PROFILES = ("(Constrained Baseline)", "(Baseline)", "(Main)", "(High)")
_PLAYED_PIXELS = re.compile(r", yuvj?420p\b")
_LARGEST_SIDES_PX = (1920, 1080)
_LAST_LINES = 20
# What was noted about the film (telephone, day, place) goes to nobody, nor does the version of the program.
_PLAIN = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
          "-flags:a", "+bitexact", "-movflags", "+faststart", "-f", "mp4", "-y")  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilmStreams:
    """What of a film is shown and heard: the numbers of its streams, what each is, and how long it plays.

    `is_shown` and `is_heard` say that browsers and podcast apps play them as they are. `height_px` and `width_px` are
    those of the picture as it is stored, which may be shown turned; `frames_per_second` is 0 where nothing tells it.
    """

    video: int
    audio: int
    is_shown: bool
    is_heard: bool
    height_px: int
    duration: timedelta
    width_px: int = 0
    frames_per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class MadeFilm:
    """A film that was made, and whether its pictures and its sound were encoded anew."""

    streams: FilmStreams
    byte_size: int


def streams_of(program: str, path: Path) -> FilmStreams:
    """What is in a film. Raises MediaError for what ffmpeg cannot read, and for what has no picture or no sound."""
    said: list[str] = []
    _run(program, _input(path), said)  # without an output it looks, and ends
    told = [_LEVEL.sub("", line) for line in said]
    streams = [found for found in map(_STREAM.match, told) if found and _STILL not in found["more"]]
    video = next((one for one in streams if one["kind"] == "Video"), None)
    audio = next((one for one in streams if one["kind"] == "Audio"), None)
    if video is None or audio is None:
        raise _unfit(path, *_missing(told, has_video=video is not None))
    is_shown = video["codec"] == "h264" and _PLAYED_PIXELS.search(video["more"]) is not None
    is_shown = is_shown and any(profile in video["more"] for profile in _PLAYED_PROFILES)
    size = _SIZE.search(video["more"])
    rate = _RATE.search(video["more"])
    seconds = next(filter(None, map(_DURATION.match, told)), None)
    lasts = timedelta(hours=int(seconds[1]), minutes=int(seconds[2]), seconds=float(seconds[3])) if seconds else None
    return FilmStreams(
        int(video["number"]),
        int(audio["number"]),
        is_shown,
        audio["codec"] == "aac",
        int(size[2]) if size else 0,
        lasts or timedelta(),
        int(size[1]) if size else 0,
        float(rate[1]) if rate else 0.0,
    )


def make_film(program: str, path: Path, target: Path, streams: FilmStreams, meter: Meter) -> MadeFilm:
    """Write the film to `target`, which must not be there. Raises MediaError, with the reason, where ffmpeg fails."""
    meter.begin(round(streams.duration.total_seconds() * 1000))
    picture = ("-c:v", "copy") if streams.is_shown else _ENCODED
    sound = ("-c:a", "copy") if streams.is_heard else ("-c:a", "aac", "-b:a", "128k")
    maps = ("-map", f"0:{streams.video}", "-map", f"0:{streams.audio}")
    try:
        encode(program, path, (*maps, *picture, *sound, *_PLAIN, str(target)), meter)
    finally:
        meter.end()
    return MadeFilm(streams, target.stat().st_size)


def version_of(program: str) -> str:
    """The version of ffmpeg that a program is; `unknown` where it does not tell it."""
    said: list[str] = []
    _run(program, (), said)  # it says so, and that it was given nothing to do
    return next((found[1] for found in map(_VERSION.search, said) if found), "unknown")


def encode(program: str, path: Path, arguments: Sequence[str], meter: Meter) -> None:
    """Have ffmpeg make something of a film; `arguments` are those behind the input. Raises MediaError where it fails.

    The meter is advanced, and neither begun nor ended.
    """
    last: deque[str] = deque(maxlen=_LAST_LINES)
    if _run(program, (*_input(path), *arguments), last, meter):
        words = next((line for line in (_LEVEL.sub("", one).strip() for one in reversed(last)) if line), "")
        what = say("ffmpeg could not do it: {words}", words=words)
        raise _unfit(path, what, say("Look whether it plays to its end, and whether there is room on the disk."))


_FITTED = (
    f"scale='min({_LARGEST_SIDES_PX[0]},iw)':'min({_LARGEST_SIDES_PX[1]},ih)':force_original_aspect_ratio=decrease:"
    "force_divisible_by=2,format=yuv420p"
)
_ENCODED = ("-vf", _FITTED, "-c:v", "libx264", "-preset", "medium", "-crf", "22", "-profile:v", "high")


def _input(path: Path) -> tuple[str, ...]:
    """The arguments that make a file an input. It is a file whatever its name looks like, and it leads to no other."""
    return ("-protocol_whitelist", "file", "-i", f"file:{path}")


def _run(program: str, arguments: Sequence[str], said: list[str] | deque[str], meter: Meter | None = None) -> int:
    try:
        return run_ffmpeg(FfmpegCall(program, arguments), said.append, (meter or Meter()).advance).code
    except OSError as error:
        raise UsageError(say("{program} cannot be run: {reason}.", program=program, reason=reason_of(error))) from error


def _missing(told: Sequence[str], *, has_video: bool) -> tuple[Message, Message]:
    if not any(line.startswith("Input #0") for line in told):
        return (
            say("This is no film that can be read, or it is not whole."),
            say("Copy it again from the camera, or export it again from the program it was cut with."),
        )
    if has_video:
        return say("The film has no sound."), say("Export it again with its sound.")
    return (
        say("There is no picture in this file: it is no film."),
        say("A recording of sound is made an episode's by `balado new RECORDING`."),
    )


def _unfit(path: Path, what: Message, remedy: Message) -> MediaError:
    return MediaError(say("{name} cannot be made a film.", name=path.name), (Fault(Place(path.name), what, remedy),))
