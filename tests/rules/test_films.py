"""Films and documents as their files are: each rule on a good one and on a bad one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from balado.facts import MediaFacts
from balado.rules.run import judge_file
from balado.rules.subject import DocumentFile, RenditionFile

FILM: dict[str, Any] = {
    "byte_size": 1_000_000, "sha256": "", "media_type": "video/mp4", "suffix": ".mp4", "codec": "h264+aac",
    "duration": timedelta(minutes=48), "bitrate": 1_000_000, "bitrate_mode": "unknown", "channels": 2,
    "sample_rate_hz": 48_000,
}  # fmt: skip


def film(recording: timedelta | None = timedelta(minutes=48), **changes: Any) -> RenditionFile:
    return RenditionFile(MediaFacts(**{**FILM, **changes}), "episodes/one/film.mp4", "one", recording)


EXAMPLES: dict[str, tuple[RenditionFile | DocumentFile, RenditionFile | DocumentFile]] = {
    "document-tells-place": (
        DocumentFile("episodes/one/plan.pdf", "one", tells_place=False),
        DocumentFile("episodes/one/plan.pdf", "one", tells_place=True),
    ),
    "film-not-played": (film(), film(codec="hevc+aac")),
    "film-index-behind": (film(), film(index_behind=True)),
    "film-tells-place": (film(), film(tells_place=True)),
    "rendition-of-other-length": (film(), film(recording=timedelta(seconds=12))),
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
    found = judge_file(film(recording, duration=timedelta(seconds=film_seconds)))
    assert [fault.rule for fault in found] == (["rendition-of-other-length"] if is_found else [])
