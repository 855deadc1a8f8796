"""Films and documents as their files are: each rule on a good one and on a bad one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from balado.facts import MediaFacts
from balado.rules.films import RenditionLength, StreamFile
from balado.rules.run import FileOfShow, judge_file
from balado.rules.subject import DocumentFile, RenditionFile

WHOLE = timedelta(minutes=48)
FILM: dict[str, Any] = {
    "byte_size": 1_000_000, "sha256": "", "media_type": "video/mp4", "suffix": ".mp4", "codec": "h264+aac",
    "duration": WHOLE, "bitrate": 1_000_000, "bitrate_mode": "unknown", "channels": 2,
    "sample_rate_hz": 48_000,
}  # fmt: skip


def film(**changes: Any) -> RenditionFile:
    return RenditionFile(MediaFacts(**{**FILM, **changes}), "episodes/one/film.mp4", "one")


def lasting(film: timedelta, recording: timedelta | None) -> RenditionLength:
    return RenditionLength("episodes/one/film.mp4", "one", film, recording)


def stream(*variants: dict[str, str]) -> StreamFile:
    return StreamFile("episodes/one/film.hls/film.m3u8", "one", variants)


SOUND = {"BANDWIDTH": "130000", "AVERAGE-BANDWIDTH": "128000", "CODECS": "mp4a.40.2"}
PICTURE = {**SOUND, "CODECS": "avc1.64001f,mp4a.40.2", "RESOLUTION": "960x540", "FRAME-RATE": "25.000"}


EXAMPLES: dict[str, tuple[FileOfShow, FileOfShow]] = {
    "document-tells-place": (
        DocumentFile("episodes/one/plan.pdf", "one", tells_place=False),
        DocumentFile("episodes/one/plan.pdf", "one", tells_place=True),
    ),
    "film-not-played": (film(), film(codec="hevc+aac")),
    "film-index-behind": (film(), film(index_behind=True)),
    "film-tells-place": (film(), film(tells_place=True)),
    "rendition-of-other-length": (lasting(WHOLE, WHOLE), lasting(WHOLE, timedelta(seconds=12))),
    "stream-qualities-untold": (stream(PICTURE, SOUND), stream(PICTURE, {"BANDWIDTH": "130000"})),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name: str) -> None:
    good, bad = EXAMPLES[name]
    assert judge_file(good) == ()
    [fault] = judge_file(bad)
    assert (fault.rule, fault.severity) == (name, "warning")


@pytest.mark.parametrize(
    ("film_seconds", "recording_seconds", "is_found"),
    [(12, 48, True), (48, 53, False), (48, 53.1, True), (3600, 3660, False), (3600, 3700, True), (30, None, False)],
)
def test_lengths_may_differ_by_a_little(film_seconds: float, recording_seconds: float | None, is_found: bool) -> None:
    recording = None if recording_seconds is None else timedelta(seconds=recording_seconds)
    found = judge_file(lasting(timedelta(seconds=film_seconds), recording))
    assert [fault.rule for fault in found] == (["rendition-of-other-length"] if is_found else [])


def test_what_no_quality_says_is_named_once_and_the_sound_alone_needs_no_picture() -> None:
    [fault] = judge_file(stream({"BANDWIDTH": "1"}, {"BANDWIDTH": "2"}, SOUND))
    assert str(fault.what).endswith("AVERAGE-BANDWIDTH, CODECS, FRAME-RATE, RESOLUTION.")


def test_a_stream_of_one_quality_is_told() -> None:
    alone = StreamFile("episodes/one/film.m3u8", "one", (), has_qualities=False)
    assert [fault.rule for fault in judge_file(alone)] == ["stream-qualities-untold"]
