"""How many bytes of a recording make a download: its tags, and one minute of its sound.

Source: IAB Tech Lab Podcast Technical Measurement Guidelines 2.3. What is shorter is had when all of it is. Pure.
"""

from __future__ import annotations

from datetime import timedelta

from balado.facts import MediaFacts

MINUTE = timedelta(minutes=1)
ANY = 1
"""The threshold of what is no recording: that something of it was delivered."""
_UNKNOWN_LENGTH = timedelta(hours=1)
# Apple's authoring specification for HLS asks for segments of six seconds.
_SEGMENTS_PER_MINUTE = 10


def audio_threshold(facts: MediaFacts | None, published_bytes: int) -> int:
    """That of a recording. What the published file has more than the author's, or less, are tags.

    Of a recording of which nothing is known any more, a minute is taken for the sixtieth part.
    """
    if facts is None:
        return part_of(published_bytes, _UNKNOWN_LENGTH)
    tag_bytes = max(0, facts.tag_byte_size + published_bytes - facts.byte_size)
    sound_bytes = max(0, published_bytes - tag_bytes)
    return min(published_bytes, tag_bytes + part_of(sound_bytes, facts.duration)) or ANY


def part_of(byte_size: int, duration: timedelta | None) -> int:
    """How many bytes a minute takes of a file that plays so long; an unknown length is taken for an hour."""
    length = duration or _UNKNOWN_LENGTH
    return max(ANY, min(byte_size, round(byte_size * (MINUTE / length))))


def segment_threshold(byte_sizes: list[int]) -> int:
    """How many bytes a minute takes of a stream whose playlist is gone: ten segments of the mean size."""
    return max(ANY, min(sum(byte_sizes), _SEGMENTS_PER_MINUTE * sum(byte_sizes) // max(1, len(byte_sizes))))
