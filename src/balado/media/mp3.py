"""What an MP3 file is, told by its first frame where that is enough and by a walk over all of them where not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balado.facts import BitrateMode
from balado.media.envelope import Extent, audio_extent
from balado.media.mpeg import (
    FREE_FORMAT,
    USUAL_BITRATES,
    MpegFrame,
    Summary,
    first_frame,
    frame_at,
    is_mono,
    summary_at,
)
from balado.media.mpeg_walk import FrameWalk, Walked
from balado.media.reading import EXPORT_AGAIN, ReadAt, Unsound, duration_of
from balado.message import duration_text, say

_SEARCH_BYTES = 256 * 1024
# Encoders disagree whether their own first frame counts, and some drop the last one or two.
_TOLERATED_FRAMES = 3
_TOLERATED_DEVIATION = 0.02


@dataclass(frozen=True, slots=True)
class Mp3Layout:
    """What the beginning of a file tells: where its frames are, what they are like, and their summary if it has one."""

    extent: Extent
    frame: MpegFrame
    channels: int
    summary: Summary | None
    summary_bytes: int

    @property
    def audio_bytes(self) -> int:
        """The bytes from the first frame to the end of the audio."""
        return self.extent.end - self.extent.start

    def walk(self) -> FrameWalk | None:
        """The walk that this file needs, None where its summary agrees with its size to the byte."""
        summary = self.summary
        if summary is not None and summary.byte_count == self.audio_bytes and _is_plausible(self, summary):
            return None
        return FrameWalk(Extent(self.extent.start + self.summary_bytes, self.extent.end))


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a file plays, and how that was found."""

    duration: timedelta
    header_duration: timedelta | None
    bitrate: int
    mode: BitrateMode
    found: str
    ends_mid_frame: bool = False


def survey(read_at: ReadAt, byte_size: int) -> Mp3Layout | None:
    """The beginning of the file, None when it is no MPEG audio. Raises Unsound for what cannot be measured."""
    extent = audio_extent(read_at, byte_size)
    block = read_at(extent.start, min(_SEARCH_BYTES, extent.end - extent.start))
    offset = first_frame(block, to_the_end=len(block) == extent.end - extent.start)
    frame = None if offset is None else frame_at(block, offset)
    if offset is None or frame is None:
        if FREE_FORMAT.match(block):
            raise _free_format()
        return None
    summary = summary_at(block, offset)
    return Mp3Layout(
        extent=Extent(extent.start + offset, extent.end),
        frame=frame,
        channels=1 if is_mono(block, offset) else 2,
        summary=summary,
        summary_bytes=frame.byte_length if summary else 0,
    )


def measure(survey: Mp3Layout, walked: Walked | None) -> Measure:
    """The duration of the file. Raises Unsound when it holds less than its summary promises."""
    if walked is None and survey.summary is not None:
        return _by_summary(survey, survey.summary)
    if walked is None or walked.frames == 0:
        raise Unsound(say("The file holds no sound."), EXPORT_AGAIN)
    return _by_walk(survey, walked)


def _by_summary(survey: Mp3Layout, summary: Summary) -> Measure:
    seconds = _promised_seconds(survey, summary)
    return Measure(
        duration=duration_of(seconds),
        header_duration=None,
        bitrate=_usual_bitrate(survey, summary) if summary.mode == "constant" else _mean_bitrate(survey, summary),
        mode=summary.mode,
        found=f"{summary.kind} header",
    )


def _by_walk(survey: Mp3Layout, walked: Walked) -> Measure:
    summary = survey.summary
    trimmed = summary.trimmed_samples / survey.frame.sample_rate_hz if summary else 0.0
    seconds = max(0.0, walked.seconds - trimmed)
    promised = None
    if summary is not None and summary.frames:
        if _is_cut_short(survey, summary.frames - walked.frames):
            raise _cut_short(summary.frames, walked.frames, survey.frame)
        if walked.frames - summary.frames > _TOLERATED_FRAMES:
            promised = _promised_seconds(survey, summary)
    mode: BitrateMode = "constant" if len(walked.bitrates) == 1 else "variable"
    return Measure(
        duration=duration_of(seconds),
        header_duration=None if promised is None else timedelta(seconds=promised),
        bitrate=round(walked.byte_size * 8 / walked.seconds),
        mode=summary.mode if summary and mode == "variable" and summary.mode == "average" else mode,
        found="frames walked",
        ends_mid_frame=walked.ends_mid_frame,
    )


def _is_cut_short(survey: Mp3Layout, missing_frames: int) -> bool:
    """Whether frames are missing: many, or a few and as its bytes, so that it is no matter of counting."""
    bytes_missing = survey.summary is not None and (survey.summary.byte_count or 0) > survey.audio_bytes
    return missing_frames > (0 if bytes_missing else _TOLERATED_FRAMES)


def _promised_seconds(survey: Mp3Layout, summary: Summary) -> float:
    samples = (summary.frames or 0) * survey.frame.samples - summary.trimmed_samples
    return max(0, samples) / survey.frame.sample_rate_hz


def _mean_bitrate(survey: Mp3Layout, summary: Summary) -> int:
    samples = (summary.frames or 0) * survey.frame.samples
    return (
        round((survey.audio_bytes - survey.summary_bytes) * 8 * survey.frame.sample_rate_hz / samples) if samples else 0
    )


def _usual_bitrate(survey: Mp3Layout, summary: Summary) -> int:
    """The bitrate of the tables next to the mean: the first frame may need a higher one, to hold the summary."""
    mean = _mean_bitrate(survey, summary)
    return min(USUAL_BITRATES, key=lambda usual: abs(usual - mean))


def _is_plausible(survey: Mp3Layout, summary: Summary) -> bool:
    """Whether so many frames can be so many bytes."""
    mean = _mean_bitrate(survey, summary)
    if summary.mode == "constant":
        return abs(mean - _usual_bitrate(survey, summary)) <= _TOLERATED_DEVIATION * mean
    return USUAL_BITRATES[0] * (1 - _TOLERATED_DEVIATION) <= mean <= USUAL_BITRATES[-1] * (1 + _TOLERATED_DEVIATION)


def _cut_short(promised_frames: int, held_frames: int, frame: MpegFrame) -> Unsound:
    seconds_each = frame.samples / frame.sample_rate_hz
    return Unsound(
        say(
            "The file is cut short: its header promises {promised} of sound ({promised_frames} frames), "
            "but it holds only {held} ({held_frames} frames).",
            promised=duration_text(timedelta(seconds=promised_frames * seconds_each)),
            promised_frames=promised_frames,
            held=duration_text(timedelta(seconds=held_frames * seconds_each)),
            held_frames=held_frames,
        ),
        EXPORT_AGAIN,
    )


def _free_format() -> Unsound:
    return Unsound(
        say("The file is an MP3 in `free format`, which hardly any player understands."),
        say("Export it again as an MP3 with a usual bitrate, for example 128 kbit/s."),
    )
