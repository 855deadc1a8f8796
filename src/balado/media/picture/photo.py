"""Any picture that people have, as upright pixels in sRGB: a phone's photo, a scan, a drawing for print.

JPEG, PNG, WebP, TIFF, GIF, BMP and AVIF; HEIC where pi-heif is installed. The bounds are those of a verb that a person
runs on a picture of their own: wider than where pictures are read unasked.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from balado.media.artwork import too_large
from balado.media.digest import failure, opened
from balado.media.picture.forms import in_srgb
from balado.media.picture.headers import Header, read_header, unreadable
from balado.media.picture.unpack import ORIENTATION, bounded_header, on_white, unpacked
from balado.media.reading import Unsound, reader_of_file
from balado.message import Message, install_command, say, size_text

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_BYTES = 128 * 1000 * 1000
# A JPEG is unpacked at a half, a quarter or an eighth of its size where it is much larger than what is made of it.
_MOST_PIXELS_OF_JPEG = 110 * 1000 * 1000
_MOST_PIXELS = 50 * 1000 * 1000
_HEIF = re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)
_AVIF = re.compile(rb"....ftypavi[fs]", re.DOTALL)
_NAMES = {"image/webp": "WEBP", "image/tiff": "TIFF", "image/gif": "GIF", "image/bmp": "BMP"}
_ANIMATED_WEBP = 0x02


@dataclass(frozen=True, slots=True)
class Photo:
    """The pixels of a picture, upright, in RGB without a profile (`pixels` may be a smaller reading of it).

    `width_px` and `height_px` are the size of the whole, upright. `was_transparent`, `was_turned` and `was_coloured`
    say what was changed: a ground of white was laid, it was turned, its colours were others than sRGB's.
    """

    pixels: Image
    width_px: int
    height_px: int
    was_transparent: bool
    was_turned: bool
    was_coloured: bool


def read_photo(path: Path, least_px: int) -> Photo:
    """The picture in a file; no side of its pixels is under `least_px` that was not.

    Raises MediaError where it cannot be read, is too large, moves, or is no picture.
    """
    with opened(path, path.name) as file:
        try:
            return _photo(file, os.fstat(file.fileno()).st_size, least_px)
        except Unsound as unsound:
            raise failure(path.name, unsound.what, unsound.remedy_for(path.name)) from unsound


def _photo(file: BinaryIO, byte_size: int, least_px: int) -> Photo:
    if byte_size > _MOST_BYTES:
        raise too_large(size_text(byte_size))
    read_at = reader_of_file(file, byte_size)
    header = read_header(read_at, byte_size)
    is_jpeg = header is not None and header.media_type == "image/jpeg"
    if header is not None and (is_jpeg or header.media_type == "image/png"):
        header = bounded_header(read_at, byte_size, _MOST_PIXELS_OF_JPEG if is_jpeg else _MOST_PIXELS)
    elif header is not None:
        _refuse_large(header.width_px, header.height_px)
    try:
        with _opened(file, header, read_at(0, 40)) as picture:
            size = picture.size
            picture.draft(None, (least_px, least_px))
            picture.load()
            return _upright(picture, size, header)
    except Unsound:
        raise
    except Exception as error:  # Pillow lets out whatever the damage leads to
        raise unreadable() from error


def _opened(file: BinaryIO, header: Header | None, head: bytes) -> Image:
    """The picture, not unpacked yet. Raises Unsound for what is none, moves, or tells of two sizes."""
    from PIL import Image

    file.seek(0)
    if header is None:
        if _HEIF.match(head):
            return _heif(file.read())
        if not _AVIF.match(head):
            raise unreadable()
        picture: Image.Image = Image.open(file, formats=("AVIF",))
        _refuse_large(*picture.size)
        return picture
    if header.media_type not in _NAMES:
        return unpacked(header, file)
    if header.media_type == "image/webp" and head[12:16] == b"VP8X" and head[20] & _ANIMATED_WEBP:
        raise Unsound(say("The picture moves."), say("Save one frame of it as a JPEG or PNG."))
    picture = Image.open(io.BytesIO(file.read()), formats=(_NAMES[header.media_type],))
    if picture.size != (header.width_px, header.height_px):
        raise unreadable()
    return picture


def _heif(content: bytes) -> Image:
    try:
        import pi_heif
    except ImportError as error:
        raise Unsound(
            say("The picture is in HEIC, as iPhones take them, which Balado reads with the extra `office` only."),
            say("Install it: `{command}`. Or save the picture as a JPEG.", command=install_command("office")),
        ) from error
    found = pi_heif.open_heif(content, convert_hdr_to_8bit=True)
    _refuse_large(*found.size)
    picture: Image = found.to_pillow()
    profile = picture.info.get("icc_profile")
    picture.info = {} if profile is None else {"icc_profile": profile}  # libheif has turned it: EXIF would once more
    return picture


def _refuse_large(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        raise too_large(_size(width, height))


def _size(width: int, height: int) -> Message:
    return say("{width} x {height} px", width=width, height=height)


def _upright(picture: Image, size: tuple[int, int], header: Header | None) -> Photo:
    from PIL import ImageOps

    profile, was_transparent = picture.info.get("icc_profile"), picture.has_transparency_data
    is_of_print = picture.mode == "CMYK"
    plain = picture if is_of_print else on_white(picture)
    turned = header.orientation if header is not None and header.media_type not in _NAMES else 0
    turned = turned or picture.getexif().get(ORIENTATION, 1)
    plain.getexif()[ORIENTATION] = turned
    upright = ImageOps.exif_transpose(plain)
    upright.info = {} if profile is None else {"icc_profile": profile}
    made = in_srgb(upright)
    width, height = size[::-1] if upright.size != plain.size else size
    return Photo(made, width, height, was_transparent, turned != 1, is_of_print or bool(profile))
