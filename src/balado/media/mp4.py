"""What an MP4 file is: its tracks, how long they play by their edit lists, whether all bytes are here.

ISO/IEC 14496-12. Sections of a track's sample table: stts (durations), stsc (samples per chunk), stsz (sizes), stco and
co64 (where the chunks are). Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from balado.media.boxes import Box, Tree, boxes
from balado.media.mp4_samples import SampleTable
from balado.media.reading import EXPORT_AGAIN, ReadAt, Unsound, duration_of, truncated
from balado.message import say, size_text
from balado.show.conversion import in_one_piece

_LARGEST_INDEX_BYTES = 32 * 1024 * 1024
_LONGEST_DESCRIPTION_BYTES = 16 * 1024
# Sound and film in many languages, with subtitles, are some fifty.
_MOST_TRACKS = 200
_PLAYABLE = (b"soun", b"vide")
# The object types of `mp4v` that are pictures (ISO/IEC 14496-1, table 5; mp4ra.org), by what QuickTime calls them.
_PICTURE_OBJECTS = {0x6C: "jpeg", 0x6D: "png ", 0x6E: "mjp2"}
_PICTURES = (*_PICTURE_OBJECTS.values(), "mjpa", "mjpb", "tiff", "gif ", "bmp ")
_VISUAL_ENTRY_BYTES = 94
_PROTECTED = ("drms", "drmi", "enca", "encv")


@dataclass(frozen=True, slots=True)
class Track:
    """One track. `codec` is its four letters; `seconds` is what plays of it; `media_seconds` what its samples hold.

    `description` is the content of its `stsd`.
    """

    number: int
    kind: Literal["audio", "video", "other"]
    codec: str
    seconds: float
    media_seconds: float
    edited: bool
    timescale: int
    samples: SampleTable
    chapter_tracks: tuple[int, ...] = ()
    description: bytes = b""

    @property
    def is_protected(self) -> bool:
        """Whether it is encrypted (bought, not made)."""
        return self.codec in _PROTECTED


@dataclass(frozen=True, slots=True)
class Movie:
    """An MP4 file. `brand` is the first word of its `ftyp`, empty in old QuickTime files.

    `index` is its `moov`; `index_behind` says that it stands behind the sound.
    """

    brand: str
    tracks: tuple[Track, ...]
    index: Tree
    index_behind: bool = False

    def first(self, kind: Literal["audio", "video"]) -> Track | None:
        """The first track of this kind."""
        return next((track for track in self.tracks if track.kind == kind), None)

    @property
    def duration(self) -> timedelta:
        """How long it plays: the video's longest track, the sound's first. Raises Unsound."""
        playing = [track.seconds for track in self.tracks if track.kind == "video"]
        sound = self.first("audio")
        return duration_of(max([*playing, sound.seconds if sound else 0.0]))


def read_movie(read_at: ReadAt, byte_size: int) -> Movie:
    """The file's tracks. Raises Unsound when it is cut short, has no index, or is in fragments."""
    found: dict[bytes, Box] = {}
    for box in boxes(read_at, 0, byte_size):
        if box.end > byte_size and box.kind in (b"moov", b"mdat", b"moof"):
            raise truncated(box.end, byte_size)
        found.setdefault(box.kind, box)
    if b"moof" in found:
        raise _fragmented()
    if b"moov" not in found:
        raise _no_index()
    moov = _in_memory(read_at, found[b"moov"])
    timescale = _movie_timescale(moov)
    tracks = _without_stills([_track(trak, timescale) for trak in moov.children(b"trak")[:_MOST_TRACKS]])
    _check_complete(tracks, byte_size)
    brand = read_at(found[b"ftyp"].start, 4).decode("latin-1") if b"ftyp" in found else ""
    behind = b"mdat" in found and found[b"moov"].start > found[b"mdat"].start
    return Movie(brand, tracks, moov, behind)


def _in_memory(read_at: ReadAt, box: Box) -> Tree:
    size = box.end - box.start
    if size > _LARGEST_INDEX_BYTES:
        raise Unsound(say("The file is damaged: its index alone would be {size}.", size=size_text(size)), EXPORT_AGAIN)
    return Tree(read_at(box.start, size))


def _check_complete(tracks: tuple[Track, ...], byte_size: int) -> None:
    promised = max((track.samples.end_offset() for track in tracks if track.kind != "other"), default=0)
    if promised > byte_size:
        raise truncated(promised, byte_size)


def _without_stills(tracks: list[Track]) -> tuple[Track, ...]:
    """The tracks, those that hold a cover or the pictures of chapters being no video.

    They are stills by their codec, or named as chapters by another track; and no film shows a picture a second.
    """
    named = {number for track in tracks for number in track.chapter_tracks if number != track.number}

    def is_stills(track: Track) -> bool:
        are_pictures = track.codec in _PICTURES or track.number in named
        return track.kind == "video" and are_pictures and track.samples.count <= max(1.0, track.media_seconds)

    return tuple(replace(track, kind="other") if is_stills(track) else track for track in tracks)


def _track(trak: Tree, movie_timescale: int) -> Track:
    timescale, header_duration = _media_header(trak)
    samples = SampleTable.read(trak)
    description = _description(trak)
    codec = _codec(description)
    media_seconds = (samples.duration or header_duration) / timescale if timescale else 0.0
    edited = _edited_seconds(trak, movie_timescale, media_seconds, timescale)
    return Track(
        number=_track_number(trak),
        kind=_kind(trak),
        codec=codec,
        seconds=media_seconds if edited is None else edited,
        media_seconds=media_seconds,
        edited=edited is not None,
        timescale=timescale,
        samples=samples,
        chapter_tracks=_chapter_tracks(trak),
        description=description,
    )


def _kind(trak: Tree) -> Literal["audio", "video", "other"]:
    handler = trak.find("mdia/hdlr")
    name = handler.content()[8:12] if handler else b""
    if name not in _PLAYABLE:
        return "other"
    return "audio" if name == b"soun" else "video"


def _codec(description: bytes) -> str:
    """The four letters of the first sample entry; of `mp4v` that holds pictures, those of the pictures."""
    letters = description[12:16].decode("latin-1")
    return _PICTURE_OBJECTS.get(_object_type(description) or 0, letters) if letters == "mp4v" else letters


def _object_type(description: bytes) -> int | None:
    """The object type in the `esds` of a visual sample entry (ISO/IEC 14496-1, 7.2.6.5 and 7.2.6.6)."""
    box = Tree(description[_VISUAL_ENTRY_BYTES:]).find("esds")
    content = box.content()[4:] if box else b""
    at = _inside_descriptor(content, 0)
    flags = content[at + 2 : at + 3]
    if content[:1] != b"\x03" or not flags:
        return None
    at += 3
    at += 2 if flags[0] & 0x80 else 0
    at += 1 + content[at] if flags[0] & 0x40 and at < len(content) else 0
    at += 2 if flags[0] & 0x20 else 0
    inner = _inside_descriptor(content, at)
    return content[inner] if content[at : at + 1] == b"\x04" and inner < len(content) else None


def _inside_descriptor(content: bytes, at: int) -> int:
    """The offset behind the tag and the length, of up to four bytes, of a descriptor."""
    length_bytes = 1
    while length_bytes < 4 and content[at + length_bytes : at + length_bytes + 1] >= b"\x80":
        length_bytes += 1
    return at + 1 + length_bytes


def _description(trak: Tree) -> bytes:
    described = trak.find("mdia/minf/stbl/stsd")
    return described.content()[:_LONGEST_DESCRIPTION_BYTES] if described else b""


def _track_number(trak: Tree) -> int:
    header = trak.find("tkhd")
    content = header.content() if header else b""
    at = 20 if content[:1] == b"\x01" else 12
    return int.from_bytes(content[at : at + 4], "big")


def _chapter_tracks(trak: Tree) -> tuple[int, ...]:
    reference = trak.find("tref/chap")
    content = reference.content() if reference else b""
    return tuple(int.from_bytes(content[at : at + 4], "big") for at in range(0, len(content) - 3, 4))


def _media_header(trak: Tree) -> tuple[int, int]:
    """Timescale and duration, in units of that scale."""
    return _times(trak.find("mdia/mdhd"))


def _movie_timescale(moov: Tree) -> int:
    return _times(moov.find("mvhd"))[0]


def _times(header: Tree | None) -> tuple[int, int]:
    content = header.content() if header else b""
    at, width = (20, 8) if content[:1] == b"\x01" else (12, 4)
    duration = int.from_bytes(content[at + 4 : at + 4 + width], "big")
    unknown = (1 << 8 * width) - 1
    return int.from_bytes(content[at : at + 4], "big"), 0 if duration == unknown else duration


def _edited_seconds(trak: Tree, movie_timescale: int, media_seconds: float, timescale: int) -> float | None:
    """What the edit list lets play, None where there is no list. Pauses before the sound do not count."""
    box = trak.find("edts/elst")
    if box is None or not movie_timescale or not timescale:
        return None
    row = "QqI" if box.content()[:1] == b"\x01" else "IiI"
    total = 0.0
    for length, begin, _rate in trak.table("edts/elst", row):
        if begin >= 0:
            left = max(0.0, media_seconds - begin / timescale)
            total += min(left, length / movie_timescale) if length else left
    return total or None


def _fragmented() -> Unsound:
    return Unsound(
        say("The file is in fragments, as for streaming (fragmented MP4); not all podcast apps play that."),
        lambda path: say(
            "Write it again in one piece, then keep only the new file in the folder: {command}",
            command=in_one_piece(path),
        ),
    )


def _no_index() -> Unsound:
    return Unsound(
        say("The file has no index (`moov`), without which nothing can play it: the recording was not finished."),
        EXPORT_AGAIN,
    )
