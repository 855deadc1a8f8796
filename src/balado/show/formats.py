"""The formats of files: one table of recordings, and what else is published, with the types that platforms want.

A type never comes from `mimetypes`, which depends on the machine. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Format:
    """A format of recordings.

    `media_type` is what the web calls it, `suffixes` are those a file of it may have, its own first. `codec` is the one
    it holds, empty where it may hold several. `name` is what people call it. `played` are the codecs (of several tracks
    the first) with which podcast apps play it: with others, and where there is none, it is not published as an
    episode. `declared` are the types that feeds may give for it, Apple's own first.
    """

    media_type: str
    suffixes: tuple[str, ...]
    codec: str = ""
    name: str = ""
    played: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The suffix it is published under."""
        return self.suffixes[0]


MP3 = Format("audio/mpeg", (".mp3",), "mp3", "MP3", ("mp3",), ("audio/mpeg",))
MP2 = Format("audio/mpeg", (".mp2", ".mpa"), "mp2", "MPEG MP2")
MP1 = Format("audio/mpeg", (".mp1", ".mpa"), "mp1", "MPEG MP1")
# An MP4 file with sound alone may well be called .mp4; it is published as .m4a, for apps take .mp4 for a video.
M4A = Format(
    "audio/x-m4a",
    (".m4a", ".mp4", ".m4b"),
    name="M4A",
    played=("aac",),
    declared=("audio/x-m4a", "audio/mp4", "audio/m4a", "audio/aac"),
)
MP4 = Format("video/mp4", (".mp4", ".m4v"), name="MP4", played=("h264",), declared=("video/mp4", "audio/mp4"))
M4V = Format(
    "video/x-m4v", (".m4v", ".mp4"), name="M4V", played=("h264",), declared=("video/x-m4v", "video/mp4", "video/m4v")
)
MOV = Format("video/quicktime", (".mov", ".qt"), name="QuickTime", played=("h264",), declared=("video/quicktime",))
WAV = Format("audio/wav", (".wav", ".wave"), "pcm", "WAV")
AIFF = Format("audio/aiff", (".aiff", ".aif", ".aifc"), "pcm", "AIFF")
FLAC = Format("audio/flac", (".flac",), "flac", "FLAC")
VORBIS = Format("audio/ogg", (".ogg", ".oga"), "vorbis", "Ogg Vorbis")
OPUS = Format("audio/ogg", (".opus", ".ogg", ".oga"), "opus", "Opus")
OGG_FLAC = Format("audio/ogg", (".oga", ".ogg"), "flac", "Ogg FLAC")
OGG_OTHER = Format("audio/ogg", (".ogg", ".oga", ".ogv", ".spx"), "unknown", "Ogg")
ADTS = Format("audio/aac", (".aac",), "aac", "raw AAC (ADTS)")

RECORDINGS = (MP3, MP2, MP1, M4A, MP4, M4V, MOV, WAV, AIFF, FLAC, VORBIS, OPUS, OGG_FLAC, OGG_OTHER, ADTS)
PLAYED = tuple(form for form in RECORDINGS if form.played)
"""The formats that podcast apps play."""

PLAYED_SUFFIXES = frozenset(suffix for form in PLAYED for suffix in form.suffixes)
"""How their names end."""

MASTER_SUFFIXES = (*WAV.suffixes, *AIFF.suffixes, *FLAC.suffixes)
"""How the names of files end that recorders give and no app plays: large, and nothing for git."""

_UNREAD = (".wma", ".wmv", ".avi", ".mkv", ".mka", ".webm", ".caf", ".amr", ".ac3", ".3gp")
"""Recordings that are never published, and that nobody looks into."""

RECORDING_SUFFIXES = frozenset({*_UNREAD, *(suffix for form in RECORDINGS for suffix in form.suffixes)})
"""What counts as a recording in an episode's folder, whether or not it can be published."""

PICTURES: Mapping[str, tuple[str, ...]] = {"image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
"""The pictures that platforms show: by type the suffixes, its own first."""

PICTURE_SUFFIXES = frozenset(suffix for suffixes in PICTURES.values() for suffix in suffixes)

STREAMS: Mapping[str, str] = {".m3u8": "application/x-mpegURL", ".mpd": "application/dash+xml"}
"""The types of lists of pieces, which a stream consists of, by suffix: HLS (RFC 8216) and DASH. They are no sound."""

STREAM_FILES: Mapping[str, str] = {
    ".m3u8": "application/vnd.apple.mpegurl",
    **dict.fromkeys((".mp4", ".m4v", ".m4s", ".cmfv"), "video/mp4"),
    **dict.fromkeys((".m4a", ".cmfa"), "audio/mp4"),
    ".ts": "video/mp2t",
    ".aac": "audio/aac",
    ".mp3": "audio/mpeg",
    **dict.fromkeys((".vtt", ".webvtt"), "text/vtt; charset=utf-8"),
}
"""The files that a stream of HLS may consist of, by suffix, with the types that Apple advises (HLS authoring, 10.4)."""

MEDIA_TYPES: Mapping[str, str] = {
    **STREAMS,
    ".xml": "application/rss+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    **{form.suffix: form.media_type for form in PLAYED},
    **{suffix: media_type for media_type, suffixes in PICTURES.items() for suffix in suffixes},
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webm": "video/webm",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
}
"""The type that a file with this suffix is published with."""


def media_type_at(address: str, usual: str, types: Mapping[str, str] | None = None) -> str:
    """The type that the suffix of an address tells, of these or of all; the usual one where it tells none."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return usual
    return (MEDIA_TYPES if types is None else types).get(PurePosixPath(path).suffix.lower(), usual)


def format_of(media_type: str, codec: str) -> Format | None:
    """The format of a recording of this type and codec; None for one that we do not know."""
    fitting = (form for form in RECORDINGS if form.media_type == media_type and form.codec in ("", codec))
    return next(fitting, None)
