"""An ID3 tag read by mutagen, which is given nothing but what `id3_frames` let through, a little at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from balado.media.id3_frames import Id3Frame, as_bytes, read_tag
from balado.media.reading import ReadAt

# mutagen copies the rest of a tag for each frame that it takes from it.
_GROUP_BYTES = 64 * 1024
_ID3V1_BYTES = 128


class Id3(NamedTuple):
    """mutagen's tag. `is_whole` is False where frames were left out because they are beyond all bounds."""

    tag: Any
    is_whole: bool


def read_id3(read_at: ReadAt, byte_size: int, start: int = 0) -> Id3 | None:
    """The ID3v2 tag that begins there, with what an ID3v1 tag at the end adds; None where there is neither.

    Whatever a damaged tag leads to is raised: mutagen's errors, ValueError, LookupError and more.
    """
    from mutagen.id3 import ID3

    found = read_tag(read_at, start)
    tag: Any = ID3()  # type: ignore[no-untyped-call] # mutagen has no types
    if found is not None:
        tag.version = (2, found.version, 0)
        for group in _groups(found.frames):
            _merge(tag, as_bytes(found.version, group))
        tag.update_to_v24()
    end = read_at(byte_size - _ID3V1_BYTES - 5, _ID3V1_BYTES + 5)
    if end[5:8] == b"TAG" and not end.startswith(b"APETAGEX"):
        _supplement(tag, end[5:])
    elif found is None:
        if read_at(start, 3) == b"ID3":
            raise ValueError("an ID3 tag of a version that nobody knows")
        return None
    return Id3(tag, found is None or found.is_whole)


def _groups(frames: Iterable[Id3Frame]) -> Iterator[list[Id3Frame]]:
    group: list[Id3Frame] = []
    size = 0
    for frame in frames:
        if group and size + len(frame.content) > _GROUP_BYTES:
            yield group
            group, size = [], 0
        group.append(frame)
        size += len(frame.content)
    if group:
        yield group


def _merge(tag: Any, data: bytes) -> None:
    from mutagen.id3 import ID3

    for frame in ID3(BytesIO(data), translate=False, load_v1=False).values():  # type: ignore[no-untyped-call] # the same
        tag._add(frame, strict=False)  # `add` would lose the first of two pictures of one description


def _supplement(tag: Any, old: bytes) -> None:
    from mutagen.id3 import ID3

    for frame in ID3(BytesIO(old)).values():  # type: ignore[no-untyped-call] # the same
        if not tag.getall(frame.HashKey):
            tag.add(frame)
