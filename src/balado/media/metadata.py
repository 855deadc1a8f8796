"""What a recording says of itself, read by mutagen: tags, chapters, cover. Damage in them never spoils the sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from balado.facts import AudioTags, EmbeddedChapter, EmbeddedCover
from balado.media import chapters, mp4_items, tags
from balado.media.id3_read import read_id3

if TYPE_CHECKING:
    from balado.media.mp4 import Movie
    from balado.media.reading import ReadAt

Read = TypeVar("Read")
_NO_TAGS = AudioTags()


@dataclass(frozen=True, slots=True)
class Metadata:
    """Tags, chapters and cover, and where each was found (`none`, `unreadable`, `… in part` where that is so)."""

    tags: AudioTags = _NO_TAGS
    chapters: tuple[EmbeddedChapter, ...] = ()
    cover: EmbeddedCover | None = None
    tags_found: str = "none"
    chapters_found: str = "none"
    cover_found: str = "none"


NO_METADATA = Metadata()
UNREADABLE = Metadata(tags_found="unreadable")


def attempt(read: Callable[[], Read], otherwise: Read) -> Read:
    """What `read` gives, `otherwise` when mutagen stumbles over what it reads."""
    from mutagen import MutagenError

    try:
        return read()
    except MutagenError:
        return otherwise
    except Exception:  # noqa: BLE001 - on damaged tags mutagen lets out whatever the damage leads to, KeyError to zlib.error
        return otherwise


def id3_metadata(read_at: ReadAt, byte_size: int, start: int = 0) -> Metadata:
    """The metadata of the ID3 tag that begins there, and of an ID3v1 tag at the end of these bytes."""

    def read() -> Metadata:
        id3 = read_id3(read_at, byte_size, start)
        if id3 is None:
            return NO_METADATA
        metadata = _id3_metadata(id3.tag)
        return metadata if id3.is_whole else replace(metadata, tags_found="id3, in part")

    return attempt(read, UNREADABLE)


def _id3_metadata(id3: Any) -> Metadata:
    found = chapters.id3_chapters(id3)
    cover = tags.id3_cover(id3)
    return Metadata(
        tags=tags.id3_tags(id3),
        chapters=found,
        cover=cover,
        tags_found="id3",
        chapters_found="id3 chap" if found else "none",
        cover_found="id3 apic" if cover else "none",
    )


def mp4_metadata(read_at: ReadAt, movie: Movie) -> Metadata:
    """The metadata of an MP4 file: `ilst`, and chapters of `chpl`, else of the chapter track."""
    return attempt(lambda: _mp4_metadata(read_at, movie), UNREADABLE)


def _mp4_metadata(read_at: ReadAt, movie: Movie) -> Metadata:
    written, picture = mp4_items.items(movie.index), next(filter(None, mp4_items.pictures(movie.index)), None)
    nero = mp4_items.nero_chapters(movie.index)
    found = nero or chapters.track_chapters(read_at, movie)
    return Metadata(
        tags=_NO_TAGS if written is None else tags.mp4_tags(written),
        chapters=found,
        cover=tags.cover_of(picture) if picture else None,
        tags_found="none" if written is None else "mp4 ilst",
        chapters_found=("mp4 chpl" if nero else "mp4 chapter track") if found else "none",
        cover_found="mp4 covr" if picture else "none",
    )


def comments_metadata(found: Any) -> Metadata:
    """The metadata of a file with Vorbis comments that mutagen has read."""
    pictures = getattr(found, "pictures", ())
    cover = tags.cover_of(bytes(pictures[0].data)) if pictures else None
    return Metadata(
        tags=tags.vorbis_tags(found.tags),
        cover=cover,
        tags_found="vorbis comments",
        cover_found="flac picture" if cover else "none",
    )
