"""The show's picture made small enough to travel inside each recording."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from balado.media.artwork import reader_of, unreadable
from balado.media.digest import failure, opened
from balado.media.reading import Unsound

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE_PX = 1400
"""Apple's least for a show's picture; no player shows a larger one."""

# Tried from the best on until one fits.
_SIDES_PX = (LONGEST_SIDE_PX, 1000, 700, 500, 300)
_QUALITIES = (90, 82, 74, 66)
_PROFILE_MOST_BYTES = 16 * 1024


def cover_jpeg(path: Path, room_bytes: int) -> bytes | None:
    """The picture as a JPEG of at most 1400 x 1400 pixels that fits the room; None when not even a small one does.

    A JPEG that fits as it is stays as it is. The same file and room give the same bytes. Raises MediaError when the
    file cannot be read or is no picture.
    """
    with opened(path, path.name) as file:
        try:
            return _fitting(file, room_bytes)
        except Unsound as unsound:
            raise failure(path.name, unsound.what, unsound.remedy) from unsound


def _fitting(file: BinaryIO, room_bytes: int) -> bytes | None:
    reader = reader_of(file.read(16))
    if reader is None:
        raise unreadable()
    file.seek(0)
    try:
        with reader(file) as picture:
            ready = _is_ready(picture) and os.fstat(file.fileno()).st_size <= room_bytes
            picture.draft(None, (LONGEST_SIDE_PX, LONGEST_SIDE_PX))  # a JPEG is read smaller: a quarter of the memory
            picture.load()
            if ready:
                file.seek(0)
                return file.read()
            return next((made for made in _attempts(picture) if len(made) <= room_bytes), None)
    except Exception as error:  # Pillow lets out whatever the damage leads to
        raise unreadable() from error


def _is_ready(picture: Image) -> bool:
    """Whether every player can show it as it is: upright, of colours that are not those of print, and small enough."""
    upright = picture.getexif().get(0x0112, 1) == 1
    return (
        picture.format == "JPEG" and picture.mode in ("RGB", "L") and upright and max(picture.size) <= LONGEST_SIDE_PX
    )


def _attempts(picture: Image) -> Iterator[bytes]:
    from PIL import ImageOps
    from PIL.Image import Resampling

    options = _options(picture)
    flat = _flat(picture)
    for side in _SIDES_PX:
        flat.thumbnail((side, side), Resampling.LANCZOS)
        ImageOps.exif_transpose(flat, in_place=True)  # now that it is small
        for quality in _QUALITIES:
            made = io.BytesIO()
            flat.save(made, "JPEG", quality=quality, optimize=True, **options)
            yield made.getvalue()


def _options(picture: Image) -> dict[str, Any]:
    """The picture's colour profile, where its numbers keep their meaning and it is no burden."""
    profile = picture.info.get("icc_profile")
    fits = picture.mode in ("RGB", "L", "RGBA", "LA") and profile and len(profile) <= _PROFILE_MOST_BYTES
    return {"icc_profile": profile} if fits else {"icc_profile": None}


def _flat(picture: Image) -> Image:
    """In plain colours; what is transparent becomes white."""
    from PIL.Image import alpha_composite, new

    if picture.mode in ("RGB", "L"):
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layers = picture.convert("RGBA")
    ground = new("RGBA", layers.size, "white")
    return alpha_composite(ground, layers).convert("RGB")
