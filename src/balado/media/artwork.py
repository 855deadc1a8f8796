"""The inspection of a picture with Pillow: its header is read and its structure verified, its pixels stay packed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from balado.facts import ImageFacts
from balado.media.digest import digest, failure, opened
from balado.media.reading import Unsound
from balado.message import say, size_text

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# Covers are at most 3000 x 3000: these bounds leave room for a mistake, and none for a bomb.
_MOST_BYTES = 64 * 1000 * 1000
_MOST_PIXELS = 100 * 1000 * 1000
# Some programs write more behind the picture's end.
_JPEG_TAIL_BYTES = 64 * 1024
_GPS = 0x8825


@dataclass(frozen=True, slots=True)
class _Form:
    """A format: how its files begin, what the web calls it, and Pillow's module and class that read it."""

    magic: re.Pattern[bytes]
    media_type: str
    suffix: str
    module: str
    name: str

    def reader(self) -> type[ImageFile]:
        """Pillow's class."""
        found: type[ImageFile] = getattr(import_module(f"PIL.{self.module}"), self.name)
        return found


_FORMS = (
    _Form(re.compile(rb"\xff\xd8\xff"), "image/jpeg", ".jpg", "JpegImagePlugin", "JpegImageFile"),
    _Form(re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", ".png", "PngImagePlugin", "PngImageFile"),
    _Form(re.compile(rb"GIF8[79]a"), "image/gif", ".gif", "GifImagePlugin", "GifImageFile"),
    _Form(re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp", ".webp", "WebPImagePlugin", "WebPImageFile"),
    _Form(re.compile(rb"II\*\0|MM\0\*"), "image/tiff", ".tiff", "TiffImagePlugin", "TiffImageFile"),
    _Form(re.compile(rb"BM"), "image/bmp", ".bmp", "BmpImagePlugin", "BmpImageFile"),
)


def inspect_artwork(path: Path, name: str) -> ImageFacts:
    """What the picture is. `name` is how people know the file.

    Raises MediaError, with one fault, when it cannot be read, is no picture, is cut short, or is far too large.
    """
    with opened(path, name) as file:
        try:
            return _inspect(file, os.fstat(file.fileno()).st_size)
        except Unsound as unsound:
            raise failure(name, unsound.what, unsound.remedy) from unsound


def picture_facts(data: bytes) -> ImageFacts | None:
    """What a picture that somebody sent is; None when it cannot be read, or is far too large."""
    try:
        return _inspect(BytesIO(data), len(data))
    except Unsound:
        return None


def reader_of(head: bytes) -> type[ImageFile] | None:
    """Pillow's class for a picture that begins with these 16 bytes; None when we know no such picture."""
    form = _form_of(head)
    return None if form is None else form.reader()


def _form_of(head: bytes) -> _Form | None:
    return next((form for form in _FORMS if form.magic.match(head)), None)


def _inspect(file: BinaryIO, byte_size: int) -> ImageFacts:
    if byte_size > _MOST_BYTES:
        raise _too_large(size_text(byte_size))
    sha256 = digest(file)
    file.seek(0)
    form = _form_of(file.read(16))
    if form is None:
        raise unreadable()
    width, height, mode, tells_place = _read(file, form)
    if width * height > _MOST_PIXELS:
        raise _too_large(f"{width} x {height} px")
    return ImageFacts(
        byte_size=byte_size,
        sha256=sha256,
        media_type=form.media_type,
        suffix=form.suffix,
        width_px=width,
        height_px=height,
        mode=mode,
        tells_place=tells_place,
    )


def _read(file: BinaryIO, form: _Form) -> tuple[int, int, str, bool]:
    """Width and height in pixels, mode, and whether it tells where it was taken."""
    file.seek(0)
    try:
        # Not Image.open: that tries other readers, and prints a warning of a large picture before we can refuse it.
        with form.reader()(file) as picture:
            width, height = picture.size
            mode = _mode(picture)
            tells_place = _tells_place(picture)
            picture.verify()
    except Exception as error:
        raise unreadable() from error
    if form.media_type == "image/jpeg" and not _has_jpeg_end(file):
        raise unreadable()
    return width, height, mode, tells_place


def _tells_place(picture: Image) -> bool:
    """Whether the camera noted where it was; from the header alone, since asking Pillow would unpack the pixels."""
    from PIL.Image import Exif

    noted = picture.info.get("exif")
    if not isinstance(noted, bytes):
        return False
    exif = Exif()
    exif.load(noted)
    return bool(exif.get_ifd(_GPS))


def _mode(picture: Image) -> str:
    """Pillow's mode, with the transparency that palettes and RGB pictures may carry beside their pixels."""
    if "transparency" in picture.info:
        return {"RGB": "RGBA", "L": "LA", "P": "PA"}.get(picture.mode, picture.mode)
    return picture.mode


def _has_jpeg_end(file: BinaryIO) -> bool:
    """Whether the mark at a JPEG's end is there: Pillow's `verify`, which checks a PNG's sums, does not look for it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _JPEG_TAIL_BYTES))
    return b"\xff\xd9" in file.read()


def _too_large(size: str) -> Unsound:
    return Unsound(
        say("The picture is far too large: {size}.", size=size),
        say("Save it as a JPEG or PNG of 3000 x 3000 pixels."),
    )


def unreadable() -> Unsound:
    """The fault of a file that is no picture, or a damaged one."""
    return Unsound(
        say("The file is no picture that can be read, or it is cut short."),
        say("Save it again as a JPEG or PNG, from the program it was made with."),
    )
