"""The bytes of a picture inside a recording, found again by their digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from balado.media import mp4_items
from balado.media.container import Container, container_of
from balado.media.digest import opened
from balado.media.envelope import leading_tags
from balado.media.id3_read import read_id3
from balado.media.metadata import attempt
from balado.media.mp4 import read_movie
from balado.media.reading import reader_of_file
from balado.media.sound import read_native

_HEAD_BYTES = 4096


def embedded_pictures(path: Path) -> dict[str, bytes]:
    """The pictures of a recording and of its chapters, by their digests (64 hex digits).

    Knows ID3 (in MP3, WAV, AIFF), MP4, FLAC and Ogg. Raises MediaError when the file cannot be read.
    """
    none: list[bytes] = []
    with opened(path, path.name) as file:
        found = attempt(lambda: list(_pictures(file)), none)
    return {hashlib.sha256(picture).hexdigest(): picture for picture in found}


def _pictures(file: BinaryIO) -> Iterator[bytes]:
    byte_size = os.fstat(file.fileno()).st_size
    read_at = reader_of_file(file, byte_size)
    container = container_of(read_at(leading_tags(read_at, byte_size), _HEAD_BYTES))
    if container is Container.MP4:
        return mp4_items.pictures(read_movie(read_at, byte_size).index)
    if container is Container.UNKNOWN:
        return _of_id3(read_id3(read_at, byte_size))
    found = read_native(file, byte_size, container)
    if found.id3_start is not None:
        return _of_id3(read_id3(read_at, 0, found.id3_start))
    return (bytes(picture.data) for picture in getattr(found.stated, "pictures", ()))


def _of_id3(id3: Any) -> Iterator[bytes]:
    tag = id3.tag
    chapters = [inside for chapter in tag.getall("CHAP") for inside in chapter.sub_frames.getall("APIC")]
    return (bytes(frame.data) for frame in (*tag.getall("APIC"), *chapters))
