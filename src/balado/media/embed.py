"""Tags in the published recording: a new ID3v2.3 tag in front of the very bytes of the author's sound.

The author's file is never written to and never copied: what is published is the tag, made in memory, and a stretch of
that file. Its own tags, in front and at the end, are not part of the stretch: they would contradict the new one.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, NamedTuple

from balado.facts import MediaFacts
from balado.media.cover import cover_jpeg, small_jpeg
from balado.media.digest import changed, digest, failure, opened
from balado.media.envelope import Extent, audio_extent
from balado.media.episode_tags import EpisodeTags, Extras, spans_of, tag_of
from balado.media.id3_read import kept_frames
from balado.media.reading import Unsound, reader_of_file
from balado.show.formats import MP3

__all__ = ["Embedding", "EpisodeTags", "embed", "make_head", "sound_sha256"]

TAG_MOST_BYTES = 500_000
"""A player loads the whole tag before it plays, and a listener waits."""

_BLOCK_BYTES = 1 << 20
_COVER_LEAST_ROOM_BYTES = 100_000
_PICTURE_FRAME_BYTES = 64
_KEPT_MOST_BYTES = 128 * 1024


class Head(NamedTuple):
    """A new tag, and for how many chapters there was no room for their pictures."""

    tag: bytes
    chapters_without_picture: int = 0


class LeftOut(NamedTuple):
    """What of the author's own tag, and of the chapters' pictures, is not in the published recording."""

    frames: tuple[str, ...] = ()
    chapters_without_picture: int = 0


NOTHING_LEFT_OUT = LeftOut()


@dataclass(frozen=True, slots=True)
class Embedding:
    """A recording as it is published: `head`, then the author's file from `start` up to `end`.

    `byte_size` and `sha256` (64 hex digits) are those of both together.
    """

    head: bytes
    start: int
    end: int
    byte_size: int
    sha256: str
    left_out: LeftOut = NOTHING_LEFT_OUT


def make_head(tags: EpisodeTags, duration: timedelta, kept: tuple[bytes, ...] = ()) -> Head:
    """The ID3v2.3 tag of a recording of this duration, of less than 500 KB; the same ones give the same bytes.

    Where the words alone leave no room for a picture, the links of chapters are left out. The pictures of chapters have
    what the cover leaves, each the same share; with them the cover has half of the room. `kept` are frames of the
    author's own tag. Raises MediaError when the cover cannot be read or is no picture.
    """
    extras = Extras(kept=kept)
    is_roomy = len(tag_of(tags, duration, extras)) <= TAG_MOST_BYTES - _COVER_LEAST_ROOM_BYTES
    extras = replace(extras, links=is_roomy)
    room = TAG_MOST_BYTES - len(tag_of(tags, duration, extras)) - _PICTURE_FRAME_BYTES
    shown = [one.chapter.picture for one in spans_of(tags.chapters, duration) if one.chapter.picture in tags.pictures]
    cover = None if tags.cover is None else cover_jpeg(tags.cover, room // 2 if shown else room)
    share = (room - len(cover or b"")) // max(1, len(shown)) - _PICTURE_FRAME_BYTES
    made = {one: small_jpeg(tags.pictures[one], share) for one in dict.fromkeys(shown) if one is not None}
    pictures = {address: jpeg for address, jpeg in made.items() if jpeg is not None}
    written = tag_of(tags, duration, replace(extras, cover=cover, pictures=pictures))
    return Head(written, sum(one not in pictures for one in shown))


def embed(path: Path, relative: str, tags: EpisodeTags, facts: MediaFacts) -> Embedding:
    """The recording with these tags. `relative` is how people know the file, `facts` are those of the author's file.

    The file is read once, from one end to the other. Raises ValueError for what is no MP3 (`facts.suffix`); MediaError
    when the file or the cover cannot be read, or the file is no longer the one that the facts are about.
    """
    if facts.suffix != MP3.suffix:
        raise ValueError(f"tags are embedded in MP3 only, not in {facts.suffix}")
    with opened(path, relative) as file:
        byte_size = os.fstat(file.fileno()).st_size
        kept = kept_frames(reader_of_file(file, byte_size), byte_size, _KEPT_MOST_BYTES)
        head = make_head(tags, facts.duration, kept.frames)
        try:
            extent = _sound(file)
        except Unsound as unsound:
            raise failure(relative, unsound.what, unsound.remedy_for(relative)) from unsound
        published = _Published(head.tag, extent)
        if digest(file, published.feed) != facts.sha256:
            raise changed(relative)
    size = len(head.tag) + extent.end - extent.start
    left_out = LeftOut(kept.left_out, head.chapters_without_picture)
    return Embedding(head.tag, *extent, size, published.sha256, left_out)


class _Published:
    """The digest of what is published, taken while the whole file passes by."""

    def __init__(self, head: bytes, extent: Extent) -> None:
        self._sha256 = hashlib.sha256(head)
        self._extent = extent
        self._at = 0

    def feed(self, block: memoryview) -> None:
        """The next bytes of the author's file."""
        start, end = (min(max(0, place - self._at), len(block)) for place in self._extent)
        self._sha256.update(block[start:end])
        self._at += len(block)

    @property
    def sha256(self) -> str:
        """Its 64 hex digits."""
        return self._sha256.hexdigest()


def _sound(file: BinaryIO) -> Extent:
    """All that is no tag, from the encoder's own first frame on.

    Bytes of no meaning behind a tag stay where they are: without them some players would find a summary that they do
    not find in the author's file, and play a few milliseconds less.
    """
    byte_size = os.fstat(file.fileno()).st_size
    return audio_extent(reader_of_file(file, byte_size), byte_size)


def sound_sha256(path: Path, name: str) -> str:
    """The digest of an MP3 without the tags around it: what stays the same when they are written anew.

    Raises MediaError when the file cannot be read.
    """
    with opened(path, name) as file:
        byte_size = os.fstat(file.fileno()).st_size
        start, end = audio_extent(reader_of_file(file, byte_size), byte_size)
        file.seek(start)
        sha256, left = hashlib.sha256(), end - start
        while left > 0 and (block := file.read(min(left, _BLOCK_BYTES))):
            sha256.update(block)
            left -= len(block)
        return sha256.hexdigest()
