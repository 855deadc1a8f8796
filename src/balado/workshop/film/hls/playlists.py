"""The playlists of a packaged film, from where its fragments stand.

Source: RFC 8216 and draft-pantos-hls-rfc8216bis, 4.4; Apple, HLS authoring specification, 6 to 9. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from balado.media.hls.fragments import Fragment, FragmentedTrack
from balado.workshop.film.hls.qualities import KEY_FRAME_SECONDS, SEGMENT_SECONDS

# A player sums up segments of between a half and one and a half of what they last.
_PEAK_SECONDS = (SEGMENT_SECONDS / 2, SEGMENT_SECONDS * 1.5)
_GROUP = "sound"


@dataclass(frozen=True, slots=True)
class Segment:
    """Bytes of a file, from `start` up to `end`, and how long they play."""

    start: int
    end: int
    seconds: Fraction


@dataclass(frozen=True, slots=True)
class PackedTrack:
    """A file of the package: its name, that of its playlists without their suffix, and what it is."""

    file: str
    name: str
    track: FragmentedTrack

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its fragments in stretches of six seconds, by the clock of the film."""
        placed, at = list[tuple[int, Fragment]](), Fraction()
        for fragment in self.track.fragments:
            # What begins a frame before its time belongs to the next stretch all the same.
            placed.append((int((at + Fraction(1, 20)) // SEGMENT_SECONDS), fragment))
            at += fragment.seconds
        grouped = ([one for _, one in stretch] for _, stretch in groupby(placed, key=lambda one: one[0]))
        return tuple(
            Segment(one[0].start, one[-1].end, sum((each.seconds for each in one), Fraction())) for one in grouped
        )

    @property
    def key_frames(self) -> tuple[Segment, ...]:
        """The first picture of each fragment."""
        return tuple(Segment(one.start, one.first_end, one.seconds) for one in self.track.fragments)


def average_of(segments: Sequence[Segment]) -> int:
    """Bits per second over the whole."""
    return round(sum(one.end - one.start for one in segments) * 8 / sum(one.seconds for one in segments))


def peak_of(segments: Sequence[Segment], stretch: tuple[float, float] = _PEAK_SECONDS) -> int:
    """The most bits per second in segments side by side that play so long together; of fewer, of all of them."""
    highest = 0.0
    for first in range(len(segments)):
        size, seconds = 0, Fraction()
        for one in segments[first:]:
            size, seconds = size + one.end - one.start, seconds + one.seconds
            if seconds > stretch[1]:
                break
            if seconds >= stretch[0]:
                highest = max(highest, size * 8 / float(seconds))
    return round(highest) or average_of(segments)


def media_playlist(packed: PackedTrack) -> str:
    """The playlist of a quality, or of the sound."""
    return _listed(packed, packed.segments, SEGMENT_SECONDS)


def key_frame_playlist(packed: PackedTrack) -> str:
    """The playlist with which players show pictures while somebody looks for a place."""
    return _listed(packed, packed.key_frames, KEY_FRAME_SECONDS, "#EXT-X-I-FRAMES-ONLY")


def multivariant_playlist(pictures: Sequence[PackedTrack], sound: PackedTrack, rate: Fraction, language: str) -> str:
    """The playlist that players are given: the qualities in their order, and the sound alone."""
    sound_peak, sound_average = peak_of(sound.segments), average_of(sound.segments)
    lines = [
        *("#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"),
        f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{_GROUP}",NAME="{language}",LANGUAGE="{language}",DEFAULT=YES,'
        f'AUTOSELECT=YES,CHANNELS="2",URI="{sound.name}.m3u8"',
    ]
    for one in pictures:
        track = one.track
        lines += [
            f"#EXT-X-STREAM-INF:BANDWIDTH={peak_of(one.segments) + sound_peak},"
            f"AVERAGE-BANDWIDTH={average_of(one.segments) + sound_average},"
            f'CODECS="{track.codec},{sound.track.codec}",RESOLUTION={track.width_px}x{track.height_px},'
            f'FRAME-RATE={float(rate):.3f},CLOSED-CAPTIONS=NONE,AUDIO="{_GROUP}"',
            f"{one.name}.m3u8",
        ]
    lines += [
        f"#EXT-X-STREAM-INF:BANDWIDTH={sound_peak},AVERAGE-BANDWIDTH={sound_average},"
        f'CODECS="{sound.track.codec}",AUDIO="{_GROUP}"',
        f"{sound.name}.m3u8",
    ]
    return "\n".join([*lines, *map(_key_frames, pictures), ""])


def _key_frames(packed: PackedTrack) -> str:
    track, stretch = packed.track, (KEY_FRAME_SECONDS / 2, KEY_FRAME_SECONDS * 1.5)
    return (
        f"#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH={peak_of(packed.key_frames, stretch)},"
        f'AVERAGE-BANDWIDTH={average_of(packed.key_frames)},CODECS="{track.codec}",'
        f'RESOLUTION={track.width_px}x{track.height_px},URI="{packed.name}-iframes.m3u8"'
    )


def _listed(packed: PackedTrack, segments: Sequence[Segment], target_seconds: int, *more: str) -> str:
    return "\n".join(
        [
            *("#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{target_seconds}", "#EXT-X-MEDIA-SEQUENCE:0"),
            *("#EXT-X-PLAYLIST-TYPE:VOD", *more),
            f'#EXT-X-MAP:URI="{packed.file}",BYTERANGE="{packed.track.head_end}@0"',
            *(line for one in segments for line in _lines(packed, one)),
            *("#EXT-X-ENDLIST", ""),
        ]
    )


def _lines(packed: PackedTrack, segment: Segment) -> Iterator[str]:
    yield f"#EXTINF:{float(segment.seconds):.6f},"
    yield f"#EXT-X-BYTERANGE:{segment.end - segment.start}@{segment.start}"
    yield packed.file
