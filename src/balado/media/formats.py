"""Which format a file is in, from its first bytes, and what each format means for a podcast. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Container(StrEnum):
    """What the first bytes of a file show it to be."""

    MPEG = "MPEG audio"
    MP4 = "MP4"
    WAV = "WAV"
    AIFF = "AIFF"
    FLAC = "FLAC"
    OGG = "Ogg"
    ADTS = "AAC without a container (ADTS)"
    WINDOWS_MEDIA = "Windows Media"
    MATROSKA = "Matroska or WebM"
    AMR = "AMR"
    CORE_AUDIO = "Core Audio (CAF)"
    PICTURE = "picture"
    DOCUMENT = "document"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what the web calls it, its own suffix first, and the codec when there is but one."""

    media_type: str
    suffixes: tuple[str, ...]
    codec: str = ""

    @property
    def suffix(self) -> str:
        """The suffix it is published under."""
        return self.suffixes[0]


MP3 = Format("audio/mpeg", (".mp3",), "mp3")
MP2 = Format("audio/mpeg", (".mp2", ".mpa"), "mp2")
MP1 = Format("audio/mpeg", (".mp1", ".mpa"), "mp1")
# An MP4 file with sound alone may well be called .mp4; it is published as .m4a, for apps take .mp4 for a video.
M4A = Format("audio/x-m4a", (".m4a", ".mp4", ".m4b"))
MP4 = Format("video/mp4", (".mp4", ".m4v"))
M4V = Format("video/x-m4v", (".m4v", ".mp4"))
MOV = Format("video/quicktime", (".mov", ".qt"))
WAV = Format("audio/wav", (".wav", ".wave"), "pcm")
AIFF = Format("audio/aiff", (".aiff", ".aif", ".aifc"), "pcm")
FLAC = Format("audio/flac", (".flac",), "flac")
VORBIS = Format("audio/ogg", (".ogg", ".oga"), "vorbis")
OPUS = Format("audio/ogg", (".opus", ".ogg", ".oga"), "opus")
OGG_FLAC = Format("audio/ogg", (".oga", ".ogg"), "flac")
OGG_OTHER = Format("audio/ogg", (".ogg", ".oga", ".ogv", ".spx"), "unknown")
ADTS = Format("audio/aac", (".aac",), "aac")

FORMATS = (MP3, MP2, MP1, M4A, MP4, M4V, MOV, WAV, AIFF, FLAC, VORBIS, OPUS, OGG_FLAC, OGG_OTHER, ADTS)

_VIDEO_BY_BRAND = {"qt  ": MOV, "": MOV, "M4V ": M4V, "M4VH": M4V, "M4VP": M4V}
_MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_MAGIC = (
    (b"fLaC", Container.FLAC),
    (b"OggS", Container.OGG),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Container.WINDOWS_MEDIA),
    (b"\x1a\x45\xdf\xa3", Container.MATROSKA),
    (b"#!AMR", Container.AMR),
    (b"caff", Container.CORE_AUDIO),
    (b"\xff\xd8\xff", Container.PICTURE),
    (b"\x89PNG\r\n\x1a\n", Container.PICTURE),
    (b"GIF8", Container.PICTURE),
    (b"%PDF-", Container.DOCUMENT),
    (b"PK\x03\x04", Container.DOCUMENT),
    (b"{\\rtf", Container.DOCUMENT),
    (b"<!DOCTYPE", Container.DOCUMENT),
    (b"<html", Container.DOCUMENT),
)


def container_of(head: bytes) -> Container:
    """What these first bytes (after ID3 tags) begin; UNKNOWN also for MPEG audio, which only its frames prove."""
    for magic, container in _MAGIC:
        if head.startswith(magic):
            return container
    if head[4:8] in _MP4_BOXES:
        return Container.MP4
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return Container.WAV
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return Container.AIFF
    # 12 bits of sync and layer 0, which MPEG audio does not have (ISO/IEC 13818-7, adts_fixed_header)
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return Container.ADTS
    return Container.UNKNOWN


def mpeg_format(layer: int) -> Format:
    """The format of MPEG audio of this layer."""
    return {1: MP1, 2: MP2}.get(layer, MP3)


def mp4_format(brand: str, *, has_video: bool) -> Format:
    """The format of an MP4 file of this brand."""
    return _VIDEO_BY_BRAND.get(brand, MP4) if has_video else M4A


def ogg_format(first_packet: bytes) -> Format:
    """The format of an Ogg file whose first page holds this."""
    for mark, found in ((b"\x01vorbis", VORBIS), (b"OpusHead", OPUS), (b"\x7fFLAC", OGG_FLAC)):
        if mark in first_packet[:64]:
            return found
    return OGG_OTHER


def fitting_suffixes(media_type: str, codec: str) -> tuple[str, ...]:
    """The suffixes a file of this type may have, its own first; empty for a type we do not know."""
    for found in FORMATS:
        if found.media_type == media_type and found.codec in ("", codec):
            return found.suffixes
    return ()
