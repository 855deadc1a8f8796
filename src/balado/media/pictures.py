"""The bytes of a picture inside a recording, found again by its digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from balado.media import mp4_items
from balado.media.digest import opened
from balado.media.mp4 import read_movie
from balado.media.reading import reader_of_file
from balado.media.words import attempt


def embedded_picture(path: Path, sha256: str) -> bytes | None:
    """The picture with this digest (64 hex digits): one of the recording itself, or of one of its chapters.

    None when it is not there. Knows ID3 (in MP3, WAV, AIFF), MP4, FLAC and Ogg. Raises MediaError when the file
    cannot be read.
    """
    none: list[bytes] = []
    with opened(path, path.name) as file:
        for reader in (_id3_pictures, _mp4_pictures, _other_pictures):
            for picture in attempt(_all_of(reader, file), none):
                if hashlib.sha256(picture).hexdigest() == sha256:
                    return picture
    return None


def _all_of(reader: Callable[[BinaryIO], Iterator[bytes]], file: BinaryIO) -> Callable[[], list[bytes]]:
    def read() -> list[bytes]:
        file.seek(0)
        return list(reader(file))

    return read


def _id3_pictures(file: BinaryIO) -> Iterator[bytes]:
    from mutagen.id3 import ID3

    return _of_id3(ID3(file))  # type: ignore[no-untyped-call] # mutagen has no types


def _of_id3(id3: Any) -> Iterator[bytes]:
    chapters = [inside for chapter in id3.getall("CHAP") for inside in chapter.sub_frames.getall("APIC")]
    return (bytes(frame.data) for frame in (*id3.getall("APIC"), *chapters))


def _mp4_pictures(file: BinaryIO) -> Iterator[bytes]:
    byte_size = os.fstat(file.fileno()).st_size
    return mp4_items.pictures(read_movie(reader_of_file(file, byte_size), byte_size).index)


def _other_pictures(file: BinaryIO) -> Iterator[bytes]:
    """Those of the formats that mutagen knows by its own means."""
    import mutagen

    found: Any = mutagen.File(file)
    if hasattr(found.tags, "getall"):
        return _of_id3(found.tags)
    return (bytes(picture.data) for picture in getattr(found, "pictures", ()))
