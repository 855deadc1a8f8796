"""Pictures made ready: upright and without what nobody should see, or small enough to travel inside a recording."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from balado.facts import MOST_PIXELS_TO_TURN
from balado.media.digest import failure, opened
from balado.media.picture.headers import Header, read_header, unreadable
from balado.media.picture.jpeg import jpeg_of
from balado.media.picture.unpack import ORIENTATION, READERS, SplicedPicture, bounded_header, on_white, unpacked
from balado.media.reading import Unsound, reader_of_file

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE_PX = 1400
"""Apple's least for a show's picture; no player shows a larger one."""

# Tried from the best on until one fits.
_SIDES_PX = (LONGEST_SIDE_PX, 1000, 700, 500, 300)
_SMALL_SIDES_PX = (600, 400, 300)
_QUALITIES = (90, 82, 74, 66)
_PROFILE_MOST_BYTES = 16 * 1024
_PUBLISHED_QUALITY = 92
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
# EXIF with nothing but how the picture is turned: one row in the first table.
_ONLY_ORIENTATION = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\3\0\0\0\1\0%c\0\0\0\0\0\0"


def published_picture(path: Path, name: str) -> bytes:
    """The picture as listeners get it: upright, without a camera's notes and without what stands behind its end.

    Its pixels stay as they are where it is upright already, and where it is too large to be turned here: then apps are
    told how it lies. `name` is how people know the file. Raises MediaError when it cannot be read or is no picture.
    """
    with opened(path, name) as file:
        try:
            return _published(file, os.fstat(file.fileno()).st_size)
        except Unsound as unsound:
            raise failure(name, unsound.what, unsound.remedy_for(name)) from unsound


def published_bytes(picture: bytes, *, turn: bool = True) -> bytes:
    """The same of a picture in memory; one that is no JPEG or PNG, or cannot be read, stays as it is.

    Without `turn` it keeps lying as it does, and each version of Pillow gives the same bytes.
    """
    try:
        return _published(io.BytesIO(picture), len(picture), turn=turn)
    except Unsound:
        return picture


def _published(file: BinaryIO, byte_size: int, *, turn: bool = True) -> bytes:
    header = read_header(reader_of_file(file, byte_size), byte_size)
    if header is None or header.media_type not in READERS:
        raise unreadable()
    is_upright = header.orientation == 1 or not turn
    if is_upright and not header.tells_place and not header.bytes_behind:
        file.seek(0)
        return file.read()
    if is_upright or header.count > MOST_PIXELS_TO_TURN:
        return _without_notes(header, file)
    return _upright(bounded_header(reader_of_file(file, byte_size), byte_size), file)


def _without_notes(header: Header, file: BinaryIO) -> bytes:
    pixels = SplicedPicture(b"", file, header.pixels).read()
    if header.media_type == "image/png":
        return header.kept + pixels + _PNG_END
    note = _ONLY_ORIENTATION % header.orientation if header.orientation != 1 else b""
    return header.kept[:2] + note + header.kept[2:] + pixels


def _upright(header: Header, file: BinaryIO) -> bytes:
    from PIL import ImageOps

    try:
        with unpacked(header, file) as picture:
            picture.load()
            kept = {name: picture.info.get(name) for name in ("icc_profile", "transparency")}
            picture.getexif()[ORIENTATION] = header.orientation
            ImageOps.exif_transpose(picture, in_place=True)
            picture.info.clear()
            if header.media_type == "image/png":
                given = {name: value for name, value in kept.items() if value is not None}
                made = io.BytesIO()
                picture.save(made, "PNG", optimize=True, **given)
                return made.getvalue()
            return jpeg_of(picture, icc_profile=kept["icc_profile"], quality=_PUBLISHED_QUALITY, subsampling=0)
    except Exception as error:  # Pillow lets out whatever the damage leads to
        raise unreadable() from error


def cover_jpeg(path: Path, room_bytes: int) -> bytes | None:
    """The picture as a JPEG of at most 1400 x 1400 pixels that fits the room; None when not even a small one does.

    A JPEG that fits as it is stays as it is. The same file and room give the same bytes. Raises MediaError when the
    file cannot be read or is no picture.
    """
    with opened(path, path.name) as file:
        try:
            return _fitting(file, os.fstat(file.fileno()).st_size, room_bytes)
        except Unsound as unsound:
            raise failure(path.name, unsound.what, unsound.remedy_for(path.name)) from unsound


def small_jpeg(picture: bytes, room_bytes: int) -> bytes | None:
    """The same of a picture in memory, of at most 600 x 600 pixels; None of one that cannot be read, too."""
    try:
        return _fitting(io.BytesIO(picture), len(picture), room_bytes, _SMALL_SIDES_PX)
    except Unsound:
        return None


def _fitting(file: BinaryIO, byte_size: int, room_bytes: int, sides_px: Sequence[int] = _SIDES_PX) -> bytes | None:
    header = bounded_header(reader_of_file(file, byte_size), byte_size)
    try:
        with unpacked(header, file) as picture:
            ready = _is_ready(picture, header, sides_px[0]) and byte_size <= room_bytes
            picture.draft(None, (sides_px[0], sides_px[0]))  # a JPEG is read smaller: a quarter of the memory
            picture.load()
            if ready:
                if header.tells_place or header.bytes_behind:
                    return _without_notes(header, file)
                file.seek(0)
                return file.read()
            made = _attempts(picture, header.orientation, sides_px)
            return next((one for one in made if len(one) <= room_bytes), None)
    except Exception as error:  # Pillow lets out whatever the damage leads to
        raise unreadable() from error


def _is_ready(picture: Image, header: Header, longest_px: int) -> bool:
    """Whether every player can show it as it is: upright, of colours that are not those of print, and small enough."""
    is_usual = picture.format == "JPEG" and picture.mode in ("RGB", "L")
    return is_usual and header.orientation == 1 and max(picture.size) <= longest_px


def _attempts(picture: Image, turned: int, sides_px: Sequence[int]) -> Iterator[bytes]:
    from PIL import ImageOps
    from PIL.Image import Resampling

    options = _options(picture)
    flat = on_white(picture)
    flat.getexif()[ORIENTATION] = turned
    for side in sides_px:
        flat.thumbnail((side, side), Resampling.LANCZOS)
        ImageOps.exif_transpose(flat, in_place=True)  # now that it is small
        for quality in _QUALITIES:
            yield jpeg_of(flat, quality=quality, **options)


def _options(picture: Image) -> dict[str, Any]:
    """The picture's colour profile, where its numbers keep their meaning and it is no burden."""
    profile = picture.info.get("icc_profile")
    fits = picture.mode in ("RGB", "L", "RGBA", "LA") and profile and len(profile) <= _PROFILE_MOST_BYTES
    return {"icc_profile": profile} if fits else {"icc_profile": None}
