"""A square cover made of a picture: what Apple, Spotify and PSP-1 ask of one, and as light as it can well be.

Apple: 1400 to 3000 pixels, JPEG or PNG, RGB without an alpha channel; the same for PSP-1. 512 kB is what Podcasting
2.0's guide and several apps advise; nobody can tell a JPEG of that size from its original.
"""

from __future__ import annotations

from collections.abc import Iterator
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
_SMALLER_SIDES_PX = (LARGEST_SIDE_PX, 2400, 2000, 1700, SMALLEST_SIDE_PX)
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


def cover_of(path: Path, focus: Focus) -> MadeCover:
    """The cover made of a picture. The same picture, focus and Pillow give the same bytes.

    Raises MediaError where it cannot be read, or has no square of 1400 pixels in it: enlarged, it would be blurred.
    """
    photo = read_photo(path, LARGEST_SIDE_PX)
    side = min(photo.width_px, photo.height_px)
    if side < SMALLEST_SIDE_PX:
        raise _too_small(path.name, photo)
    pixels = photo.pixels.crop(_square(photo.pixels.size, focus))
    made = _attempts(pixels, min(side, LARGEST_SIDE_PX))
    body, side_px, quality = next(one for one in made if len(one[0]) <= MOST_BYTES)
    return MadeCover(body, side_px, quality, photo)


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


def _square(size: tuple[int, int], focus: Focus) -> tuple[int, int, int, int]:
    """The largest square of a picture that has this point as near its middle as it goes: left, top, right, bottom."""
    width, height = size
    side = min(size)
    left = min(max(round(width * focus.x - side / 2), 0), width - side)
    top = min(max(round(height * focus.y - side / 2), 0), height - side)
    return (left, top, left + side, top + side)


def _attempts(square: Image, largest_px: int) -> Iterator[tuple[bytes, int, int]]:
    """JPEGs from the best to one that is light whatever it shows, each with its side in pixels and its quality."""
    from PIL.Image import Resampling

    sides = [largest_px, *(side for side in _SMALLER_SIDES_PX if side < largest_px)]
    for side in sides:
        scaled = square.resize((side, side), Resampling.LANCZOS, reducing_gap=3)
        for quality, thinned in (*_ATTEMPTS, *(_LAST_ATTEMPTS if side == sides[-1] else ())):
            yield jpeg_of(scaled, quality=quality, subsampling=thinned), side, quality
