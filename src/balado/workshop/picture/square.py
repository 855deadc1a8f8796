"""A cover made of a picture: the square that Apple, Spotify and PSP-1 ask for, and the same in 16:9 for wide screens.

Apple: 1400 to 3000 pixels, JPEG or PNG, RGB without an alpha channel; the same for PSP-1. 512 kB is what Podcasting
2.0's guide and several apps advise; nobody can tell a JPEG of that size from its original. 16:9 is what links and
YouTube show, of 1280 x 720 pixels at least (YouTube Help, thumbnails).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balado.errors import Fault, MediaError, Place
from balado.media.picture.jpeg import jpeg_of
from balado.media.picture.photo import Photo, read_photo
from balado.message import say

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST_SIDE_PX = 1400
LARGEST_SIDE_PX = 3000
MOST_BYTES = 512_000
SMALLEST_WIDTH_PX = 1280
LARGEST_WIDTH_PX = 1920
_SMALLER_SIDES_PX = (LARGEST_SIDE_PX, 2400, 2000, 1700, SMALLEST_SIDE_PX)
_WIDTHS_PX = (LARGEST_WIDTH_PX, 1600, SMALLEST_WIDTH_PX)
_SQUARE, _WIDE = (1, 1), (16, 9)
_PLAINLY_WIDE = 4 / 3
# Quality, and how colours are thinned out: 0 leaves them, which letters in red need; 2 halves them in both directions.
_ATTEMPTS = ((92, 0), (86, 0), (86, 2), (78, 2), (70, 2))
_LAST_ATTEMPTS = ((50, 2), (30, 2), (10, 2))


@dataclass(frozen=True, slots=True)
class Focus:
    """The point that stays in the middle as far as it can, in parts of the whole from the left and from the top."""

    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, slots=True)
class MadeCover:
    """A cover: the bytes of its JPEG, the pixels of a side, the quality it has (to 100), and what it was made of."""

    body: bytes
    side_px: int
    quality: int
    photo: Photo


@dataclass(frozen=True, slots=True)
class MadeWide:
    """The same in 16:9: the bytes of its JPEG, and its pixels."""

    body: bytes
    width_px: int
    height_px: int


def cover_of(path: Path, focus: Focus) -> MadeCover:
    """The cover made of a picture. The same picture, focus and Pillow give the same bytes.

    Raises MediaError where it cannot be read, or has no square of 1400 pixels in it: enlarged, it would be blurred.
    """
    photo = read_photo(path, LARGEST_SIDE_PX)
    side = min(photo.width_px, photo.height_px)
    if side < SMALLEST_SIDE_PX:
        raise _too_small(path.name, photo)
    pixels = photo.pixels.crop(_cut(photo.pixels.size, _SQUARE, focus))
    sides = [min(side, LARGEST_SIDE_PX), *(one for one in _SMALLER_SIDES_PX if one < side)]
    made = _attempts(pixels, [(one, one) for one in dict.fromkeys(sides)])
    body, (side_px, _), quality = next(one for one in made if len(one[0]) <= MOST_BYTES)
    return MadeCover(body, side_px, quality, photo)


def is_wide(photo: Photo) -> bool:
    """Whether a picture is plainly wider than tall, so that 16:9 cuts nothing of it that the square keeps."""
    return photo.width_px >= photo.height_px * _PLAINLY_WIDE


def wide_of(photo: Photo, focus: Focus) -> MadeWide | None:
    """The same picture in 16:9; None of one that has none of 1280 pixels in it."""
    width = min(photo.width_px, photo.height_px * 16 // 9)
    if width < SMALLEST_WIDTH_PX:
        return None
    pixels = photo.pixels.crop(_cut(photo.pixels.size, _WIDE, focus))
    widths = [min(width, LARGEST_WIDTH_PX), *(one for one in _WIDTHS_PX if one < width)]
    made = _attempts(pixels, [(one, round(one * 9 / 16)) for one in dict.fromkeys(widths)])
    body, size, _ = next(one for one in made if len(one[0]) <= MOST_BYTES)
    return MadeWide(body, *size)


def _too_small(name: str, photo: Photo) -> MediaError:
    what = say(
        "The picture is {width} x {height} pixels: the largest square in it has {side}, and Apple takes no cover under "
        "{smallest}.",
        width=photo.width_px,
        height=photo.height_px,
        side=min(photo.width_px, photo.height_px),
        smallest=SMALLEST_SIDE_PX,
    )
    remedy = say(
        "Ask for the original, or have the drawing exported larger: {smallest} pixels on the shorter side will do, "
        "{largest} are best. Enlarged, it would be blurred.",
        smallest=SMALLEST_SIDE_PX,
        largest=LARGEST_SIDE_PX,
    )
    return MediaError(say("No cover was made."), (Fault(Place(name), what, remedy),))


def _cut(size: tuple[int, int], shape: tuple[int, int], focus: Focus) -> tuple[int, int, int, int]:
    """The largest stretch of this shape that has the point as near its middle as it goes: left, top, right, bottom."""
    wide = min(size[0], size[1] * shape[0] // shape[1])
    high = min(size[1], wide * shape[1] // shape[0])
    left = min(max(round(size[0] * focus.x - wide / 2), 0), size[0] - wide)
    top = min(max(round(size[1] * focus.y - high / 2), 0), size[1] - high)
    return (left, top, left + wide, top + high)


def _attempts(cut: Image, sizes: Sequence[tuple[int, int]]) -> Iterator[tuple[bytes, tuple[int, int], int]]:
    """JPEGs from the best to one that is light whatever it shows, each with its size in pixels and its quality."""
    from PIL.Image import Resampling

    for size in sizes:
        scaled = cut.resize(size, Resampling.LANCZOS, reducing_gap=3)
        for quality, thinned in (*_ATTEMPTS, *(_LAST_ATTEMPTS if size == sizes[-1] else ())):
            yield jpeg_of(scaled, quality=quality, subsampling=thinned), size, quality
