"""What a recording says of itself, read by mutagen: tags, chapters, cover. Damage in them never spoils the sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from balado.facts import AudioTags, EmbeddedChapter, EmbeddedCover
from balado.media import chapters, tags

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


def mp4_words(file: BinaryIO, read_at: ReadAt, movie: Movie) -> Words:
    """The words of an MP4 file: `ilst`, and chapters of `chpl`, else of the chapter track."""
    atoms = attempt(lambda: atoms_of(file), None)
    written = attempt(lambda: _mp4_tags(file, atoms), UNREADABLE)
    no_chapters: tuple[EmbeddedChapter, ...] = ()
    nero = attempt(lambda: _nero(file, atoms), no_chapters)
    found = nero or chapters.track_chapters(read_at, movie)
    return Words(
        tags=written.tags,
        chapters=found,
        cover=written.cover,
        tags_found=written.tags_found,
        chapters_found=("mp4 chpl" if nero else "mp4 chapter track") if found else "none",
        cover_found=written.cover_found,
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


def atoms_of(file: BinaryIO) -> Any:
    """The boxes of an MP4 file as mutagen wants them."""
    from mutagen.mp4 import Atoms  # type: ignore[attr-defined] # it has no stub and no __all__

    file.seek(0)
    return Atoms(file)


def _mp4_tags(file: BinaryIO, atoms: Any) -> Words:
    from mutagen.mp4 import MP4Tags

    if b"moov.udta.meta.ilst" not in atoms:
        return NO_WORDS
    written: Any = MP4Tags(atoms, file)  # type: ignore[no-untyped-call] # the same
    cover = tags.mp4_cover(written)
    return Words(
        tags=tags.mp4_tags(written),
        cover=cover,
        tags_found="mp4 ilst",
        cover_found="mp4 covr" if cover else "none",
    )


def _nero(file: BinaryIO, atoms: Any) -> tuple[EmbeddedChapter, ...]:
    from mutagen.mp4 import MP4Chapters

    if b"moov.udta.chpl" not in atoms:
        return ()
    return chapters.nero_chapters(MP4Chapters(atoms, file))  # type: ignore[no-untyped-call] # the same
