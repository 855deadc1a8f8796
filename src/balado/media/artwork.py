"""The inspection of a picture, by its header: its pixels stay packed."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from balado.facts import ImageFacts
from balado.media.digest import digest, failure, opened
from balado.media.picture.headers import read_header, unreadable
from balado.media.reading import Unsound, reader_of_file
from balado.message import Message, say, size_text

# Covers are at most 3000 x 3000: these bounds leave room for a mistake, and none for a bomb.
_MOST_BYTES = 64 * 1000 * 1000
_MOST_PIXELS = 100 * 1000 * 1000


def inspect_artwork(path: Path, name: str) -> ImageFacts:
    """What the picture is. `name` is how people know the file.

    Raises MediaError, with one fault, when it cannot be read, is no picture, is cut short, or is far too large.
    """
    with opened(path, name) as file:
        try:
            return _inspect(file, os.fstat(file.fileno()).st_size)
        except Unsound as unsound:
            raise failure(name, unsound.what, unsound.remedy_for(name)) from unsound


def picture_facts(data: bytes) -> ImageFacts | None:
    """What a picture that somebody sent is; None when it cannot be read, or is far too large."""
    try:
        return _inspect(BytesIO(data), len(data))
    except Unsound:
        return None


def _inspect(file: BinaryIO, byte_size: int) -> ImageFacts:
    if byte_size > _MOST_BYTES:
        raise too_large(size_text(byte_size))
    sha256 = digest(file)
    header = read_header(reader_of_file(file, byte_size), byte_size)
    if header is None:
        raise unreadable()
    if header.count > _MOST_PIXELS:
        raise too_large(say("{width} x {height} px", width=header.width_px, height=header.height_px))
    width_px, height_px = header.width_px, header.height_px
    if header.is_on_its_side:
        width_px, height_px = height_px, width_px
    return ImageFacts(
        byte_size=byte_size,
        sha256=sha256,
        media_type=header.media_type,
        suffix=header.suffix,
        width_px=width_px,
        height_px=height_px,
        mode=header.mode,
        tells_place=header.tells_place,
        orientation=header.orientation,
        bytes_behind=header.bytes_behind,
    )


def too_large(size: Message) -> Unsound:
    """The fault of a picture that nobody should unpack; `size` says how large it is."""
    return Unsound(
        say("The picture is far too large: {size}.", size=size),
        say("Save it as a JPEG or PNG of 3000 x 3000 pixels."),
    )
