from __future__ import annotations

from datetime import timedelta

import pytest

from balado.facts import MediaFacts
from balado.statistics.thresholds import audio_threshold, part_of, segment_threshold

MINUTE_BYTES = 480_000
"""At 64 kbit/s."""


def facts(minutes: float, tag_bytes: int = 0) -> MediaFacts:
    return MediaFacts(
        byte_size=round(minutes * MINUTE_BYTES) + tag_bytes,
        sha256="0" * 64,
        media_type="audio/mpeg",
        suffix=".mp3",
        codec="mp3",
        duration=timedelta(minutes=minutes),
        bitrate=64_000,
        bitrate_mode="constant",
        channels=1,
        sample_rate_hz=44_100,
        tag_byte_size=tag_bytes,
    )


def test_a_download_is_the_tags_and_a_minute_of_sound() -> None:
    assert audio_threshold(facts(60, 300_000), facts(60, 300_000).byte_size) == 300_000 + MINUTE_BYTES


def test_tags_that_were_put_in_for_publication_are_tags() -> None:
    assert audio_threshold(facts(60, 1_000), facts(60, 50_000).byte_size) == 50_000 + MINUTE_BYTES


def test_a_recording_of_less_than_a_minute_is_had_whole() -> None:
    assert audio_threshold(facts(0.5, 100), facts(0.5, 100).byte_size) == facts(0.5, 100).byte_size


def test_of_a_forgotten_recording_the_sixtieth_part_is_a_minute() -> None:
    assert audio_threshold(None, 60_000_000) == 1_000_000


@pytest.mark.parametrize(("seconds", "part"), [(60, 1_000), (30, 1_000), (600, 100), (0, 17)])
def test_a_minute_of_a_film_is_its_part(seconds: int, part: int) -> None:
    assert part_of(1_000, timedelta(seconds=seconds)) == part


def test_ten_segments_are_a_minute_where_no_playlist_tells() -> None:
    assert segment_threshold([100] * 50) == 1_000
    assert segment_threshold([100] * 5) == 500
