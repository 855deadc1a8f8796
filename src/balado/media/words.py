"""What a recording says of itself, read by mutagen: tags, chapters, cover. Damage in them never spoils the sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from balado.facts import AudioTags, EmbeddedChapter, EmbeddedCover
from balado.media import chapters, mp4_items, tags

if TYPE_CHECKING:
    from balado.media.mp4 import Movie
    from balado.media.reading import ReadAt

Read = TypeVar("Read")
_NO_TAGS = AudioTags()


@dataclass(frozen=True, slots=True)
class Words:
    """Tags, chapters and cover, and where each was found (`none`, `unreadable` where that is so)."""

    tags: AudioTags = _NO_TAGS
    chapters: tuple[EmbeddedChapter, ...] = ()
    cover: EmbeddedCover | None = None
    tags_found: str = "none"
    chapters_found: str = "none"
    cover_found: str = "none"


NO_WORDS = Words()
UNREADABLE = Words(tags_found="unreadable")


def attempt(read: Callable[[], Read], otherwise: Read) -> Read:
    """What `read` gives, `otherwise` when mutagen stumbles over what it reads."""
    from mutagen import MutagenError

    try:
        return read()
    except MutagenError:
        return otherwise
    except Exception:  # noqa: BLE001 - on damaged tags mutagen lets out whatever the damage leads to, KeyError to zlib.error
        return otherwise


def id3_words(file: BinaryIO) -> Words:
    """The words of an ID3 tag at the beginning of the file, else of an ID3v1 tag at its end."""
    from mutagen.id3 import ID3, ID3NoHeaderError

    def read() -> Words:
        file.seek(0)
        try:
            return words_of_id3(ID3(file))  # type: ignore[no-untyped-call] # mutagen has no types
        except ID3NoHeaderError:
            return NO_WORDS

    return attempt(read, UNREADABLE)


def words_of_id3(id3: Any) -> Words:
    """The words of an ID3 tag that mutagen has read."""
    found = chapters.id3_chapters(id3)
    cover = tags.id3_cover(id3)
    return Words(
        tags=tags.id3_tags(id3),
        chapters=found,
        cover=cover,
        tags_found="id3",
        chapters_found="id3 chap" if found else "none",
        cover_found="id3 apic" if cover else "none",
    )


def mp4_words(read_at: ReadAt, movie: Movie) -> Words:
    """The words of an MP4 file: `ilst`, and chapters of `chpl`, else of the chapter track."""
    return attempt(lambda: _mp4_words(read_at, movie), UNREADABLE)


def _mp4_words(read_at: ReadAt, movie: Movie) -> Words:
    written, picture = mp4_items.items(movie.index), next(filter(None, mp4_items.pictures(movie.index)), None)
    nero = mp4_items.nero_chapters(movie.index)
    found = nero or chapters.track_chapters(read_at, movie)
    return Words(
        tags=_NO_TAGS if written is None else tags.mp4_tags(written),
        chapters=found,
        cover=tags.cover_of(picture) if picture else None,
        tags_found="none" if written is None else "mp4 ilst",
        chapters_found=("mp4 chpl" if nero else "mp4 chapter track") if found else "none",
        cover_found="mp4 covr" if picture else "none",
    )


def words_of_comments(comments: Any, pictures: list[bytes]) -> Words:
    """The words of Vorbis comments that mutagen has read."""
    cover = tags.cover_of(pictures[0]) if pictures else None
    return Words(
        tags=tags.vorbis_tags(comments),
        cover=cover,
        tags_found="vorbis comments",
        cover_found="flac picture" if cover else "none",
    )
