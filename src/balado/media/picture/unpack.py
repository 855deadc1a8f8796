"""The pixels of a picture, unpacked within bounds: what they are was told by the header, and they are no more."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any, BinaryIO

from balado.media.artwork import too_large
from balado.media.picture.headers import Header, read_header, unreadable
from balado.media.reading import ReadAt, reader_of_file
from balado.message import say

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# Unpacked, a picture takes four bytes for each pixel, and as much again where it is transparent or in colours of print.
MOST_PIXELS = 20 * 1000 * 1000
# A progressive JPEG has some ten, and each is a walk over the whole picture.
_MOST_SCANS = 100
_BLOCK_BYTES = 1 << 20
ORIENTATION = 0x0112
"""The number of EXIF's note of how a picture is turned."""


def read_upright(picture: bytes, least_px: int) -> Image:
    """The pixels of a JPEG or PNG, upright, as RGB, L or CMYK, with the colour profile in `info`.

    What is transparent becomes white. A JPEG may be read smaller than it is, yet with no side under `least_px` that is
    not. Raises Unsound when the picture cannot be read, or is too large to be unpacked.
    """
    from PIL import ImageOps

    file = io.BytesIO(picture)
    header = bounded_header(reader_of_file(file, len(picture)), len(picture))
    try:
        with unpacked(header, file) as read:
            read.draft(None, (least_px, least_px))
            read.load()
            profile = read.info.get("icc_profile")
            plain = read if read.mode == "CMYK" else on_white(read)  # a profile of print turns them into better ones
            plain.getexif()[ORIENTATION] = header.orientation
            upright = ImageOps.exif_transpose(plain)
    except Exception as error:  # Pillow lets out whatever the damage leads to
        raise unreadable() from error
    upright.info = {} if profile is None else {"icc_profile": profile}
    return upright


def bounded_header(read_at: ReadAt, byte_size: int, most_pixels: int = MOST_PIXELS) -> Header:
    """The header of a JPEG or PNG that may be unpacked. Raises Unsound for any other."""
    header = read_header(read_at, byte_size)
    if header is None or header.media_type not in READERS:
        raise unreadable()
    if header.count > (most_pixels if header.mode in ("RGB", "L") else most_pixels // 2):
        raise too_large(say("{width} x {height} px", width=header.width_px, height=header.height_px))
    scans = sum(read_at(at, _BLOCK_BYTES).count(b"\xff\xda") for at in header.pixels[::_BLOCK_BYTES])
    if header.media_type == "image/jpeg" and scans > _MOST_SCANS:
        raise unreadable()
    return header


def unpacked(header: Header, file: BinaryIO) -> ImageFile:
    """The picture before it is loaded. Raises Unsound where a second header in it tells of another size than the first.

    Of two frame headers Pillow believes the last: of what was bounded by the first it would make gigabytes.
    """
    picture = READERS[header.media_type]()(io.BufferedReader(SplicedPicture(header.kept, file, header.pixels)))
    if picture.size != (header.width_px, header.height_px):
        raise unreadable()
    return picture


class SplicedPicture(io.RawIOBase):
    """A file of the kept part of a picture's header, and of its pixels."""

    def __init__(self, kept: bytes, file: BinaryIO, pixels: range) -> None:
        self._kept = kept
        self._file = file
        self._pixels = pixels
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go there; from its end is not possible."""
        self._at = offset if whence == os.SEEK_SET else self._at + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        data = self._kept[self._at : self._at + len(buffer)]
        if not data:
            begin = self._pixels.start + self._at - len(self._kept)
            self._file.seek(begin)
            data = self._file.read(max(0, min(len(buffer), self._pixels.stop - begin)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _jpeg_reader() -> type[ImageFile]:
    from PIL.JpegImagePlugin import JpegImageFile

    return JpegImageFile


def _png_reader() -> type[ImageFile]:
    from PIL.PngImagePlugin import PngImageFile

    return PngImageFile


READERS = {"image/jpeg": _jpeg_reader, "image/png": _png_reader}


def on_white(picture: Image) -> Image:
    """In plain colours; what is transparent becomes white."""
    from PIL.Image import new

    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow cuts off at 8
        return picture.convert("I").point(_eighth).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layers = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    ground = new("RGB", layers.size, "white")
    ground.paste(layers, mask=layers)
    return ground


def _eighth(grey: float) -> float:
    return grey * (1 / 256)
