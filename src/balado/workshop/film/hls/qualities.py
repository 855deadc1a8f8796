"""Which qualities a film is packaged in, and how each is encoded.

Source: Apple, HLS authoring specification: 1 (key frames, interlacing, frame rates, bit rates, what comes first) and 2
(sound). Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

SEGMENT_SECONDS = 6
KEY_FRAME_SECONDS = 2
SOUND_KBPS = 128
_MOST_QUALITIES = 3
_FIRST_SIDE_PX = 540
_MOST_KBPS = {1080: 6000, 720: 3000, 540: 2000, 432: 1100, 360: 730, 234: 200}
_LOWER_SIDES_PX = (540, 360, 234)
_LONG_TO_SHORT = Fraction(16, 9)
_NTSC = tuple(Fraction(rate * 1000, 1001) for rate in (24, 30, 60))
_RATES = (*_NTSC, *map(Fraction, (24, 25, 30, 50, 60)))
_MOST_RATE = Fraction(60)
_USUAL_RATE = Fraction(25)
_NEAR = 0.01
_WITHOUT_NOTES = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-y")


@dataclass(frozen=True, slots=True)
class Quality:
    """One quality: the length of the shorter side of its picture, and the bit rate that it has at most."""

    side_px: int
    most_kbps: int

    @property
    def name(self) -> str:
        """What its files are called: `540p`."""
        return f"{self.side_px}p"


def qualities_of(width_px: int, height_px: int) -> tuple[Quality, ...]:
    """At most three qualities, none larger than the film; the first is the one with which players begin.

    A film that is smaller than all of them is packaged in its own size.
    """
    side = min(width_px, height_px)
    sides = [one for one in _MOST_KBPS if one <= side]
    if not sides:
        return (Quality(side - side % 2, _MOST_KBPS[min(_MOST_KBPS)]),)
    lower = [one for one in _LOWER_SIDES_PX if one < sides[0]]
    chosen = [sides[0], *lower][:_MOST_QUALITIES]
    first = _FIRST_SIDE_PX if _FIRST_SIDE_PX in chosen else chosen[0]
    return tuple(Quality(one, _MOST_KBPS[one]) for one in (first, *(one for one in chosen if one != first)))


def steady_rate(frames_per_second: float) -> Fraction:
    """The frame rate of a film whose frames may come unevenly: the usual one that is near, and never above 60."""
    near = min(_RATES, key=lambda rate: abs(float(rate) - frames_per_second))
    if abs(float(near) - frames_per_second) <= near * _NEAR:
        return near
    if frames_per_second <= 0:
        return _USUAL_RATE
    return min(_MOST_RATE, Fraction(frames_per_second).limit_denominator(1000))


def picture_arguments(quality: Quality, stream: int, rate: Fraction, target: str) -> Sequence[str]:
    """The arguments that make one quality: an MP4 whose fragments begin with a key frame, one every two seconds.

    The quality of the picture stays and the bit rate follows it, up to the most: of slides that stand still little is
    sent.
    """
    short, long = quality.side_px, int(quality.side_px * _LONG_TO_SHORT)
    fitted = (
        f"bwdif=mode=send_frame:deint=interlaced,fps={rate.numerator}/{rate.denominator}:start_time=0,"
        f"scale=w='trunc(iw*sar/2)*2':h=ih,setsar=1,scale=w='if(gte(a,1),{long},{short})':h='if(gte(a,1),{short},{long})':"
        "force_original_aspect_ratio=decrease:force_divisible_by=2,setsar=1,format=yuv420p"
    )
    return (
        "-map", f"0:{stream}", "-vf", fitted, "-c:v", "libx264", "-preset", "medium", "-crf", "23",
        "-profile:v", "high", "-maxrate", f"{quality.most_kbps}k", "-bufsize", f"{2 * quality.most_kbps}k",
        "-force_key_frames", f"expr:gte(t,n_forced*{KEY_FRAME_SECONDS})", "-forced-idr", "1", "-sc_threshold", "0",
        "-flags:v", "+bitexact+cgop", *_WITHOUT_NOTES,
        "-movflags", "+frag_keyframe+delay_moov+default_base_moof+negative_cts_offsets", "-f", "mp4", target,
    )  # fmt: skip


def sound_arguments(stream: int, seconds: Fraction, target: str, playlist: str) -> Sequence[str]:
    """The arguments that make the sound, exactly as long as the picture, in fragments of a segment each.

    Where it begins later or ends before the picture there is silence. The playlist is none that anybody needs.
    """
    whole = f"aresample=async=1:first_pts=0,apad,atrim=end={float(seconds):.6f}"
    return (
        "-map", f"0:{stream}", "-af", whole, "-c:a", "aac", "-b:a", f"{SOUND_KBPS}k", "-ac", "2", "-ar", "48000",
        "-flags:a", "+bitexact", *_WITHOUT_NOTES, "-f", "hls", "-hls_time", str(SEGMENT_SECONDS),
        "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_flags", "single_file",
        "-hls_segment_filename", target, playlist,
    )  # fmt: skip
